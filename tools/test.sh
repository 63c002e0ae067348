#!/bin/sh
# Runs the whole suite; further arguments go to pytest. Desktop tests take turns in one worker.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/python -m pytest -q -rs --color=no -n auto --maxprocesses 4 \
    --dist loadfile --no-loadscope-reorder "$@"
