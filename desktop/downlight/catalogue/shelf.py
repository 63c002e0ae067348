"""The compact form of the catalogue, read: facts by row, id and home page, and texts to search."""

import json
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from downlight.catalogue.compiling import MAGIC, VERSION, check_sum, compiled
from downlight.catalogue.entry import Entry, Shelves


class Damaged(Exception):  # noqa: N818 - a fact about the bytes, not an error of ours
    """These bytes are no catalogue of this version and machine, or not whole."""


class Shelf:
    """The platforms by row, the most common first. Only what is asked for is decoded."""

    def __init__(self, raw: bytes) -> None:
        """Take a whole file in; raises Damaged."""
        head, start = _head(raw)
        self._raw = memoryview(raw)
        self.sources: str = head["sources"]
        """From which files it was made."""
        self._parts: dict[str, tuple[str, int, int]] = {}
        for name, kind, size in head["parts"]:
            self._parts[name] = (kind, start, start + size)
            start += size

    @classmethod
    def of(cls, shelves: Shelves) -> "Shelf":
        """Return the compact form of what was read from files."""
        return cls(compiled(shelves))

    def __len__(self) -> int:
        return len(self._row_starts) - 1

    def text(self, part: str) -> str:
        """Return a part that is a text."""
        _, start, end = self._parts[part]
        return str(self._raw[start:end], "utf-8")

    def numbers(self, part: str) -> Sequence[int]:
        """Return a part that is a row of numbers, without copying it."""
        kind, start, end = self._parts[part]
        return self._raw[start:end].cast(kind)  # type: ignore[call-overload,no-any-return]  # the kind is data

    def entry(self, row: int) -> Entry:
        """Return the platform in a row."""
        _, start, _ = self._parts["rows"]
        first, last = self._row_starts[row], self._row_starts[row + 1]
        return _entry(bytes(self._raw[start + first : start + last]))

    def row_of(self, platform_id: str) -> int | None:
        """Return the row of the platform of this id."""
        return _line_of(self._ids, platform_id)

    def row_at(self, place: str) -> int | None:
        """Return the row of the most common platform with this home page, as `place_key` says."""
        return _line_of(self._places, place)

    @cached_property
    def error_texts(self) -> tuple[str, ...]:
        """Texts of ready-made error pages."""
        return tuple(json.loads(self.text("error_texts")))

    @cached_property
    def categories(self) -> Mapping[str, Sequence[int]]:
        """The rows of each category."""
        held: dict[str, list[int]] = json.loads(self.text("categories"))
        return held

    @cached_property
    def _row_starts(self) -> Sequence[int]:
        return self.numbers("row_starts")

    @cached_property
    def _ids(self) -> str:
        return self.text("ids")

    @cached_property
    def _places(self) -> str:
        return self.text("places")


def _head(raw: bytes) -> tuple[dict[str, Any], int]:
    """Return the description and where the parts begin; raises Damaged."""
    start = len(MAGIC) + len(check_sum(b""))
    if not raw.startswith(MAGIC):
        raise Damaged("no catalogue")
    end = raw.find(b"\n", start)
    if end < 0 or raw[len(MAGIC) : start] != check_sum(memoryview(raw)[start:]):
        raise Damaged("not whole")
    head: dict[str, Any] = json.loads(raw[start:end])
    if head["version"] != VERSION or head["order"] != sys.byteorder:
        raise Damaged("of another version or machine")
    return head, end + 1


def _line_of(lines: str, wanted: str) -> int | None:
    """Return the number (from 0) of the line that is `wanted`."""
    if "\n" in wanted:
        return None
    found = lines.find(f"\n{wanted}\n")
    return None if found < 0 else lines.count("\n", 0, found)


def _entry(row: bytes) -> Entry:
    facts: list[Any] = [tuple(f) if isinstance(f, list) else f for f in json.loads(row)]
    return Entry(*facts)
