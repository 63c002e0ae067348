"""Opening the log's file: private, checked after a crash, brought to the newest format."""

import contextlib
import itertools
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from downlight.store import migrations
from downlight.store.errors import Fault, ForeignFile, NewerLog, because, fault_of
from downlight.store.migrations import STEPS, Step
from downlight.store.salvage import put_aside, save_rows
from downlight.store.view import location_of

BUSY_TIMEOUT = 0.25
"""Seconds to wait for a lock: the engine's loop stands still meanwhile."""

_MEMORY_NUMBERS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open log."""

    connection: sqlite3.Connection
    location: str
    """What another connection of this process opens to read the same log: a URI."""
    trouble: str = ""
    """A sentence for people when the log is not kept on disk; else empty."""
    remark: str = ""
    """A sentence for people about what was done to the file; else empty."""


def open_log(path: Path, now: Callable[[], datetime], steps: Sequence[Step] = STEPS) -> Opened:
    """Open the log at `path`, in memory where that folder or file cannot be used.

    Raises NewerLog and ForeignFile; the file is untouched then.
    """
    try:
        _make_private(path)
        return _open_file(path, steps)
    except OSError:
        return open_in_memory(Fault.READ_ONLY, steps)
    except sqlite3.Error as error:
        fault = fault_of(error)
    if fault is Fault.CORRUPT:
        return replace_damaged(path, now, steps)
    return open_in_memory(fault, steps)


def replace_damaged(
    path: Path, now: Callable[[], datetime], steps: Sequence[Step] = STEPS
) -> Opened:
    """Move a damaged file aside and open a new one with the rows that could be saved."""
    try:
        aside = put_aside(path, now())
        _make_private(path)
        opened = _open_file(path, steps)
    except OSError:
        return open_in_memory(Fault.CORRUPT, steps)
    except sqlite3.Error as error:
        return open_in_memory(fault_of(error), steps)
    return Opened(opened.connection, opened.location, remark=save_rows(aside, opened.connection))


def open_in_memory(fault: Fault, steps: Sequence[Step] = STEPS) -> Opened:
    """Open an empty log that lives as long as this process."""
    location = f"file:/downlight-{os.getpid()}-{next(_MEMORY_NUMBERS)}?vfs=memdb"
    connection = _connect(location)
    migrations.migrate(connection, steps)
    sentence = f"The history is kept in memory only and ends with the app: {because(fault)}."
    return Opened(connection, location, trouble=sentence)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do what is within wholly or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has rolled back by itself after some errors (sqlite.org/lang_transaction.html).
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def close(connection: sqlite3.Connection) -> None:
    """Bring everything to the main file and let go of it; a full disk leaves the WAL behind."""
    with contextlib.suppress(sqlite3.OperationalError, sqlite3.DatabaseError):
        connection.execute("DELETE FROM state WHERE key = 'running'")
        connection.execute("PRAGMA optimize")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _open_file(path: Path, steps: Sequence[Step]) -> Opened:
    location = f"{path.absolute().as_uri()}?mode=rw"
    connection = _connect(location)
    try:
        _refuse_strangers(connection, path, steps)
        _check_after_crash(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        _copy_before_upgrade(connection, path, steps)
        migrations.migrate(connection, steps)
        connection.execute("INSERT OR REPLACE INTO state (key, value) VALUES ('running', 1)")
    except BaseException:
        connection.close()
        raise
    return Opened(connection, location_of(path))


def _connect(location: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        location, uri=True, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _refuse_strangers(connection: sqlite3.Connection, path: Path, steps: Sequence[Step]) -> None:
    version = migrations.version_of(connection)
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if owner != migrations.APPLICATION_ID and (owner or version or tables):
        raise ForeignFile(str(path))
    if version > migrations.newest(steps):
        raise NewerLog(str(path), version)


def _check_after_crash(connection: sqlite3.Connection) -> None:
    """Look for damage when the last run did not end in good order; else it would cost seconds."""
    if migrations.version_of(connection) == 0:
        return
    if not connection.execute("SELECT 1 FROM state WHERE key = 'running'").fetchone():
        return
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise corruption(found)


def corruption(what: str) -> sqlite3.DatabaseError:
    """Return the error that SQLite itself raises for a damaged file."""
    error = sqlite3.DatabaseError(what)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _copy_before_upgrade(connection: sqlite3.Connection, path: Path, steps: Sequence[Step]) -> None:
    version = migrations.version_of(connection)
    if version in (0, migrations.newest(steps)):
        return
    copy = path.with_name(f"{path.stem}.format-{version}{path.suffix}")
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    target = sqlite3.connect(copy)
    try:
        connection.backup(target)
    finally:
        target.close()
