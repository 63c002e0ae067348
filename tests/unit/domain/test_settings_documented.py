"""Every setting is documented, with its usual value and bounds, and the examples are good."""

import re
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.settings import (
    CEILING,
    PRIVATE_FLOOR,
    PUBLIC_FLOOR,
    Canary,
    Favourite,
    GeneralSettings,
    NetworkSettings,
    NotificationSettings,
    SavingSettings,
    Settings,
)
from downlight.domain.settings_reading import read_settings

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "settings.md").read_text("utf-8")
SECTIONS: dict[str, type[Any]] = {
    "[general]": GeneralSettings,
    "[notifications]": NotificationSettings,
    "[network]": NetworkSettings,
    "[saving]": SavingSettings,
    "[[favourite]]": Favourite,
}


def _rows(section: str) -> dict[str, tuple[str, str]]:
    """Return the table of a section: usual value and meaning by key."""
    chapter = TEXT.partition(f"## `{section}`")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*) \|$", chapter, re.MULTILINE)
    return {key: (usual, meaning) for key, usual, meaning in rows}


@pytest.mark.parametrize("section", SECTIONS)
def test_each_key_of_a_section_is_documented_and_nothing_else(section: str) -> None:
    assert set(_rows(section)) == {each.name for each in fields(SECTIONS[section])}


def test_each_part_of_the_settings_has_its_section() -> None:
    parts = {each.name for each in fields(Settings)} - {"extra", "favourites"}
    assert {section.strip("[]") for section in SECTIONS} - {"favourite"} == parts


def test_each_key_of_a_control_site_is_documented() -> None:
    assert all(f"`{each.name}`" in _rows("[network]")["canaries"][1] for each in fields(Canary))


@pytest.mark.parametrize("section", ["[general]", "[notifications]", "[network]"])
def test_the_usual_values_are_those_of_the_program(section: str) -> None:
    for each in fields(SECTIONS[section]):
        usual = _rows(section)[each.name][0].strip("`")
        if each.name != "canaries":
            assert each.default is not MISSING
            shown = tomllib.loads(f"v = {usual}")["v"]
            assert (tuple(shown) if isinstance(shown, list) else shown) == each.default


def test_the_bounds_of_intervals_are_those_of_the_program() -> None:
    assert f"{PUBLIC_FLOOR:g} to {CEILING:g}" in _rows("[general]")["interval"][1]
    favourite = _rows("[[favourite]]")["interval"][1]
    assert f"{PUBLIC_FLOOR:g} to {CEILING:g}, from {PRIVATE_FLOOR:g} on" in favourite


@pytest.mark.parametrize("example", re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL))
def test_the_examples_are_taken_without_a_word(example: str) -> None:
    reading = read_settings(tomllib.loads(example), lambda _host: False)
    assert reading.findings == ()
    assert reading.settings != Settings()
