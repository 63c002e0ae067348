#!/bin/sh
# Tests what `make packages` built: each package, and the main job in a real desktop with the
# program of the folder and with that of the .deb.
set -eu
cd "$(dirname "$0")/.."
export DOWNLIGHT_TEST_PACKAGES=1
.venv/bin/python -m pytest -q -rs --color=no tests/packages
main_job() { DOWNLIGHT_PROGRAM=$1 .venv/bin/python -m pytest -q --color=no tests/end2end/test_main_job.py; }
echo "The main job with dist/downlight:"
main_job "$PWD/dist/downlight/downlight"
if [ "$(id -u)" = 0 ] && command -v dpkg >/dev/null; then
    echo "The main job with the installed .deb:"
    trap 'dpkg --purge downlight' EXIT
    dpkg --install dist/downlight_*.deb
    main_job /usr/bin/downlight
fi
