"""Rescue of a damaged log: the file is moved aside, and what can be read goes into a new one."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from downlight.domain.saying import say
from downlight.store.errors import because, fault_of

TABLES = (
    "platforms",
    "incidents",
    "entries",
    "notifications",
    "gaps",
    "watching",
    "mutes",
    "edits",
)
"""In the order in which rows refer to one another."""

_NUMBERED = ("incidents", "entries", "notifications", "gaps", "watching", "edits")
_STEPS_OF_ONE = 64
"""Unreadable rows passed one by one; then the steps double, since whole pages are gone."""

_NAMES = "INSERT OR IGNORE INTO platforms SELECT platform_id, platform_name FROM incidents"
"""Platforms whose own rows are lost are known by their incidents."""


def put_aside(path: Path, now: datetime) -> Path:
    """Move a damaged file and what belongs to it; return where it is now."""
    aside = _free_name(path, now)
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        with contextlib.suppress(FileNotFoundError):
            part.rename(aside.with_name(aside.name + suffix))
    return aside


def _free_name(path: Path, now: datetime) -> Path:
    name = f"{path.stem}.corrupt-{now:%Y%m%dT%H%M%S}"
    aside, number = path.with_name(name), 2
    while aside.exists():
        aside, number = path.with_name(f"{name}-{number}"), number + 1
    return aside


def save_rows(aside: Path, into: sqlite3.Connection) -> str:
    """Copy every readable row of a damaged file; return a sentence for people."""
    try:
        saved = say("Incidents that could be saved: {count}.", count=_copy_all(aside, into))
    except sqlite3.DatabaseError as error:
        saved = say("Nothing could be saved: {why}.", why=because(fault_of(error)))
    return say(
        "The history was damaged and a new one begins. {saved} The old file is {aside}.",
        saved=saved,
        aside=aside,
    )


def _copy_all(aside: Path, into: sqlite3.Connection) -> int:
    damaged = sqlite3.connect(f"{aside.absolute().as_uri()}?mode=ro", uri=True)
    damaged.row_factory = sqlite3.Row
    try:
        into.execute("BEGIN IMMEDIATE")
        for table in TABLES:
            _copy(damaged, into, table)
        _copy_state(damaged, into)
        into.execute(_NAMES)
        into.execute("COMMIT")
    finally:
        damaged.close()
        if into.in_transaction:
            into.execute("ROLLBACK")
    return int(into.execute("SELECT count(*) FROM incidents").fetchone()[0])


def _copy(damaged: sqlite3.Connection, into: sqlite3.Connection, table: str) -> None:
    columns = _columns(into, table) & _columns(damaged, table)
    names = ", ".join(sorted(columns))
    marks = ", ".join(f":{name}" for name in sorted(columns))
    if not columns:
        return
    read = _numbered_rows if table in _NUMBERED else _plain_rows
    for row in read(damaged, table, names):
        with contextlib.suppress(sqlite3.IntegrityError):
            into.execute(
                f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - own names
                dict(row),
            )


def _copy_state(damaged: sqlite3.Connection, into: sqlite3.Connection) -> None:
    """Copy the times; what the file says about its own format belongs to the new one."""
    for row in _plain_rows(damaged, "state", "key, value"):
        if row["key"] not in ("min_reader", "running"):
            into.execute("INSERT OR IGNORE INTO state VALUES (:key, :value)", dict(row))


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    with contextlib.suppress(sqlite3.DatabaseError):
        return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    return set()


def _plain_rows(connection: sqlite3.Connection, table: str, names: str) -> Iterator[sqlite3.Row]:
    with contextlib.suppress(sqlite3.DatabaseError):
        yield from connection.execute(f"SELECT {names} FROM {table}")  # noqa: S608 - own names


def _numbered_rows(connection: sqlite3.Connection, table: str, names: str) -> Iterator[sqlite3.Row]:
    """Yield what can be read, going on behind each unreadable place.

    All rows at once until something fails, then row by row: sqlite3 reads one row ahead, so the
    last one before the damage is only seen when it is asked for alone.
    """
    query = f"SELECT {names} FROM {table} WHERE id >= ? ORDER BY id LIMIT ?"  # noqa: S608 - own names
    position, last, failures = 0, _highest(connection, table), 0
    while position <= last:
        found = False
        try:
            for row in connection.execute(query, (position, 1 if failures else -1)):
                position, found = row["id"] + 1, True
                yield row
        except sqlite3.DatabaseError:
            failures += 1
            position += _step(failures)
        else:
            if not failures or not found:
                return
            failures = 0


def _step(failures: int) -> int:
    """How far to go on after so many failures in a row; the first one asks the same row alone."""
    return min(failures - 1, 1) if failures <= _STEPS_OF_ONE else 1 << (failures - _STEPS_OF_ONE)


def _highest(connection: sqlite3.Connection, table: str) -> int:
    """The end of the search: the highest id, or a guess when not even that can be read."""
    with contextlib.suppress(sqlite3.DatabaseError):
        return int(connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0)  # noqa: S608 - own names
    return 1 << 40
