"""A setting as data: its name, its explanation, how it is edited, read and written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = bool | int | str
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One of a few, each a value and its name."""

    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within limits."""

    low: int
    high: int
    step: int
    unit: str
    """Written behind it."""
    unset: str = ""
    """What is shown for `low`, where that means that nothing was chosen; empty: it is a value."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text."""

    example: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Several lines, one entry each."""

    example: str = ""
    addresses: bool = False
    """They begin with web addresses, which run to the right in every language."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A local time of day, as "22:00"; shown with AM and PM where `twelve` is set."""

    twelve: bool = False


@dataclass(frozen=True, slots=True)
class Several:
    """Any of a few, each a value and its name; values are held as words with spaces between."""

    options: tuple[tuple[str, str], ...]


Control = Switch | Pick | Number | Line | Lines | Moment | Several


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that cannot be taken, and why, in one sentence for people."""

    why: str


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """One setting of a T."""

    key: str
    """Its place in the settings file: "general.interval"."""
    label: str
    explain: str
    """One line."""
    control: Control
    read: Callable[[T], Value]
    write: Callable[[T, Value], T | Refused]
    heading: str = ""
    """What stands above it, where it begins a new part of the page."""
    usable: Callable[[T], bool] = lambda _: True
    """Whether it has any effect now."""


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of `text` that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
