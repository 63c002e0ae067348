#!/bin/sh
# Makes everything ready: `tools/setup.sh run` for the app, `test` for the tests too, `build` for
# the packages.
# Quick when nothing has changed; works without network when all is there already.
# PYTHON names the interpreter to use (3.11 or newer); else a suitable one is looked for.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}
case $purpose in build) venv=.venv-build ;; *) venv=.venv ;; esac
tools=.venv-tools

# Byte code is what makes the app start in time: write it whatever the caller's habits are.
unset PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH VIRTUAL_ENV
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 UV_NO_PROGRESS=1

say() { echo "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# --- which Python

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (4,))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        fits "$PYTHON" || stop "PYTHON=$PYTHON is not Python 3.11 or newer."
        echo "$PYTHON"
        return
    fi
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && fits "$name"; then
            command -v "$name"
            return
        fi
    done
    stop "Downlight needs Python 3.11 or newer, and none was found" \
        "(python3 is $(python3 --version 2>/dev/null || echo missing))." \
        "Install one, or name it: make run PYTHON=/path/to/python3.12"
}

# --- what stands for "nothing has changed"

# A moved folder breaks a virtual environment's scripts, so the place belongs to the stamp.
fingerprint() {
    lock=$1
    { pwd; cat "$lock" requirements-tools.lock pyproject.toml tools/*.sh tools/*.txt; } | cksum
}

lock_of() {
    case $1 in
    test) echo requirements-dev.lock ;;
    build) echo requirements-build.lock ;;
    *) echo requirements.lock ;;
    esac
}

stamped() {
    [ -x "$venv/bin/python" ] && [ -f "$venv/ready-$1" ] &&
        [ "$(cat "$venv/ready-$1")" = "$(fingerprint "$(lock_of "$1")")" ]
}

# The environment of the tests holds all that the app needs.
is_ready() { stamped "$purpose" || { [ "$purpose" = run ] && stamped test; }; }

# --- installing

find_uv() {
    for uv in "$(command -v uv || true)" "$tools/bin/uv"; do
        if [ -n "$uv" ] && "$uv" --version >/dev/null 2>&1; then
            echo "$uv"
            return
        fi
    done
}

make_venv() {
    folder=$1
    if [ -x "$folder/bin/python" ] && fits "$folder/bin/python"; then
        return
    fi
    rm -rf "$folder"
    if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        "$python" -m venv "$folder"
    elif [ -n "$(find_uv)" ]; then
        "$(find_uv)" venv --quiet --python "$python" --seed "$folder"
    else
        stop "$python cannot make a virtual environment." \
            "Install its venv module (Debian: python3-venv) and try again."
    fi
    echo '*' >"$folder/.gitignore"
}

install_lock() {
    folder=$1 lock=$2
    uv=$(find_uv)
    if [ -n "$uv" ] && "$uv" pip install --quiet --python "$folder/bin/python" \
        --require-hashes --compile-bytecode -r "$lock"; then
        return
    fi
    "$folder/bin/python" -m pip install -qq --require-hashes -r "$lock"
}

# The project itself, editable: its build tool is pinned in the tools' lock, so nothing is fetched.
install_project() {
    wheels=$(mktemp -d)
    "$tools/bin/python" -c "
import sys
from hatchling.build import build_editable
print(build_editable(sys.argv[1]))" "$wheels" >/dev/null
    uv=$(find_uv)
    if [ -n "$uv" ]; then
        "$uv" pip install --quiet --python "$venv/bin/python" --no-deps --no-index --offline \
            --reinstall "$wheels"/*.whl
    else
        "$venv/bin/python" -m pip install -qq --no-deps --no-index --force-reinstall \
            "$wheels"/*.whl
    fi
    rm -rf "$wheels"
    "$venv/bin/python" -m compileall -q desktop
}

build_environment() {
    say "Setting up for $purpose with $("$python" --version) ..."
    make_venv "$tools"
    install_lock "$tools" requirements-tools.lock
    make_venv "$venv"
    rm -f "$venv"/ready-*
    install_lock "$venv" "$(lock_of "$purpose")"
    install_project
}

# Stops where no window can ever be shown; X11 alone failing leaves Wayland and the terminal.
check_qt() {
    trouble=$("$venv/bin/python" -c 'import PySide6.QtWidgets' 2>&1) ||
        stop "Qt cannot start here: $(echo "$trouble" | tail -n 1)." "$1"
    trouble=$("$venv/bin/python" -c '
import ctypes, pathlib, PySide6
for found in pathlib.Path(PySide6.__path__[0]).rglob("libqxcb.so"):
    ctypes.CDLL(str(found))' 2>&1) ||
        say "Qt cannot use X11 here: $(echo "$trouble" | tail -n 1)." "$1"
}

# --- all together

case $purpose in
test) sorts="run test" ;;
build) sorts="run build" ;;
run) sorts=run ;;
*) stop "usage: tools/setup.sh run|test|build" ;;
esac
if is_ready; then
    exit 0
fi
python=$(find_python)
advice="tools/system-packages.txt names what it needs."
# shellcheck disable=SC2086  # two words
sh tools/system-packages.sh $sorts || say "Trying without them."
build_environment
check_qt "$advice"
fingerprint "$(lock_of "$purpose")" >"$venv/ready-$purpose"
