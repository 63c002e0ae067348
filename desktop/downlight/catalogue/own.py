"""The user's own platforms: a file that adds to the shipped catalogue and corrects it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from downlight.catalogue.documents import Document, Table, left_out, read_document
from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.facts import laid_over
from downlight.catalogue.search import Index
from downlight.catalogue.shelf import Shelf
from downlight.domain.saying import say
from downlight.domain.settings import Problem

log = logging.getLogger(__name__)

MOST_BYTES = 2_000_000
"""Of the user's file."""
MOST_PLATFORMS = 5_000
"""In the user's file."""
MOST_TOLD = 20
"""Mistakes that are written into the log."""
MOST_COMMON = 100
"""The popularity of what the user added."""
CATEGORY = "own"
"""The category of platforms that name none."""

Known = Callable[[str], Entry | None]
"""Returns what the shipped catalogue knows of an id."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """What the user's file says."""

    entries: tuple[Entry, ...] = ()
    """As they are with what the shipped catalogue knows besides."""
    tables: tuple[Table, ...] = ()
    """What the file itself says, of the platforms in `entries` and in their order."""
    problems: tuple[Problem, ...] = ()


def read_own(path: Path, known: Known) -> OwnFile:
    """Read the user's file; one that does not exist is empty.

    A platform that `known` has too needs to name only what is different. One bad entry does not
    lose the others: each problem names file, line and key.
    """
    if not path.exists():
        return OwnFile()
    return taken(read_document(path, MOST_BYTES), known)


def taken(document: Document, known: Known) -> OwnFile:
    """Return what can be taken from a file of platforms, and what is wrong with the rest."""
    problems = list(document.problems)
    category = document.category if document.category != "other" else CATEGORY
    found: dict[str, tuple[Entry, Table]] = {}
    for table in document.platforms[:MOST_PLATFORMS]:
        entry = _entry(table, known, category, problems)
        if entry is not None and entry.id in found:
            twice = say("stands here twice; the first one counts.")
            problems.append(table.problem("platform", "id", twice))
        elif entry is not None:
            found[entry.id] = entry, table
    if len(document.platforms) > MOST_PLATFORMS:
        many = say("more than {most} platforms; the rest is left out.", most=MOST_PLATFORMS)
        problems.append(document.platforms[MOST_PLATFORMS].problem("platform", "id", many))
    entries, tables = zip(*found.values(), strict=True) if found else ((), ())
    return OwnFile(entries, tables, tuple(problems))


def _entry(table: Table, known: Known, category: str, problems: list[Problem]) -> Entry | None:
    named = table.facts.get("id")
    base = known(named) if isinstance(named, str) else None
    entry, wrong = laid_over(base, table.facts, category)
    for key, why in sorted(wrong.items()):
        problems.append(table.problem("platform", key, left_out(why, whole=entry is None)))
    return entry


@dataclass(frozen=True, slots=True)
class Layer:
    """The user's own platforms, ready to be looked up and searched."""

    shelf: Shelf
    index: Index
    ids: frozenset[str]
    problems: tuple[Problem, ...] = ()


class OwnPlatforms:
    """The user's file, read again whenever it has changed."""

    def __init__(self, path: Path, shipped: Shelf) -> None:
        self._path = path
        self._shipped = shipped
        self._read: tuple[object, Layer | None] = (None, None)

    def layer(self) -> Layer | None:
        """Return what the file says now; None where it says nothing."""
        seen = self._state()
        if seen != self._read[0]:
            self._read = (seen, self._layer() if seen else None)
        return self._read[1]

    def _state(self) -> object:
        try:
            told = self._path.stat()
        except OSError:
            return None
        return told.st_mtime_ns, told.st_size, told.st_ino

    def _layer(self) -> Layer:
        own = read_own(self._path, self._known)
        shelf = Shelf.of(Shelves(tuple(map(self._shown, own.entries))))
        for problem in own.problems[:MOST_TOLD]:
            log.warning("own platforms: %s", problem)
        ids = frozenset(entry.id for entry in own.entries)
        return Layer(shelf, Index(shelf), ids, own.problems)

    def _shown(self, entry: Entry) -> Entry:
        """Return a platform that we do not know as one of the most common: it is to its user."""
        return entry if self._known(entry.id) else replace(entry, popularity=MOST_COMMON)

    def _known(self, platform_id: str) -> Entry | None:
        row = self._shipped.row_of(platform_id)
        return None if row is None else self._shipped.entry(row)
