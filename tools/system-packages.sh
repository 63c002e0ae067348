#!/bin/sh
# Installs the Debian or Ubuntu packages of the sorts named ("run", "test") that are missing.
# Exit 0: nothing was missing or all is installed. Exit 3: something is missing and could not be
# installed; the one line to type has been printed.
set -u
here=$(dirname "$0")

wanted() {
    for sort in "$@"; do
        sed -n "s/^$sort  *//p" "$here/system-packages.txt"
    done
}

# Reads "new|old" names, prints those of which no variant is installed.
missing() {
    installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null |
        sed -n 's/^installed //p' | tr '\n' ' ')"
    while read -r names; do
        found=no
        for name in $(echo "$names" | tr '|' ' '); do
            case $installed in *" $name "*) found=yes ;; esac
        done
        [ $found = yes ] || echo "$names"
    done
}

# Prints the first variant that this release offers.
offered() {
    for name in $(echo "$1" | tr '|' ' '); do
        if apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [^(]'; then
            echo "$name"
            return
        fi
    done
    echo "${1##*|}"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif [ -t 2 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# apt_get COMMAND...: quiet; what it said is shown only where it failed.
apt_get() {
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1 || return 1
    if as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
        -o Dpkg::Use-Pty=0 "$@" </dev/null >"$said" 2>&1; then
        return
    fi
    tail -n 5 "$said" >&2
    return 1
}

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    echo "Not a Debian or Ubuntu: system packages are yours to install." >&2
    exit 3
fi

lacking=$(wanted "$@" | missing)
[ -n "$lacking" ] || exit 0

# Names are asked for after the lists are fresh: a bare machine has no lists at all.
said=$(mktemp)
trap 'rm -f "$said"' EXIT
apt_get update || true
names=
for one in $lacking; do
    names="$names $(offered "$one")"
done
echo "Installing system packages:$names" >&2
# shellcheck disable=SC2086  # a list of names
if apt_get install --no-install-recommends $names && [ -z "$(wanted "$@" | missing)" ]; then
    exit 0
fi
echo "These system packages could not be installed from here. Please type:" >&2
echo "    sudo apt-get install -y --no-install-recommends$names" >&2
exit 3
