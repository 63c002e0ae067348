"""Carries what changed between two settings over into the text of a settings file."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from downlight.domain.settings import Canary, Favourite, Settings
from downlight.domain.settings_reading import canary_of, identity_of
from downlight.system.settings_reading import SettingsText
from downlight.system.toml_editing import Append, Drop, Edit, Put, Remove, edit
from downlight.system.toml_map import Path

_SECTIONS = ("general", "notifications", "network", "saving")

TEMPLATE = """\
# Settings of Downlight. Edit them by hand if you like: your comments, the order and unknown
# words are kept. What each word means stands in docs/settings.md. A line beginning with # is
# a comment; those below show the usual values.

[general]
# interval = 60
# language = "auto"
# theme = "auto"
# palette = "standard"
# clock = "auto"
# retention_days = 730

[notifications]
# down = true
# degraded = true
# only_you = true
# recovered = true
# official = false
# maintenance_ahead = true
# maintenance_begun = false
# maintenance_minutes = 30
# certificate = true
# connection = false
# reminder = false
# reminder_minutes = 60
# sound = false
# quiet_hours = false
# quiet_from = "22:00"
# quiet_until = "07:00"
# quiet_days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

[network]
# second_resolver = "9.9.9.9"
# proxy = ""

[saving]
# battery = true
# metered = true
# interval = 120

# The platforms you watch, one block each. Those of the catalogue need their id only:
#   [[favourite]]
#   id = "github"
# Any other address can be watched as well:
#   [[favourite]]
#   id = "my-site"
#   name = "My site"
#   url = "https://example.com/"
#   expect_text = "Welcome"
"""
"""What a new settings file begins with."""


def rewrite(document: SettingsText, before: Settings, after: Settings) -> str:
    """Return the text with what differs between `before` and `after` changed.

    What both have in common stays as the text has it, even if somebody edited it since `before`
    was read. New favourites come last; the order of the others is the text's.
    """
    edits: list[Edit] = []
    for section in _SECTIONS:
        edits += _section(section, getattr(before, section), getattr(after, section))
    edits += _favourites(document.raw, before, after)
    return edit(document.text, edits) if edits else document.text


def _section(section: str, before: Any, after: Any) -> Iterator[Edit]:
    for each in fields(after):
        value = getattr(after, each.name)
        if value != getattr(before, each.name):
            yield Put((section,), each.name, _raw(value))


def _raw(value: object) -> object:
    if isinstance(value, tuple):
        return [_raw(item) for item in value]
    return _raw_canary(value) if isinstance(value, Canary) else value


def _raw_canary(canary: Canary) -> object:
    """Return a control site as people would write it: its address, where that says it all."""
    if canary == canary_of(canary.url):
        return canary.url
    whole = {"url": canary.url, "status": canary.status}
    return {**whole, "body": canary.body} if canary.body else whole


def _favourites(raw: Mapping[str, Any], before: Settings, after: Settings) -> list[Edit]:
    places = _places(raw)
    old = {favourite.id: favourite for favourite in before.favourites}
    new = {favourite.id: favourite for favourite in after.favourites}
    changes: list[Edit] = []
    appends: list[Edit] = []
    for name, favourite in new.items():
        if favourite == old.get(name):
            continue
        if name in places:
            place, nameless = places[name][0]
            changes += [Put(place, "id", name)] if nameless else []
            changes += _changes(place, old.get(name, Favourite(name)), favourite)
        else:
            appends.append(Append("favourite", _raw_favourite(favourite)))
    gone = [place for name in old.keys() - new.keys() for place, _ in places.get(name, ())]
    return [*changes, *map(Remove, sorted(gone, reverse=True)), *appends]


def _places(raw: Mapping[str, Any]) -> dict[str, list[tuple[Path, bool]]]:
    """Return where the favourites stand, by id, and whether the id goes without saying there.

    An id may stand several times. A single table may stand in the place of a list of one.
    """
    held = raw.get("favourite", [])
    items = held if isinstance(held, list) else [held]
    found: dict[str, list[tuple[Path, bool]]] = {}
    for i, item in enumerate(items):
        name = identity_of(item) if isinstance(item, Mapping) else None
        if name is not None:
            place: Path = ("favourite", i) if isinstance(held, list) else ("favourite",)
            found.setdefault(name, []).append((place, "id" not in item))
    return found


def _changes(place: Path, before: Favourite, after: Favourite) -> Iterator[Edit]:
    full = _raw_favourite(after)
    for each in fields(after):
        if getattr(after, each.name) == getattr(before, each.name):
            continue
        if each.name in full:
            yield Put(place, each.name, full[each.name])
        else:
            yield Drop(place, each.name)


def _raw_favourite(favourite: Favourite) -> dict[str, object]:
    """Return what of a favourite differs from saying nothing."""
    silent = Favourite(favourite.id)
    return {
        each.name: _raw(getattr(favourite, each.name))
        for each in fields(favourite)
        if each.name == "id" or getattr(favourite, each.name) != getattr(silent, each.name)
    }
