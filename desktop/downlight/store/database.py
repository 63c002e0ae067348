"""Opening the log's file: private, checked after a crash, brought to the newest format."""

import contextlib
import itertools
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from downlight.store import filesystem, migrations, suspicion
from downlight.store.errors import Fault, ForeignFile, NewerLog, fault_of
from downlight.store.migrations import STEPS, Step
from downlight.store.salvage import put_aside, save_rows
from downlight.store.view import has_wal, location_of, open_for_reading

BUSY_TIMEOUT = 0.25
"""Seconds to wait for a lock: the engine's loop stands still meanwhile."""

WAL_PAGES = 250
"""Pages (of 4 KiB) after which the WAL is folded into the file: a quarter of SQLite's default, as
a nearly full disk should hold the log and not its WAL."""

Clock = Callable[[], datetime]
"""Returns the time, UTC."""

_MEMORY_NUMBERS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open log."""

    connection: sqlite3.Connection
    location: str
    """What another connection of this process opens to read the same log: a URI."""
    fault: Fault | None = None
    """Why the log is in memory; None: it is on disk."""
    remark: str = ""
    """A sentence for people about what was done to the file; else empty."""


def open_log(path: Path, now: Clock, steps: Sequence[Step] = STEPS) -> Opened:
    """Open the log at `path`, in memory where that folder or file cannot be used.

    Raises NewerLog and ForeignFile; the file is untouched then.
    """
    opened = _on_disk(path, steps)
    if opened is Fault.CORRUPT:
        return replace_damaged(path, now, steps)
    return open_in_memory(opened, steps) if isinstance(opened, Fault) else opened


def replace_damaged(path: Path, now: Clock, steps: Sequence[Step] = STEPS) -> Opened:
    """Move a damaged file aside and open a new one with the rows that could be saved."""
    try:
        aside = put_aside(path, now())
    except OSError:
        return open_in_memory(Fault.CORRUPT, steps)
    suspicion.clear(path)
    opened = _on_disk(path, steps)
    if isinstance(opened, Fault):
        return open_in_memory(opened, steps)
    return replace(opened, remark=save_rows(aside, opened.connection))


def open_in_memory(fault: Fault, steps: Sequence[Step] = STEPS) -> Opened:
    """Open an empty log that lives as long as this process."""
    location = f"file:/downlight-{os.getpid()}-{next(_MEMORY_NUMBERS)}?vfs=memdb"
    connection = _connect(location)
    migrations.migrate(connection, steps)
    return Opened(connection, location, fault)


def peek(path: Path) -> sqlite3.Connection:
    """Open a file only to look at it, also where nothing beside it can be written.

    Raises sqlite3.Error where even that does not work.
    """
    return open_for_reading(location_of(path), BUSY_TIMEOUT)


def copy_to(path: Path, connection: sqlite3.Connection) -> None:
    """Copy an open log to `path`, in the place of what is there; raises OSError, sqlite3.Error."""
    path.unlink(missing_ok=True)
    _make_private(path)
    with contextlib.closing(sqlite3.connect(path)) as target:
        connection.backup(target)


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
    with contextlib.suppress(sqlite3.DatabaseError):
        connection.execute("DELETE FROM state WHERE key = 'running'")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def _on_disk(path: Path, steps: Sequence[Step]) -> Opened | Fault:
    """Return the open file, or why it cannot be opened."""
    try:
        _make_private(path)
        return _open_file(path, steps)
    except OSError:
        return Fault.READ_ONLY
    except sqlite3.Error as error:
        return fault_of(error)


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Never opens a file that exists: closing it again would drop SQLite's own locks on it
    # (sqlite.org/howtocorrupt.html, section 2.2).
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _open_file(path: Path, steps: Sequence[Step]) -> Opened:
    _refuse_strangers(path, steps)
    connection = _connect(f"{path.absolute().as_uri()}?mode=rw")
    try:
        _check_after_crash(connection, path)
        _set_journal(connection, path)
        _copy_before_upgrade(connection, path, steps)
        migrations.migrate(connection, steps)
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


def _refuse_strangers(path: Path, steps: Sequence[Step]) -> None:
    """Look at the file through a connection that changes nothing.

    One that may write would, on closing, fold what a crash left in the WAL into a file that we
    must not touch; and any that expects company leaves files beside it.
    """
    alone = "" if has_wal(path) else "&immutable=1"
    connection = sqlite3.connect(f"{location_of(path)}{alone}", uri=True, timeout=BUSY_TIMEOUT)
    try:
        version = migrations.version_of(connection)
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    finally:
        connection.close()
    if owner != migrations.APPLICATION_ID and (owner or version or tables):
        raise ForeignFile(str(path))
    if version > migrations.newest(steps):
        raise NewerLog(str(path), version)


def _check_after_crash(connection: sqlite3.Connection, path: Path) -> None:
    """Look for damage when the last run did not end in good order, or a reader met some.

    Not always: in a log of 100,000 incidents it takes a second or two.
    """
    if migrations.version_of(connection) == 0:
        return
    crashed = connection.execute("SELECT 1 FROM state WHERE key = 'running'").fetchone()
    suspected = suspicion.is_raised(path)
    if not crashed and not suspected:
        return
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise _corruption(found)
    if suspected:
        connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    suspicion.clear(path)


def _corruption(what: str) -> sqlite3.DatabaseError:
    """Return the error that SQLite itself raises for a damaged file."""
    error = sqlite3.DatabaseError(what)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _set_journal(connection: sqlite3.Connection, path: Path) -> None:
    if migrations.version_of(connection) == 0:
        # Only possible before the first table: lets the file shrink when incidents are forgotten.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    mode = "TRUNCATE" if filesystem.is_remote(path) else "WAL"
    connection.execute(f"PRAGMA journal_mode = {mode}").fetchall()
    connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")


def _copy_before_upgrade(connection: sqlite3.Connection, path: Path, steps: Sequence[Step]) -> None:
    version = migrations.version_of(connection)
    if version in (0, migrations.newest(steps)):
        return
    copy_to(path.with_name(f"{path.stem}.format-{version}{path.suffix}"), connection)
