"""Status-feed formats: one file each, bytes in, FeedReport out; pure.

A format is a module of this package that has a module-level `FORMAT` of type `FeedFormat`. It is
found by being there: adding one means adding its file and its fixtures. The file is called as the
format is, with underscores for hyphens, so that a format that is named is loaded alone.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from downlight.formats.report import FeedReport, FormatError

__all__ = ["FeedFormat", "FeedReport", "FormatError", "find", "fitting", "formats", "named", "read"]


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """A format that can be read."""

    name: str
    title: str
    """The product's own name, for people."""
    source: str
    """Where the format is specified: a public address."""
    parse: Callable[[bytes, datetime], FeedReport]
    """Reads a body as of a moment (UTC); raises FormatError and nothing else."""
    looks_like: Callable[[bytes], bool]
    """Cheap test whether a body may be of this format; never raises."""
    paths: tuple[str, ...] = ()
    """Where on a status page's host the feed is found ("/api/v2/summary.json")."""
    hosts: tuple[str, ...] = ()
    """Host suffixes that always speak this format ("statuspage.io")."""
    rank: int = 50
    """Order in which formats are tried on unknown content: specific ones first (low)."""
    companions: Callable[[str], Mapping[str, str]] = lambda address: {}
    """Further documents that belong to the one at an address, by the key under which `parse` looks
    for them in it: see `joining`. The less there are, the less is asked of the page's host."""
    aliases: tuple[str, ...] = ()
    """Further names under which a catalogue may ask for it, such as those of its single shapes.

    One that begins or ends with the format's own name ("slack-history") loads no others.
    """


_NAME = re.compile(r"[a-z][a-z0-9-]{0,60}")


@cache
def formats() -> dict[str, FeedFormat]:
    """Return all formats by name, specific ones first; loads them all, which takes a while."""
    found = [fmt for name in _modules() if (fmt := _loaded(name)) is not None]
    return {fmt.name: fmt for fmt in sorted(found, key=lambda fmt: (fmt.rank, fmt.name))}


def named(name: str) -> FeedFormat | None:
    """Return the format that is called `name`, or has it as an alias; loads no others.

    Capitals and underscores are as good as small letters and hyphens. A shape of a format that
    has no alias of its own ("slack-current") is read by the format; feeds in RSS or Atom are not.
    """
    word = name.strip().lower().replace("_", "-")
    if not _NAME.fullmatch(word):
        return None
    for module in _likely(word.split("-")):
        fmt = _loaded(module)
        if fmt is not None and word in (fmt.name, *fmt.aliases):
            return fmt
    known = next((fmt for fmt in formats().values() if word in fmt.aliases), None)
    shapes = (fmt for fmt in map(formats().get, _beginnings(word)) if fmt is not None)
    return known or next(shapes, None)


def _beginnings(word: str) -> Iterator[str]:
    """Yield the names of which `word` may be a shape, the longest first."""
    parts = word.split("-")
    if parts[-1] in ("rss", "atom"):
        yield "rss"
    else:
        yield from ("-".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))


def _likely(parts: Sequence[str]) -> Iterator[str]:
    """Yield the modules that may hold a format of such a name, the longest first."""
    for length in range(len(parts), 0, -1):
        yield "_".join(parts[:length])
    if parts[-1] == "atom":
        yield "rss"
    yield parts[-1]


@cache
def _modules() -> frozenset[str]:
    return frozenset(info.name for info in pkgutil.iter_modules(__path__))


def _loaded(module: str) -> FeedFormat | None:
    """Return the format of one module of this package; None where it is none."""
    if module not in _modules():
        return None
    found = getattr(importlib.import_module(f"{__name__}.{module}"), "FORMAT", None)
    return found if isinstance(found, FeedFormat) else None


def find(body: bytes) -> FeedFormat | None:
    """Return the first format that `body` looks like."""
    return next((fmt for fmt in formats().values() if fmt.looks_like(body)), None)


def read(body: bytes, now: datetime, name: str | None = None) -> FeedReport:
    """Read `body` as the format called `name`, or as the one it looks like.

    Raises FormatError with one line for people.
    """
    return fitting(body, name).parse(body, now)


def fitting(body: bytes, name: str | None = None) -> FeedFormat:
    """Return the format called `name`, or the one that `body` looks like.

    Raises FormatError with one line for people.
    """
    fmt = named(name) if name is not None else find(body)
    if fmt is None and name is not None:
        raise FormatError(f"unknown format {name!r}; known are {', '.join(sorted(formats()))}")
    if fmt is None:
        raise FormatError(_shape(body))
    return fmt


def _shape(body: bytes) -> str:
    head = body[:200].lstrip().lower()
    if not head:
        return "the answer is empty"
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page, not a status feed"
    return "not a status feed of a known format"
