from dataclasses import replace
from gettext import NullTranslations
from zoneinfo import ZoneInfo

import pytest

from downlight.domain.settings import Settings, Theme
from downlight.present.fields import Field, Pick, Value
from downlight.present.settings_view import pages
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
        ("general.theme", "dark"),
        ("general.language", "fr"),
        ("general.palette", "colour_blind"),
        ("general.clock", "12h"),
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


def test_languages_are_offered_under_their_own_names() -> None:
    control = FIELDS["general.language"].control
    assert isinstance(control, Pick)
    assert control.options == (("auto", "As the desktop"), ("fr", "Français"))
