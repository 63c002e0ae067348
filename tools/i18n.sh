#!/bin/sh
# The sentences of the code and their translations in resources/i18n.
#   extract   print the template with all sentences
#   new LANG  begin a translation
#   update    take new sentences into every translation
#   compile   make the files that the app reads
#   check     say what is not translated, in doubt, or out of date; fail if anything is
set -eu
cd "$(dirname "$0")/.."
folder=resources/i18n
babel=.venv/bin/pybabel

# Sentences are the first argument of these names; plural takes two. Formats say none.
extract() {
    "$babel" -q extract --no-default-keywords -k self -k say -k speech -k words -k _words -k mark \
        -k plural:1,2 --ignore-dirs formats --no-location --sort-output --output "$1" desktop/downlight
    # "{n} % sure" is no %-format, whatever it looks like; ours are all in braces.
    sed -i -e 's/^\(#, .*\), python-format$/\1/' -e '/^#, python-format$/d' "$1"
}

translations() { find "$folder" -name 'downlight.po' | sort; }

language_of() { basename "$(dirname "$(dirname "$1")")"; }

compile_one() { # compile_one TRANSLATION RESULT
    "$babel" -q compile --domain downlight --input-file "$1" --output-file "$2" \
        --locale "$(language_of "$1")"
}

update_one() { # update_one TEMPLATE TRANSLATION
    "$babel" -q update --domain downlight --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
        --input-file "$1" --output-file "$2" --locale "$(language_of "$2")"
}

check_one() { # check_one TEMPLATE TRANSLATION
    mkdir -p "$work/$(language_of "$2")/LC_MESSAGES"
    fresh=$work/$(language_of "$2")/LC_MESSAGES/downlight.po
    cp "$2" "$fresh"
    update_one "$1" "$fresh"
    cmp -s "$fresh" "$2" || { echo "$2 is out of date: make i18n-update"; return 1; }
    compile_one "$2" "$work/fresh.mo"
    cmp -s "$work/fresh.mo" "${2%.po}.mo" || {
        echo "${2%.po}.mo is out of date: make i18n-compile"
        return 1
    }
    .venv/bin/python - "$2" <<'PY'
import sys
from pathlib import Path
from babel.messages.pofile import read_po

path = Path(sys.argv[1])
with path.open("rb") as file:
    catalogue = read_po(file, locale=path.parts[-3])
def is_open(message):
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return message.id and (message.fuzzy or not all(forms))


open_ = [message.id for message in catalogue if is_open(message)]
wrong = [f"{m.id}: {error}" for m, errors in catalogue.check() for error in errors]
for line in [*map(str, open_), *wrong]:
    print(f"{path}: {line}")
sys.exit(bool(open_ or wrong))
PY
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
template=$work/downlight.pot

case ${1:-} in
extract)
    extract "$template"
    cat "$template"
    ;;
new)
    extract "$template"
    "$babel" -q init --domain downlight --input-file "$template" --output-dir "$folder" --locale "$2"
    ;;
update)
    extract "$template"
    for po in $(translations); do
        update_one "$template" "$po"
        echo "updated $po"
    done
    ;;
compile)
    for po in $(translations); do
        compile_one "$po" "${po%.po}.mo"
    done
    ;;
check)
    extract "$template"
    failed=0
    for po in $(translations); do
        check_one "$template" "$po" || failed=1
    done
    exit $failed
    ;;
*)
    echo "usage: tools/i18n.sh extract|new LANG|update|compile|check" >&2
    exit 64
    ;;
esac
