"""Readers of single values in the settings: a raw value in, a good value or a sentence out."""

import math
import re
from collections.abc import Callable, Collection
from difflib import get_close_matches
from enum import StrEnum
from ipaddress import ip_address
from typing import TypeVar

from downlight.domain.address import AddressError, parse_address
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
_CREDENTIALS = re.compile(r"//[^/?#]*@")

Choice = TypeVar("Choice", bound=StrEnum)


class Misfit(ValueError):  # noqa: N818 - an answer, not an error of ours
    """A value that cannot be taken; the text is a clause saying what is wrong.

    `instead` is the nearest good value, where there is one.
    """

    def __init__(self, message: str, instead: object = None) -> None:
        super().__init__(message)
        self.instead = instead


def number(low: float, high: float, unit: str) -> Read:
    """Return a reader of numbers from `low` to `high`."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
            raise Misfit(f"{shown(value)} is not a number of {unit}")
        if not low <= value <= high:
            nearest = float(low if value < low else high)
            raise Misfit(f"{shown(value)} is not from {low:g} to {high:g} {unit}", nearest)
        return float(value)

    return read


def whole(low: int, high: int, unit: str) -> Read:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
            raise Misfit(f"{shown(value)} is not a number of {unit}")
        if value != int(value):
            raise Misfit(f"{shown(value)} is not a whole number of {unit}")
        if not low <= value <= high:
            nearest = low if value < low else high
            raise Misfit(f"{shown(value)} is not from {low} to {high} {unit}", nearest)
        return int(value)

    return read


def flag(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise Misfit(f"{shown(value)} is neither true nor false")
    return value


def choice(words: type[Choice]) -> Callable[[object], Choice]:
    """Return a reader of one of a few words."""

    def read(value: object) -> Choice:
        try:
            return words(text(value).lower())
        except ValueError as error:
            known = [word.value for word in words]
            near = nearest(value, known) if not isinstance(error, Misfit) else ""
            raise Misfit(f"{shown(value)} is not one of {', '.join(known)}{near}") from None

    return read


def text(value: object) -> str:
    """Read a text that is not empty."""
    if not isinstance(value, str):
        raise Misfit(f"{shown(value)} is not a text in quotes")
    if not value.strip():
        raise Misfit("the text is empty")
    if len(value) > MOST_CHARACTERS:
        raise Misfit(f"the text is longer than {MOST_CHARACTERS} characters")
    return value


def name(value: object) -> str:
    """Read a name as people see it."""
    cleaned = clean(text(value), 120)
    if not cleaned:
        raise Misfit("the name holds no characters that can be seen")
    return cleaned


def identity(value: object) -> str:
    """Read the id of a platform."""
    if not _ID.fullmatch(text(value)):
        raise Misfit(f"{shown(value)} is not an id: up to 80 characters without spaces and slashes")
    return str(value)


def word(value: object) -> str:
    """Read a word of ours, such as the name of a format."""
    if not _WORD.fullmatch(text(value)):
        raise Misfit(f"{shown(value)} is not a word in small letters")
    return str(value)


def language(value: object) -> str:
    """Read a language code."""
    if not _LANGUAGE.fullmatch(text(value)):
        raise Misfit(f'{shown(value)} is not a language code such as "fr", or "auto"')
    return str(value)


def address(value: object) -> str:
    """Read an http(s) address without credentials."""
    if not isinstance(value, str):
        raise Misfit(f"{shown(value)} is not a web address in quotes")
    if _CREDENTIALS.search(value):
        raise Misfit(
            "user name and password do not belong in an address; "
            'write auth = "basic" and keep them in the keyring'
        )
    try:
        return parse_address(value).url
    except AddressError as error:
        raise Misfit(_as_clause(str(error))) from None


def optional_proxy(value: object) -> str:
    """Read the address of a proxy, or "" for the environment's."""
    if value == "":
        return ""
    if isinstance(value, str) and _CREDENTIALS.search(value):
        raise Misfit(
            "user name and password do not belong in this file; "
            "leave it empty and set HTTPS_PROXY in the environment"
        )
    return str(address(value)).rstrip("/")


def optional_resolver(value: object) -> str:
    """Read the IP address of a name server, or "" for none."""
    if value == "":
        return ""
    try:
        return str(ip_address(text(value)))
    except ValueError:
        raise Misfit(f"{shown(value)} is not an IP address such as 9.9.9.9") from None


def auth(value: object) -> str:
    """Read how the secret is sent: "basic", or the name of a header; never the secret."""
    if not isinstance(value, str) or not _HEADER.fullmatch(value):
        raise Misfit('it must be "basic" or the name of a header; the secret stays in the keyring')
    return "basic" if value.lower() == "basic" else value


def several(read: Read) -> Callable[[object], tuple[object, ...]]:
    """Return a reader of a list; a single value stands for a list of one."""

    def read_all(value: object) -> tuple[object, ...]:
        items = value if isinstance(value, list) else [value]
        if len(items) > MOST_ITEMS:
            raise Misfit(f"there are more than {MOST_ITEMS} entries")
        return tuple(read(item) for item in items)

    return read_all


def shown(value: object) -> str:
    """Return a raw value as a person would call it, short."""
    if isinstance(value, int) and value.bit_length() > 64:
        return "that number"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{clean(value, 40)}"'
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return clean(str(value), 40)


def nearest(value: object, known: Collection[str]) -> str:
    """Return a clause naming the known word that `value` resembles, or ""."""
    near = get_close_matches(str(value).lower(), known, n=1)
    return f' (did you mean "{near[0]}"?)' if near else ""


def _is_finite(value: float) -> bool:
    return isinstance(value, int) or math.isfinite(value)


def _as_clause(sentence: str) -> str:
    clause = sentence.rstrip(".")
    return clause[:1].lower() + clause[1:]
