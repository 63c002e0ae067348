"""Facts of a platform as they are written in files, and laid over what is known already."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import cast

from downlight.catalogue.entry import Entry
from downlight.catalogue.schema import entry_from

Facts = Mapping[str, object]
"""Key and value as in a `[[platform]]` table."""

_FOLLOWERS = {
    "homepage": ("probe", "expect"),
    "feed": ("format", "feed_interval", "components"),
}
"""Facts that are true of another fact's old value only."""
_SILENT = Entry("", "", "", "")


def facts_of(entry: Entry) -> dict[str, object]:
    """Return what there is to say of a platform; how common it is, is not for others to say."""
    told: dict[str, object] = {}
    for each in fields(Entry):
        value = getattr(entry, each.name)
        if value != getattr(_SILENT, each.name) and each.name != "popularity":
            told[each.name] = list(value) if isinstance(value, tuple) else value
    return told


def laid_over(
    base: Entry | None, facts: Facts, category: str
) -> tuple[Entry | None, dict[str, str]]:
    """Return the platform of `facts` with what `base` knows besides, and what is wrong, by key.

    An empty text or list takes a fact of `base` away. A new home page or feed takes with it what
    was known of the old one.
    """
    known = facts_of(base) if base else {}
    taken_away = {key for key, value in facts.items() if value in ("", []) and key in known}
    whole = overlaid(known, facts)
    given = {key: value for key, value in whole.items() if key not in taken_away}
    entry, wrong = entry_from(given, category)
    if base is None or entry is None:
        return entry, wrong
    return _ranked(entry, base, facts), wrong


def overlaid(known: Facts, facts: Facts) -> dict[str, object]:
    """Return `known` with `facts` in it, without what was true only of what they replace."""
    lost = {
        follower
        for key, followers in _FOLLOWERS.items()
        if key in facts and facts[key] != known.get(key)
        for follower in followers
    }
    return {key: value for key, value in known.items() if key not in lost} | dict(facts)


def fact_text(value: object) -> str:
    """Return a fact on one line, for people."""
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in cast("list[object]", value))
    return str(value)


def _ranked(entry: Entry, base: Entry, facts: Facts) -> Entry:
    if "popularity" in facts:
        return entry
    return replace(entry, popularity=base.popularity)
