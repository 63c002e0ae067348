"""Finds platforms by what people type: exact names first, then beginnings, parts and slips."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from downlight.catalogue.entry import Entry

_LIKE = 0.5
"""Share of letter pairs that must agree for a slip of the finger (0 to 1, Sørensen and Dice)."""


def plain_key(text: str) -> str:
    """Return `text` as it is compared: no accents, no case, words apart by one space."""
    # Twice: small letters of some signs come apart ("㍱"), and parts of others are capitals.
    folded = unicodedata.normalize("NFKD", text).casefold()
    letters = unicodedata.normalize("NFKD", folded).casefold()
    kept = (char if char.isalnum() else " " for char in letters if not unicodedata.combining(char))
    return " ".join("".join(kept).split())


@dataclass(frozen=True, slots=True)
class _Shelved:
    entry: Entry
    keys: tuple[str, ...]
    """Names and aliases as they are compared."""
    host: str


class Index:
    """The platforms, ready to be searched."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._shelved = [_shelve(entry) for entry in entries]
        self._exact: dict[str, Entry] = {}
        for shelved in sorted(self._shelved, key=lambda one: _order(one.entry)):
            for key in (shelved.entry.id, *shelved.keys):
                self._exact.setdefault(key, shelved.entry)

    def exact(self, text: str) -> Entry | None:
        """Return the platform whose id, name or alias is `text`; the most common of several."""
        return self._exact.get(text) or self._exact.get(plain_key(text))

    def search(self, text: str, limit: int) -> list[Entry]:
        """Return the platforms that fit `text`, the best first.

        An empty text fits all. Slips of the finger are forgiven only where nothing fits as typed.
        """
        wanted = plain_key(text)
        if not wanted:
            return sorted((one.entry for one in self._shelved), key=_order)[:limit]
        ranked = [(rank, one) for one in self._shelved if (rank := _rank(wanted, one)) is not None]
        if not ranked:
            ranked = self._alike(wanted)
        ranked.sort(key=lambda found: (found[0], *_order(found[1].entry)))
        return [one.entry for _, one in ranked[:limit]]

    def _alike(self, wanted: str) -> list[tuple[float, _Shelved]]:
        pairs = _pairs(wanted)
        found = []
        for one, keys in self._pairs_of_keys:
            likeness = max(_likeness(pairs, key) for key in keys)
            if likeness >= _LIKE:
                found.append((1.0 - likeness, one))
        return found

    @cached_property
    def _pairs_of_keys(self) -> list[tuple[_Shelved, list[frozenset[str]]]]:
        return [(one, [_pairs(key) for key in one.keys]) for one in self._shelved]


def _shelve(entry: Entry) -> _Shelved:
    names = (entry.name, entry.id, *entry.aliases)
    keys = tuple(dict.fromkeys(key for name in names if (key := plain_key(name))))
    host = plain_key((urlsplit(entry.homepage).hostname or "").removeprefix("www."))
    return _Shelved(entry, keys or (entry.id,), host)


def _order(entry: Entry) -> tuple[int, str]:
    return -entry.popularity, entry.name.casefold()


def _rank(wanted: str, one: _Shelved) -> float | None:
    """Return how well a platform fits, 0 best; None when it does not fit."""
    solid = wanted.replace(" ", "")
    ranks = [rank for key in one.keys if (rank := _key_rank(wanted, solid, key)) is not None]
    if not ranks and one.host.replace(" ", "").startswith(solid):
        ranks.append(3.0)
    return min(ranks, default=None)


def _key_rank(wanted: str, solid: str, key: str) -> float | None:
    if key == wanted or key.replace(" ", "") == solid:
        return 0.0
    if key.startswith(wanted) or key.replace(" ", "").startswith(solid):
        return 1.0
    if f" {wanted}" in key:
        return 2.0
    return 4.0 if len(wanted) > 1 and wanted in key else None


def _pairs(key: str) -> frozenset[str]:
    """Return the pairs of letters of `key` that follow each other or have one letter between.

    Two letters that were swapped, one that is missing or too many leave most of these as they are.
    """
    solid = f" {key.replace(' ', '')}"
    near = {solid[at : at + 2] for at in range(len(solid) - 1)}
    return frozenset(near | {solid[at] + solid[at + 2] for at in range(len(solid) - 2)})


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
