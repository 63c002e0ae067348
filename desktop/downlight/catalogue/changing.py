"""What platforms of somebody else would change in the user's own file, and changing it."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from downlight.catalogue.documents import Document, Table, document_of, left_out
from downlight.catalogue.entry import Entry
from downlight.catalogue.facts import Facts, fact_text, facts_of, laid_over, overlaid
from downlight.catalogue.own import CATEGORY, MOST_BYTES, Known, OwnFile, read_own, taken
from downlight.catalogue.placing import Place
from downlight.catalogue.writing import ORDER, table_text
from downlight.domain.saying import say
from downlight.domain.settings import Problem
from downlight.probes.locality import is_local

MOST_AT_ONCE = 500
"""Platforms that are taken from somebody at once."""

_ADDRESSES = ("homepage", "probe", "status_page", "feed")
_NOT_THEIRS = ("popularity", "tags", "shared", "source", "checked")
"""Facts that are not for others to say."""
_TEMPLATE = """\
# Your own platforms, and what you know better of ours: see docs/catalogue.md.

"""


class NotWritten(Exception):  # noqa: N818 - a state of the world, not an error of ours
    """The user's file cannot be changed; the text says why, for people. It is as it was."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A fact that becomes another."""

    key: str
    before: str
    """Empty: there was none."""
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of one platform."""

    id: str
    name: str
    is_new: bool
    fields: tuple[FieldChange, ...]
    facts: Facts
    """What is written into the user's file."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What would become of the user's catalogue."""

    changes: tuple[Change, ...] = ()
    same: tuple[str, ...] = ()
    """Names of the platforms that are known like this already."""
    problems: tuple[Problem, ...] = ()
    """What cannot be taken, and why."""


def difference(document: Document, own: OwnFile, known: Known) -> Difference:
    """Return what taking `document`, which somebody else wrote, would change.

    `own` is the user's file and `known` the shipped catalogue. Addresses of private networks are
    refused: a stranger must not make this machine look at what stands behind its router.
    """
    mine = {entry.id: entry for entry in own.entries}
    problems = list(document.problems)
    changes: dict[str, Change] = {}
    same: list[str] = []
    if len(document.platforms) > MOST_AT_ONCE:
        many = say("more than {most} platforms; the rest is left out.", most=MOST_AT_ONCE)
        problems.append(document.platforms[MOST_AT_ONCE].problem("platform", "id", many))
    for table in document.platforms[:MOST_AT_ONCE]:
        named = table.facts.get("id")
        base = mine.get(named) or known(named) if isinstance(named, str) else None
        change = _change(table, base, document.category, problems)
        if change is not None and change.fields:
            changes.setdefault(change.id, change)
        elif change is not None:
            same.append(change.name)
    return Difference(tuple(changes.values()), tuple(same), tuple(problems))


def apply(path: Path, changes: Sequence[Change], known: Known) -> None:
    """Write `changes` into the user's file, in one step; what else stands there stays.

    Raises NotWritten with a sentence for people.
    """
    own = read_own(path, known)
    text = _text(path)
    for change in changes:
        text = _with(text, change.id, _before(own, change.id), change.facts)
    _save(path, text, known)


def forget(path: Path, platform_id: str, known: Known) -> None:
    """Take one platform out of the user's file; raises NotWritten with a sentence for people."""
    text = _text(path)
    place = _place_of(text, platform_id)
    if place is not None:
        lines = _lines(text)
        del lines[place.line - 1 : _end(lines, place)]
        _save(path, "".join(lines), known)


def _change(
    table: Table, base: Entry | None, category: str, problems: list[Problem]
) -> Change | None:
    facts = {key: value for key, value in table.facts.items() if key not in _NOT_THEIRS}
    if base is None:
        facts.setdefault("category", category if category != "other" else CATEGORY)
    entry, wrong = laid_over(base, facts, CATEGORY)
    for key, why in sorted(wrong.items()):
        problems.append(table.problem("platform", key, left_out(why, whole=entry is None)))
    if entry is None or _is_inside(entry, base, table, problems):
        return None
    taken_facts = {key: value for key, value in facts.items() if key not in wrong}
    return Change(entry.id, entry.name, base is None, _fields(base, entry), taken_facts)


def _is_inside(entry: Entry, base: Entry | None, table: Table, problems: list[Problem]) -> bool:
    """Whether a new address leads into a private network; tells which."""
    for key in _ADDRESSES:
        address = getattr(entry, key)
        if address and is_local(address) and address != getattr(base, key, None):
            why = say("names a private network: write it yourself if you mean it.")
            problems.append(table.problem("platform", key, left_out(why, whole=True)))
            return True
    return False


def _fields(base: Entry | None, entry: Entry) -> tuple[FieldChange, ...]:
    before: Mapping[str, object] = facts_of(base) if base else {}
    after = facts_of(entry)
    return tuple(
        FieldChange(key, fact_text(before.get(key, "")), fact_text(after.get(key, "")))
        for key in ORDER
        if key not in ("id", *_NOT_THEIRS) and before.get(key) != after.get(key)
    )


def _before(own: OwnFile, platform_id: str) -> Facts:
    """Return what the user's file says of a platform now."""
    tables = zip(own.entries, own.tables, strict=True)
    return next((table.facts for entry, table in tables if entry.id == platform_id), {})


def _with(text: str, platform_id: str, before: Facts, facts: Facts) -> str:
    """Return the file's text with a platform changed where it stands, or added at the end."""
    place = _place_of(text, platform_id)
    lines = _lines(text)
    if place is None:
        gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
        return text + gap + table_text(facts)
    end = _end(lines, place)
    comments = [line.strip() for line in lines[place.line : end] if line.lstrip().startswith("#")]
    lines[place.line - 1 : end] = [table_text(overlaid(before, facts), comments)]
    return "".join(lines)


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; TOML knows fewer signs that end one than Python does."""
    return list(StringIO(text))


def _place_of(text: str, platform_id: str) -> Place | None:
    tables = document_of(text.encode(), "").platforms
    return next((table.place for table in tables if table.facts.get("id") == platform_id), None)


def _end(lines: Sequence[str], place: Place) -> int:
    """Return the line behind the table; what is said before the next one belongs to that."""
    end = min(place.end - 1, len(lines))
    while end > place.line and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        return _TEMPLATE
    except (OSError, UnicodeDecodeError):
        raise NotWritten(say("{path} cannot be read.", path=path)) from None


def _save(path: Path, text: str, known: Known) -> None:
    """Write the file if it is whole; raises NotWritten."""
    read = taken(document_of(text.encode(), path.name), known)
    broken = [problem for problem in read.problems if problem.key == "file"]
    if broken:
        raise NotWritten(say("{problem} Correct it first.", problem=broken[0].told))
    if len(text.encode()) > MOST_BYTES:
        raise NotWritten(
            say("{file} would be larger than {most} kB.", file=path.name, most=MOST_BYTES // 1000)
        )
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    except OSError as error:
        raise NotWritten(
            say("{path} cannot be written: {why}.", path=path, why=error.strerror)
        ) from None
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise NotWritten(
            say("{path} cannot be written: {why}.", path=path, why=error.strerror)
        ) from None
