#!/bin/bash
# Proves on a bare Debian or Ubuntu that `make run` and `make test` set up whatever is missing.
#   tools/prove-setup.sh [--suite bookworm] [--mirror URL] [--short]
# Root and debootstrap needed; about 2 GB under /var/tmp, removed again at the end.
# What is committed is what is proved. --short leaves the test suite out.
set -euo pipefail
cd "$(dirname "$0")/.."

SUITE=bookworm MIRROR='' SHORT=no
while [ $# -gt 0 ]; do
    case $1 in
    --suite) SUITE=$2; shift 2 ;;
    --mirror) MIRROR=$2; shift 2 ;;
    --short) SHORT=yes; shift ;;
    *) echo "unknown option $1" >&2; exit 64 ;;
    esac
done
[ "$(id -u)" = 0 ] || { echo "prove-setup needs root" >&2; exit 77; }
command -v debootstrap >/dev/null || { echo "prove-setup needs debootstrap" >&2; exit 77; }

WORK=$(mktemp -d /var/tmp/downlight-prove.XXXXXX)
ROOT=$WORK/root
trap 'rm -rf --one-file-system "$WORK"' EXIT

echo "== bare $SUITE with make, git and python3"
debootstrap --variant=minbase --include=make,git,python3 "$SUITE" "$ROOT" ${MIRROR:+"$MIRROR"} \
    >"$WORK/debootstrap.log" 2>&1 || { tail "$WORK/debootstrap.log"; exit 1; }
cp /etc/resolv.conf "$ROOT/etc/resolv.conf"
# A network with certificates of its own needs them inside, too.
[ -z "${SSL_CERT_FILE:-}" ] || cp -L "$SSL_CERT_FILE" "$ROOT/host-certificates.pem"
git clone --quiet --no-hardlinks . "$ROOT/root/downlight"

cat >"$ROOT/prove" <<'INSIDE'
set -eu
if [ -f /host-certificates.pem ]; then
    export SSL_CERT_FILE=/host-certificates.pem PIP_CERT=/host-certificates.pem
fi
cd /root/downlight
step() { echo; echo "== $*"; }

step "make run ARGS=--version, from nothing"
make run ARGS=--version
step "Qt draws without a screen"
QT_QPA_PLATFORM=offscreen .venv/bin/python -c '
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
QLabel("light").show()
print("offscreen:", app.platformName())'
step "the X11 part of Qt finds its libraries, before the tests bring any"
.venv/bin/python -c '
import ctypes, pathlib, PySide6
(found,) = pathlib.Path(PySide6.__path__[0]).rglob("libqxcb.so")
ctypes.CDLL(str(found))
print("libqxcb.so loads")'
step "again: nothing to do"
start=$(date +%s%N)
make setup
echo "second set-up: $(( ($(date +%s%N) - start) / 1000000 )) ms"
step "make setup-test"
make setup-test
step "Qt draws on X11"
xvfb-run -a .venv/bin/python -c '
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
QLabel("light").show()
print("on a screen:", app.platformName())'
[ "$1" = yes ] || { step "make test, make check"; CI=true bash .ci/run </dev/null; }
step "without network, all being there"
unshare --net make run ARGS=--version
echo
echo "== proved"
INSIDE

# An own mount and process namespace: whatever happens, nothing stays mounted or running.
unshare --mount --pid --fork --kill-child bash -c '
    mount -t proc proc "$1/proc"
    mount -t tmpfs tmpfs "$1/tmp"
    mount --rbind /dev "$1/dev" 2>/dev/null
    exec chroot "$1" /usr/bin/env -i HOME=/root TERM=dumb LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        sh /prove "$2"' - "$ROOT" "$SHORT"
