"""Copies of the log for keeping, and a look at one before it takes the log's place."""

import contextlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from downlight.domain.saying import say
from downlight.store import database, migrations
from downlight.store.codec import moment_or_none
from downlight.store.errors import ForeignFile, NewerLog, StoreError, because, fault_of

_SUMMARY = "SELECT count(*), min(started_at), max(started_at) FROM incidents"


@dataclass(frozen=True, slots=True)
class LogSummary:
    """What a log holds."""

    incidents: int
    first: datetime | None = None
    """When the oldest began, UTC."""
    last: datetime | None = None


def keep_copy(log: Path, copy: Path) -> None:
    """Copy a log, which may be in use, to a new file. Raises StoreError."""
    try:
        with contextlib.closing(database.peek(log)) as connection:
            database.copy_to(copy, connection)
    except (sqlite3.Error, OSError) as error:
        raise _unusable(error) from error


def examined(copy: Path) -> LogSummary:
    """Return what a copy holds, once it is known to be whole and one of ours.

    Raises StoreError for a damaged one, one of another program, and one of a newer Downlight.
    """
    try:
        with contextlib.closing(database.peek(copy)) as connection:
            _require_ours(connection, copy)
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                raise StoreError(say("The history is damaged"), str(verdict)[:200])
            count, first, last = connection.execute(_SUMMARY).fetchone()
    except sqlite3.Error as error:
        raise _unusable(error) from error
    return LogSummary(count, moment_or_none(first), moment_or_none(last))


def _require_ours(connection: sqlite3.Connection, path: Path) -> None:
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner != migrations.APPLICATION_ID:
        raise ForeignFile(str(path))
    version = migrations.version_of(connection)
    if version > migrations.newest(migrations.STEPS):
        raise NewerLog(str(path), version)


def _unusable(error: sqlite3.Error | OSError) -> StoreError:
    why = because(fault_of(error)) if isinstance(error, sqlite3.Error) else str(error.strerror)
    return StoreError(say("The history cannot be copied"), why)
