"""Reads one catalogue file into its tables; what cannot be read is told with file and line."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from downlight.catalogue.placing import Place, places
from downlight.domain.saying import say
from downlight.domain.settings import Problem

_LINE = re.compile(r"\(at line (\d+), column \d+\)")
KINDS = ("platform", "error_page")


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it was written."""

    facts: Mapping[str, object]
    file: str
    number: int
    """Which of its kind, from 1."""
    place: Place | None = None
    """Where it stands; None where that cannot be told."""

    def problem(self, kind: str, key: str, message: str) -> Problem:
        """Return what is wrong with a key."""
        name = self.facts.get("id") or self.facts.get("name")
        shown = name[:60] if isinstance(name, str) and name.isprintable() else self.number
        line = self.place.of(key) if self.place else None
        return Problem(f"{kind} {shown}.{key}", message, self.file, line)


@dataclass(frozen=True, slots=True)
class Document:
    """One catalogue file."""

    category: str = "other"
    platforms: Sequence[Table] = ()
    error_pages: Sequence[Table] = ()
    problems: Sequence[Problem] = ()


def left_out(why: str, *, whole: bool = False) -> str:
    """Return the sentence `why` with what becomes of it: of the fact, or of the whole platform."""
    what = say("The platform is left out.") if whole else say("It is left out.")
    return say("{why} {what}", why=why, what=what)


def read_document(path: Path, most: int | None = None) -> Document:
    """Read a file of at most `most` bytes (None: any)."""
    try:
        with path.open("rb") as file:
            raw = file.read(-1 if most is None else most + 1)
    except OSError as error:
        return _broken(path.name, say("cannot be read: {why}.", why=error.strerror))
    if most is not None and len(raw) > most:
        return _broken(path.name, say("is larger than {most} kB and left out.", most=most // 1000))
    return document_of(raw, path.name)


def document_of(raw: bytes, name: str) -> Document:
    """Read the contents of a file called `name`."""
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        held = tomllib.loads(text)
    except UnicodeDecodeError:
        return _broken(name, say("cannot be read: it is not UTF-8."))
    except tomllib.TOMLDecodeError as error:
        return _broken(
            name, say("cannot be read as TOML: {why}.", why=_clause(error)), _line_of(error, text)
        )
    except RecursionError:
        return _broken(name, say("cannot be read as TOML: it is nested too deeply."))
    problems: list[Problem] = []
    found = places(text)
    platforms, error_pages = (_tables(held, kind, name, found, problems) for kind in KINDS)
    category = held.get("category", "other")
    if not isinstance(category, str):
        problems.append(Problem("category", left_out(say("must be a text.")), name))
        category = "other"
    return Document(category, platforms, error_pages, problems)


def _tables(
    held: Mapping[str, object], kind: str, file: str, found: list[Place], problems: list[Problem]
) -> list[Table]:
    tables = held.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        problems.append(
            Problem(kind, left_out(say("must be written as {form}.", form=f"[[{kind}]]")), file)
        )
        return []
    own = [place for place in found if place.name == kind]
    where: Sequence[Place | None] = own if len(own) == len(tables) else [None] * len(tables)
    pairs = enumerate(zip(tables, where, strict=True), start=1)
    return [Table(facts, file, number, place) for number, (facts, place) in pairs]


def _broken(name: str, message: str, line: int | None = None) -> Document:
    return Document(problems=[Problem("file", message, name, line)])


def _clause(error: tomllib.TOMLDecodeError) -> str:
    return _LINE.sub("", str(error)).partition(" (at ")[0].strip().rstrip(".")


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    found = _LINE.search(str(error))
    return int(found[1]) if found else text.count("\n") + 1
