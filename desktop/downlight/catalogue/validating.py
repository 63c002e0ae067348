"""Proves that the shipped catalogue keeps its rules; every breach with file, line and key."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from downlight import formats
from downlight.catalogue.documents import Document, Table, read_document
from downlight.catalogue.entry import Entry
from downlight.catalogue.keys import place_key, plain_key
from downlight.catalogue.schema import entry_from
from downlight.domain.address import parse_address
from downlight.domain.settings import Problem
from downlight.probes.locality import is_local

_ADDRESSES = ("homepage", "probe", "status_page", "feed")
_PROOF = ("source", "checked")


@dataclass(slots=True)
class _Seen:
    """What stood in the catalogue before."""

    ids: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Ids by names and aliases as they are compared."""
    shared: set[str] = field(default_factory=set)
    """Names that several share on purpose."""
    collisions: list[tuple[str, Problem]] = field(default_factory=list)
    """Names that mean two platforms, as they are compared."""


def breaches(folder: Path) -> list[Problem]:
    """Return all breaches of the catalogue's rules in the `*.toml` files of `folder`."""
    found: list[Problem] = []
    seen = _Seen()
    for path in sorted(folder.glob("*.toml")):
        document = read_document(path)
        found += document.problems
        found += _of_document(document, seen)
    return found + [problem for name, problem in seen.collisions if name not in seen.shared]


def _of_document(document: Document, seen: _Seen) -> Iterator[Problem]:
    last = ""
    for table in document.platforms:
        yield from _without_proof("platform", table)
        entry, wrong = entry_from(table.facts, document.category)
        for key, why in sorted(wrong.items()):
            yield table.problem("platform", key, why)
        if entry is None:
            continue
        yield from _of_entry(entry, table)
        yield from _twice(entry, table, seen)
        if entry.id < last:
            yield table.problem("platform", "id", f"stands behind {last}; sort the file by id.")
        last = entry.id
    for table in document.error_pages:
        yield from _without_proof("error_page", table)


def _without_proof(kind: str, table: Table) -> Iterator[Problem]:
    for key in _PROOF:
        if not table.facts.get(key):
            yield table.problem(kind, key, "missing: each fact needs its source and its day.")


def _of_entry(entry: Entry, table: Table) -> Iterator[Problem]:
    for key in _ADDRESSES:
        address = getattr(entry, key)
        if address is None:
            continue
        if not address.startswith("https://"):
            yield table.problem("platform", key, "must begin with https://.")
        if is_local(address):
            yield table.problem("platform", key, "names a private network.")
    if (entry.feed is None) != (entry.format is None):
        yield table.problem("platform", "feed", "needs its format named, and a format its feed.")
    if entry.format is not None and formats.named(entry.format) is None:
        yield table.problem("platform", "format", f"{entry.format} is no known format.")


def _twice(entry: Entry, table: Table, seen: _Seen) -> Iterator[Problem]:
    """Yield what the platform has in common with an earlier one that it must not."""
    if entry.id in seen.ids:
        yield table.problem("platform", "id", f"stands in {seen.ids[entry.id]} already.")
        return
    seen.ids[entry.id] = table.file
    place = place_key(parse_address(entry.homepage))
    other = seen.places.setdefault(place, entry.id)
    if other != entry.id:
        yield table.problem("platform", "homepage", f"is that of {other} already.")
    _note_collisions(entry, table, seen)


def _note_collisions(entry: Entry, table: Table, seen: _Seen) -> None:
    """Note the names that mean an earlier platform too; a later one may say that they may."""
    told = table.facts.get("shared", [])
    shared = {plain_key(str(name)) for name in told} if isinstance(told, list) else set[str]()
    seen.shared |= shared
    names = {"name": (entry.name,), "aliases": entry.aliases}
    for key, texts in names.items():
        for name in texts:
            plain = plain_key(name)
            other = seen.names.setdefault(plain, entry.id)
            if other != entry.id:
                seen.collisions.append((plain, table.problem("platform", key, _means(name, other))))


def _means(name: str, other: str) -> str:
    return f"“{name}” means {other} already; name it in `shared` if both go by it."
