from gettext import NullTranslations
from zoneinfo import ZoneInfo

import pytest

from downlight.domain.settings import Favourite
from downlight.present.favourite_view import favourite_line, fields
from downlight.present.fields import Field, Refused, Value
from downlight.present.words import Words

words = Words("en", NullTranslations(), ZoneInfo("UTC"))
FIELDS = {field.key: field for field in fields(words, own=True)}
OWN = Favourite("wiki", url="https://wiki.example/")


@pytest.mark.parametrize("field", FIELDS.values(), ids=list(FIELDS))
def test_writing_what_was_read_changes_nothing(field: Field[Favourite]) -> None:
    assert field.write(OWN, field.read(OWN)) == OWN


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "Our wiki"),
        ("url", "https://other.example/"),
        ("interval", 45),
        ("expect_text", "Welcome\nSign in"),
        ("reject_text", "Over capacity"),
        ("feed", "https://status.example/feed.xml"),
        ("muted", True),
    ],
)
def test_what_is_written_is_read_back(key: str, value: Value) -> None:
    changed = FIELDS[key].write(OWN, value)
    assert isinstance(changed, Favourite)
    assert FIELDS[key].read(changed) == value


@pytest.mark.parametrize("key", ["name", "interval", "feed"])
def test_nothing_chosen_leaves_the_usual_value(key: str) -> None:
    changed = FIELDS[key].write(OWN, 0 if key == "interval" else " ")
    assert isinstance(changed, Favourite)
    assert getattr(changed, key) is None


@pytest.mark.parametrize("key", ["url", "feed"])
def test_what_is_no_address_is_refused_with_a_sentence(key: str) -> None:
    refused = FIELDS[key].write(OWN, "mailto:me@example.com")
    assert isinstance(refused, Refused)
    assert "http" in refused.why


def test_an_interval_is_never_shorter_than_the_floor() -> None:
    changed = FIELDS["interval"].write(OWN, 1)
    assert isinstance(changed, Favourite)
    assert changed.interval == 2.0


def test_the_address_of_a_platform_of_the_catalogue_is_not_edited() -> None:
    assert "url" not in [field.key for field in fields(words, own=False)]


def test_a_line_tells_what_is_special_about_a_favourite() -> None:
    special = Favourite("wiki", url="https://wiki.example/", interval=120, auth="basic", muted=True)
    assert favourite_line(words, special) == (
        "https://wiki.example/, every 2 min, signs in, says nothing"
    )
    assert favourite_line(words, Favourite("x")) == ""


def test_an_interval_is_not_rounded() -> None:
    assert favourite_line(words, Favourite("x", interval=90.0)) == "every 90 s"
    assert favourite_line(words, Favourite("x", interval=120.0)) == "every 2 min"
