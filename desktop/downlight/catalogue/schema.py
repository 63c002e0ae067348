"""Turns one table of a catalogue file into an entry, or into sentences about what is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from downlight.catalogue.entry import Entry
from downlight.domain.address import AddressError, parse_address
from downlight.domain.saying import say, told_by
from downlight.domain.settings import CEILING, PUBLIC_FLOOR

MOST_TEXTS = 60
"""Entries of a list: aliases, texts of a page, parts."""
MOST_LETTERS = 300
"""Characters of a text."""

UNTOLD = ("shared", "source", "checked")
"""What is there for whoever keeps the files: names that mean other platforms too, and proof."""

_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn the direction of writing, and half characters."""


class Refused(Exception):  # noqa: N818 - a fact about the data, not an error of ours
    """A value cannot be taken; the text says why, for people."""


@dataclass(frozen=True, slots=True)
class _Key:
    read: Callable[[object], object]
    required: bool = False


def entry_from(table: Mapping[str, object], category: str) -> tuple[Entry | None, dict[str, str]]:
    """Return the entry of `table` and what is wrong with it, by key.

    An optional value that is wrong is left out; without a required one there is no entry.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for key in table.keys() - _KEYS.keys():
        known = ", ".join(sorted(_KEYS))
        wrong[key] = say("unknown; known are {keys}.", keys=known)
    for key, rule in _KEYS.items():
        if key not in table:
            if rule.required:
                wrong[key] = say("missing.")
            continue
        try:
            values[key] = rule.read(table[key])
        except Refused as refused:
            wrong[key] = told_by(refused)
    if any(rule.required and key not in values for key, rule in _KEYS.items()):
        return None, wrong
    if "format" in values and "feed" not in values:
        wrong.setdefault("format", say("stands without a feed."))
        del values["format"]
    for untold in UNTOLD:
        values.pop(untold, None)
    return Entry(**{"category": category, **values}), wrong


def texts(value: object) -> tuple[str, ...]:
    """Return a list of texts; raises Refused."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise Refused(say("must be a list of texts."))
    if len(value) > MOST_TEXTS:
        raise Refused(say("may have {most} texts at most.", most=MOST_TEXTS))
    return tuple(_visible(item) for item in value)


def _visible(text: str) -> str:
    if len(text) > MOST_LETTERS:
        raise Refused(say("may have {most} characters at most.", most=MOST_LETTERS))
    if _UNSEEN.search(text):
        raise Refused(say("holds characters that cannot be seen."))
    return text


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refused(say("must be a text."))
    return _visible(value.strip())


def _id(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Refused(say("must be of small letters, digits, dots and hyphens."))
    return value


def _url(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refused(say("must be a text."))
    try:
        parse_address(value)
    except AddressError as error:
        raise Refused(told_by(error)) from None
    return value.strip()


def _interval(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(say("must be a number of seconds."))
    if not PUBLIC_FLOOR <= value <= CEILING:
        raise Refused(
            say(
                "must be from {least} to {most} seconds.",
                least=round(PUBLIC_FLOOR),
                most=round(CEILING),
            )
        )
    return float(value)


def _rank(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
        raise Refused(say("must be a whole number from 0 to 100."))
    return value


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise Refused(say("must be a day, such as 2026-01-31."))
    return value


_KEYS: Mapping[str, _Key] = {
    "id": _Key(_id, required=True),
    "name": _Key(_text, required=True),
    "homepage": _Key(_url, required=True),
    "category": _Key(_id),
    "aliases": _Key(texts),
    "shared": _Key(texts),
    "probe": _Key(_url),
    "status_page": _Key(_url),
    "feed": _Key(_url),
    "format": _Key(_id),
    "feed_interval": _Key(_interval),
    "expect": _Key(texts),
    "reject": _Key(texts),
    "provider": _Key(_id),
    "tags": _Key(texts),
    "popularity": _Key(_rank),
    "components": _Key(texts),
    "source": _Key(_text),
    "checked": _Key(_day),
}
