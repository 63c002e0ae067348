#!/bin/sh
# Makes what people install, into dist/: tools/package.sh program|python|deb|archive ...
#   program  a folder with its own Python (build.spec)
#   python   the wheel and the source archive
#   deb      a package for Debian and Ubuntu, from the folder
#   archive  the folder as .tar.xz
# and beside the last two their checksums.
set -eu
cd "$(dirname "$0")/.."
bin=.venv-build/bin
unset PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH
VERSION=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' desktop/downlight/__init__.py)
DEB_ARCH=$(dpkg --print-architecture 2>/dev/null || uname -m)
GLIBC=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d' ' -f2 || echo 2.28)
export VERSION DEB_ARCH GLIBC

icons() { $bin/python tools/draw-icons.py build/package; }

program() {
    icons
    $bin/pyinstaller build.spec --noconfirm --distpath dist --workpath build/pyinstaller \
        --log-level ERROR
    echo "dist/downlight: $(du -sm --apparent-size dist/downlight | cut -f1) MiB"
}

python() { .venv-tools/bin/hatchling build; }

# Manual page and completions, from the program's own command line.
shell_files() {
    mkdir -p build/package
    $bin/argparse-manpage --module downlight.terminal.options --function parser --prog downlight \
        --project-name downlight --version "$VERSION" --author "The Downlight authors" \
        --manual-title "Downlight manual" --description "$(summary)" |
        gzip -9n >build/package/downlight.1.gz
    for shell in bash zsh; do
        $bin/shtab --shell "$shell" --prog downlight downlight.terminal.options.parser \
            >"build/package/downlight.$shell"
    done
}

summary() { sed -n 's/^Comment=//p' resources/desktop/io.github.downlight.Downlight.desktop; }

deb() {
    [ -x dist/downlight/downlight ] || program
    shell_files
    find dist/downlight -type d -exec chmod 755 {} +
    rm -f dist/downlight_*.deb
    $bin/nfpm package --config packaging/nfpm.yaml --packager deb --target dist
    checksums
}

archive() {
    [ -x dist/downlight/downlight ] || program
    tar -C dist --owner=0 --group=0 --sort=name -c downlight | xz -9e -T1 \
        >"dist/downlight-$VERSION-linux-$(uname -m).tar.xz"
    checksums
}

checksums() {
    (cd dist && find . -maxdepth 1 -type f ! -name SHA256SUMS | sort | xargs sha256sum >SHA256SUMS)
}

for part in "$@"; do
    case $part in
    program | python | deb | archive) "$part" ;;
    *) echo "usage: tools/package.sh program|python|deb|archive ..." >&2; exit 2 ;;
    esac
done
