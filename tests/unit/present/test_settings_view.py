from dataclasses import replace
from gettext import NullTranslations
from zoneinfo import ZoneInfo

import pytest

from downlight.domain.settings import DEFAULT_CANARIES, Canary, Settings, Theme
from downlight.present.fields import Field, Pick, Refused, Value
from downlight.present.settings_view import canary_line, pages, read_canary
from downlight.present.words import Words

words = Words("en", NullTranslations(), ZoneInfo("UTC"))
FIELDS = {field.key: field for page in pages(words, [("fr", "Français")]) for field in page.fields}


def written(key: str, value: Value) -> Settings:
    changed = FIELDS[key].write(Settings(), value)
    assert isinstance(changed, Settings)
    return changed


@pytest.mark.parametrize("field", FIELDS.values(), ids=list(FIELDS))
def test_every_setting_is_explained_in_one_line(field: Field[Settings]) -> None:
    assert field.label
    assert field.explain.endswith((".", ")"))
    assert "\n" not in field.explain


@pytest.mark.parametrize("field", FIELDS.values(), ids=list(FIELDS))
def test_writing_what_was_read_changes_nothing(field: Field[Settings]) -> None:
    assert field.write(Settings(), field.read(Settings())) == Settings()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("notifications.down", False),
        ("notifications.recovered", False),
        ("network.proxy", "http://proxy.example:8080"),
        ("network.second_resolver", "1.1.1.1"),
        ("network.canaries", "http://one.example/ 200 fine\nhttp://two.example/ 204"),
        ("general.theme", "dark"),
        ("general.language", "fr"),
        ("general.interval", 120),
        ("general.retention_days", 30),
    ],
)
def test_what_is_written_is_read_back(key: str, value: Value) -> None:
    assert FIELDS[key].read(written(key, value)) == value


def test_a_field_leaves_the_others_alone() -> None:
    before = replace(Settings(), general=replace(Settings().general, language="fr"))
    changed = FIELDS["general.theme"].write(before, "dark")
    assert isinstance(changed, Settings)
    assert changed.general.language == "fr"
    assert changed.general.theme is Theme.DARK


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("network.proxy", "socks5://p", "Only http and https addresses"),
        ("network.second_resolver", "dns.example", "is not an IP address"),
        ("network.canaries", "http://one.example/ 2000", "is not an HTTP status"),
        ("network.canaries", "ftp://one.example/", "Only http and https addresses"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(key: str, value: str, why: str) -> None:
    refused = FIELDS[key].write(Settings(), value)
    assert isinstance(refused, Refused)
    assert why in refused.why


def test_no_control_site_at_all_means_the_usual_ones() -> None:
    assert written("network.canaries", " \n").network.canaries == DEFAULT_CANARIES


@pytest.mark.parametrize("canary", [*DEFAULT_CANARIES, Canary("http://one.example/", 204)])
def test_a_control_site_survives_its_line(canary: Canary) -> None:
    assert read_canary(words, canary_line(canary)) == canary


def test_a_control_site_without_status_is_to_answer_200() -> None:
    assert read_canary(words, "one.example") == Canary("https://one.example/", 200)


def test_languages_are_offered_under_their_own_names() -> None:
    control = FIELDS["general.language"].control
    assert isinstance(control, Pick)
    assert control.options == (("auto", "As the desktop"), ("fr", "Français"))
