#!/bin/sh
# Writes the four lock files anew from pyproject.toml: exact versions, hashes, no host, no path.
# `tools/lock.sh` keeps versions that still fit; `tools/lock.sh --upgrade` takes the newest.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
[ -n "$uv" ] || uv=.venv-tools/bin/uv
[ -x "$uv" ] || { echo "uv is missing: run 'make setup' first" >&2; exit 1; }

# What this machine's own settings offer beside the public registry must not reach the lock.
clean_uv() {
    env -u PIP_FIND_LINKS -u UV_FIND_LINKS -u UV_INDEX -u UV_EXTRA_INDEX_URL "$uv" "$@"
}

export_lock() {
    file=$1
    shift
    clean_uv export --quiet --locked --no-header --no-annotate --no-emit-project \
        --format requirements-txt "$@" --output-file "$file" >/dev/null
    if grep -nE '://|^-|^ *--(index|extra|find)|^\.|^/' "$file"; then
        echo "$file names a host or a path" >&2
        exit 1
    fi
    echo "$file: $(grep -c '==' "$file") packages"
}

clean_uv lock "$@"
export_lock requirements.lock --no-dev
export_lock requirements-dev.lock --group dev
export_lock requirements-tools.lock --only-group tools
export_lock requirements-build.lock --no-dev --group build
