"""Readers of single values in the settings: a raw value in, a good value or a sentence out."""

import math
import re
from collections.abc import Callable, Collection
from datetime import time
from difflib import get_close_matches
from enum import StrEnum
from ipaddress import ip_address
from typing import TypeVar

from downlight.domain.address import AddressError, parse_address
from downlight.domain.saying import say, told_by
from downlight.domain.settings_notifications import WEEKDAYS
from downlight.domain.text import clean

Read = Callable[[object], object]
"""Returns the good value, or raises Misfit."""

MOST_ITEMS = 100
MOST_CHARACTERS = 1_000

_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
"""A header's name: `token` of RFC 9110, section 5.6.2."""
_ID = re.compile(r"[^\s/]{1,80}")
_WORD = re.compile(r"[a-z][a-z0-9_-]{0,40}")
_LANGUAGE = re.compile(r"auto|[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_TIME_OF_DAY = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?")
_CREDENTIALS = re.compile(r"//[^/?#]*@")

Choice = TypeVar("Choice", bound=StrEnum)


class Misfit(ValueError):  # noqa: N818 - an answer, not an error of ours
    """A value that cannot be taken; the text is a sentence saying what is wrong.

    `instead` is the nearest good value, where there is one.
    """

    def __init__(self, message: str, instead: object = None) -> None:
        super().__init__(message)
        self.instead = instead


SECONDS = say("seconds")
MINUTES = say("minutes")
DAYS = say("days")
STATUSES = say("HTTP statuses")


def _no_number(value: object, unit: str) -> Misfit:
    return Misfit(say("{value} is not a number of {unit}.", value=shown(value), unit=unit))


def _out_of_bounds(value: object, low: float, high: float, unit: str, instead: float) -> Misfit:
    told = say(
        "{value} is not from {low} to {high} {unit}.",
        value=shown(value),
        low=f"{low:g}",
        high=f"{high:g}",
        unit=unit,
    )
    return Misfit(told, instead)


def number(low: float, high: float, unit: str) -> Read:
    """Return a reader of numbers from `low` to `high`."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
            raise _no_number(value, unit)
        if not low <= value <= high:
            raise _out_of_bounds(value, low, high, unit, float(low if value < low else high))
        return float(value)

    return read


def whole(low: int, high: int, unit: str) -> Read:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
            raise _no_number(value, unit)
        if value != int(value):
            told = say("{value} is not a whole number of {unit}.", value=shown(value), unit=unit)
            raise Misfit(told)
        if not low <= value <= high:
            raise _out_of_bounds(value, low, high, unit, low if value < low else high)
        return int(value)

    return read


def flag(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise Misfit(say("{value} is neither true nor false.", value=shown(value)))
    return value


def choice(words: type[Choice]) -> Callable[[object], Choice]:
    """Return a reader of one of a few words."""

    def read(value: object) -> Choice:
        try:
            return words(text(value).lower())
        except ValueError as error:
            known = [word.value for word in words]
            near = None if isinstance(error, Misfit) else nearest(value, known)
            listed = ", ".join(known)
            raise Misfit(_not_one_of(shown(value), listed, near)) from None

    return read


def time_of_day(value: object) -> str:
    """Read a local time of day: "22:00", "7:30", or TOML's own 22:00:00."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    match = _TIME_OF_DAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Misfit(say('{value} is not a time of day such as "22:00".', value=shown(value)))
    return f"{int(match[1]):02}:{match[2]}"


def weekday(value: object) -> str:
    """Read a day of the week by its first three letters in English."""
    day = text(value).lower()[:3]
    if day not in WEEKDAYS:
        known = ", ".join(WEEKDAYS)
        raise Misfit(_not_one_of(shown(value), known, None))
    return day


def text(value: object) -> str:
    """Read a text that is not empty."""
    if not isinstance(value, str):
        raise Misfit(say("{value} is not a text in quotes.", value=shown(value)))
    if not value.strip():
        raise Misfit(say("The text is empty."))
    if len(value) > MOST_CHARACTERS:
        raise Misfit(say("The text is longer than {most} characters.", most=MOST_CHARACTERS))
    return value


def name(value: object) -> str:
    """Read a name as people see it."""
    cleaned = clean(text(value), 120)
    if not cleaned:
        raise Misfit(say("The name holds no characters that can be seen."))
    return cleaned


def identity(value: object) -> str:
    """Read the id of a platform."""
    if not _ID.fullmatch(text(value)):
        raise Misfit(
            say(
                "{value} is not an id: up to 80 characters without spaces and slashes.",
                value=shown(value),
            )
        )
    return str(value)


def word(value: object) -> str:
    """Read a word of ours, such as the name of a format."""
    if not _WORD.fullmatch(text(value)):
        raise Misfit(say("{value} is not a word in small letters.", value=shown(value)))
    return str(value)


def language(value: object) -> str:
    """Read a language code."""
    if not _LANGUAGE.fullmatch(text(value)):
        raise Misfit(
            say('{value} is not a language code such as "fr", or "auto".', value=shown(value))
        )
    return str(value)


def address(value: object) -> str:
    """Read an http(s) address without credentials."""
    if not isinstance(value, str):
        raise Misfit(say("{value} is not a web address in quotes.", value=shown(value)))
    if _CREDENTIALS.search(value):
        raise Misfit(
            say(
                "User name and password do not belong in an address; "
                'write auth = "basic" and keep them in the keyring.'
            )
        )
    try:
        return parse_address(value).url
    except AddressError as error:
        raise Misfit(told_by(error)) from None


def optional_proxy(value: object) -> str:
    """Read the address of a proxy, or "" for the environment's."""
    if value == "":
        return ""
    if isinstance(value, str) and _CREDENTIALS.search(value):
        raise Misfit(
            say(
                "User name and password do not belong in this file; "
                "leave it empty and set HTTPS_PROXY in the environment."
            )
        )
    return str(address(value)).rstrip("/")


def optional_resolver(value: object) -> str:
    """Read the IP address of a name server, or "" for none."""
    if value == "":
        return ""
    try:
        return str(ip_address(text(value)))
    except ValueError:
        told = say("{value} is not an IP address such as 9.9.9.9.", value=shown(value))
        raise Misfit(told) from None


def auth(value: object) -> str:
    """Read how the secret is sent: "basic", or the name of a header; never the secret."""
    if not isinstance(value, str) or not _HEADER.fullmatch(value):
        raise Misfit(
            say('It must be "basic" or the name of a header; the secret stays in the keyring.')
        )
    return "basic" if value.lower() == "basic" else value


def several(read: Read) -> Callable[[object], tuple[object, ...]]:
    """Return a reader of a list; a single value stands for a list of one."""

    def read_all(value: object) -> tuple[object, ...]:
        items = value if isinstance(value, list) else [value]
        if len(items) > MOST_ITEMS:
            raise Misfit(say("There are more than {most} entries.", most=MOST_ITEMS))
        return tuple(read(item) for item in items)

    return read_all


def shown(value: object) -> str:
    """Return a raw value as a person would call it, short."""
    if isinstance(value, int) and value.bit_length() > 64:
        return say("that number")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{clean(value, 40)}"'
    if isinstance(value, list):
        return say("a list")
    if isinstance(value, dict):
        return say("a table")
    return clean(str(value), 40)


def nearest(value: object, known: Collection[str]) -> str | None:
    """Return the known word that `value` resembles."""
    return next(iter(get_close_matches(str(value).lower(), known, n=1)), None)


def _not_one_of(value: str, known: str, near: str | None) -> str:
    if near is None:
        return say("{value} is not one of {known}.", value=value, known=known)
    return say(
        '{value} is not one of {known} (did you mean "{near}"?).',
        value=value,
        known=known,
        near=near,
    )


def _is_finite(value: float) -> bool:
    return isinstance(value, int) or math.isfinite(value)
