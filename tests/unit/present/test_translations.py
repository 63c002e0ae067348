"""Every sentence is translated, no translation is out of date, and none breaks a sentence."""

import gettext
import io
import re
from collections.abc import Callable
from datetime import UTC
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from downlight.domain.notify import NotificationKind
from downlight.domain.status import Phase, Scope, Status
from downlight.domain.verdict import Because, Rule
from downlight.present.toast import toast
from downlight.present.tray import tray_view
from downlight.present.words import Words
from fakes.states import NOW, down, notification, snapshot, state, up

ROOT = Path(__file__).parents[3]
CODE = ROOT / "desktop" / "downlight"
FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = sorted(path.parents[1].name for path in FOLDER.glob("*/LC_MESSAGES/downlight.po"))
FIRST = ("self", "say", "speech", "words", "_words", "mark")
"""The names whose first argument is a sentence, as tools/i18n.sh has them."""
Key = str | tuple[str, ...]


def key(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else tuple(message.id or ())


@cache
def sentences() -> frozenset[Key]:
    """Return what the code says now."""
    keywords: dict[str, tuple[int, ...] | None] = dict.fromkeys(FIRST)
    keywords["plural"] = (1, 2)
    places = [("formats/**.py", "ignore"), ("**.py", "python")]
    found = extract_from_dir(str(CODE), places, keywords=keywords)
    return frozenset(
        text if isinstance(text, str) else tuple(text or ()) for _, _, text, *_ in found
    )


@cache
def catalogue(language: str) -> Catalog:
    path = FOLDER / language / "LC_MESSAGES" / "downlight.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@cache
def form_for(language: str) -> Callable[[int], int]:
    """Return which plural form goes with a number."""
    return gettext.c2py(catalogue(language).plural_expr)


@cache
def forms_for_one_number(language: str) -> frozenset[int]:
    """Return the plural forms that stand for a single number below 1000."""
    used = [form_for(language)(n) for n in range(1000)]
    return frozenset(form for form in used if used.count(form) == 1)


def words(language: str) -> Words:
    path = FOLDER / language / "LC_MESSAGES" / "downlight.mo"
    with path.open("rb") as file:
        return Words(language, gettext.GNUTranslations(file), UTC)


def test_the_languages_that_are_promised_are_there() -> None:
    assert {"ar", "de", "es", "fr"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing_and_none_is_left_over(language: str) -> None:
    """`make i18n-update` puts this right."""
    assert {key(message) for message in messages(language)} == sentences()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    open_ones = [message.id for message in messages(language) if not all(forms(message))]
    in_doubt = [message.id for message in messages(language) if message.fuzzy]
    assert (open_ones, in_doubt) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_parameters_of_its_sentence(language: str) -> None:
    """The number itself may be left to a form that stands for one number, as Arabic's dual does."""
    wrong = []
    for message in messages(language):
        source = (message.id,) if isinstance(message.id, str) else message.id
        wanted = set().union(*(fields(text) for text in source))
        for place, form in enumerate(forms(message)):
            spared = {"n"} if len(source) > 1 and place in forms_for_one_number(language) else set()
            if not wanted - spared <= fields(form) <= wanted:
                wrong.append(form)
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_have_the_plural_forms_of_the_language(language: str) -> None:
    """As Unicode's plural rules tell them: in Arabic 0, 1, 2, 3 to 10, 11 to 99, and the rest."""
    rule = Locale.parse(language).plural_form
    ours = {n: form_for(language)(n) for n in range(1000)}
    theirs = {n: rule(n) for n in range(1000)}
    pairs = {(ours[n], theirs[n]) for n in range(1000)}
    assert len(pairs) == len(set(ours.values())) == len(set(theirs.values()))
    assert catalogue(language).num_plurals == len(set(ours.values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_has_all_forms(language: str) -> None:
    wanted = catalogue(language).num_plurals
    many = [message for message in messages(language) if not isinstance(message.id, str)]
    assert many
    assert [message.id for message in many if len(forms(message)) != wanted] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_that_of_the_translation(language: str) -> None:
    """`make i18n-compile` puts this right."""
    fresh = io.BytesIO()
    write_mo(fresh, catalogue(language))
    assert (FOLDER / language / "LC_MESSAGES" / "downlight.mo").read_bytes() == fresh.getvalue()


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_labels_of_buttons_fit_into_notifications(language: str) -> None:
    speaker = Words("en", gettext.NullTranslations(), UTC) if language == "en" else words(language)
    for kind in NotificationKind:
        for _, label in toast(notification(kind=kind), speaker).actions:
            assert len(label) <= 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_light_and_reasons_speak_the_language(language: str) -> None:
    speaker = words(language)
    shown = tray_view(snapshot(down("X"), down("Y"), up("Z")), speaker, NOW)
    english = Words("en", gettext.NullTranslations(), UTC)
    assert shown.headline != tray_view(snapshot(down("X"), down("Y")), english, NOW).headline
    for rule in Rule:
        assert speaker.reason(Because(rule)) != english.reason(Because(rule)), rule
    for status in Status:
        for scope in Scope:
            given = state("X", status, Phase.CONFIRMED, scope=scope)
            assert "{" not in speaker.sentence(given, NOW)


def test_every_call_with_a_sentence_in_it_is_seen() -> None:
    """A sentence within the call of something else within a sentence would be overlooked."""
    name = "|".join(FIRST)
    pattern = re.compile(rf'\b(?:{name})\(\s*"((?:[^"\\]|\\.)+)"\s*[,)]')
    single = {text for text in sentences() if isinstance(text, str)}
    for path in CODE.rglob("*.py"):
        for match in pattern.finditer(path.read_text()):
            assert match[1].replace('\\"', '"') in single, f"{path.name}: {match[1]}"
