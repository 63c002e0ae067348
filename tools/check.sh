#!/bin/sh
# Everything that can be said about the code without running it. All parts run; any may fail it.
set -u
cd "$(dirname "$0")/.."
failed=''

part() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok      $name"
    else
        echo "$output"
        echo "FAILED  $name"
        failed="$failed $name"
    fi
}

desktop_files() {
    command -v desktop-file-validate >/dev/null || { echo "needs desktop-file-utils"; return; }
    for file in resources/desktop/*.desktop; do
        [ -e "$file" ] || continue
        desktop-file-validate "$file" || return 1
    done
}

layers() { PYTHONPATH=desktop .venv-tools/bin/lint-imports --no-cache; }

catalogue() {
    profile=$(mktemp -d)
    .venv/bin/downlight --profile "$profile" catalogue validate
    code=$?
    rm -rf "$profile"
    return $code
}

part style .venv/bin/ruff check .
part format .venv/bin/ruff format --check .
part types .venv/bin/mypy
part types-of-tests .venv/bin/mypy tests
part layers layers
part catalogue catalogue
part desktop-files desktop_files
part translations sh tools/i18n.sh check
[ -z "$failed" ] || { echo "Failed:$failed"; exit 1; }
