"""A read-only connection that follows its file: missing at first, replaced later, then read."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from urllib.request import url2pathname

from downlight.domain.history import HistoryUnavailable
from downlight.store import migrations, suspicion
from downlight.store.errors import Fault, because, fault_of

T = TypeVar("T")
Identity = tuple[int, int]
"""Device and number of a file."""

READ_TIMEOUT = 2.0
"""Seconds to wait for a lock; in WAL mode readers wait for nobody."""

CACHE_KIB = 16_384
"""KiB of pages kept at most: the indexes that lists are made of, in a log of 100,000 incidents."""

_NO_ROOM = frozenset({Fault.READ_ONLY, Fault.FULL, Fault.DISK})
"""Faults of a folder in which no file can be made."""


class View:
    """Asks questions of a log that somebody else writes."""

    def __init__(self, location: Callable[[], str]) -> None:
        self._location = location
        self._opened: tuple[str, Identity | None] | None = None
        self._connection: sqlite3.Connection | None = None

    def ask(self, question: Callable[[sqlite3.Connection], T], empty: T) -> T:
        """Return the answer to a question; `empty` while there is no log yet.

        Raises HistoryUnavailable with a sentence for people.
        """
        try:
            connection = self._connected()
            return empty if connection is None else question(connection)
        except sqlite3.Error as error:
            fault = fault_of(error)
            self._give_up(fault)
            raise HistoryUnavailable(f"The history cannot be read: {because(fault)}.") from error

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _give_up(self, fault: Fault) -> None:
        self.close()
        path = path_of(self._location())
        if fault is Fault.CORRUPT and path is not None:
            suspicion.raise_for(path)

    def _connected(self) -> sqlite3.Connection | None:
        location = self._location()
        path = path_of(location)
        found = location, identity(path) if path else None
        if found != self._opened:
            self.close()
            self._opened = found
        if path is not None and found[1] is None:
            return None
        if self._connection is None:
            self._connection = open_for_reading(location)
        return self._connection if _is_readable(self._connection) else None


def open_for_reading(location: str, timeout: float = READ_TIMEOUT) -> sqlite3.Connection:
    """Open a log for reading, waiting `timeout` seconds for locks; raises sqlite3.Error.

    In WAL mode SQLite must make a file beside the log; where that cannot be, and nothing waits in
    the WAL, the log is read as one that nobody changes.
    """
    try:
        return _connect(location, timeout)
    except sqlite3.Error as error:
        path = path_of(location)
        if fault_of(error) not in _NO_ROOM or path is None or has_wal(path):
            raise
    return _connect(f"{location}&immutable=1", timeout)


def _connect(location: str, timeout: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        location, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        migrations.version_of(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def has_wal(path: Path) -> bool:
    """Whether changes wait beside the file that are not in it yet."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except OSError:
        return False


def _is_readable(connection: sqlite3.Connection) -> bool:
    """Whether the tables are there. Raises HistoryUnavailable when they are of a later format."""
    version = migrations.version_of(connection)
    if version > migrations.newest(migrations.STEPS) and (
        migrations.min_reader_of(connection) > migrations.newest(migrations.STEPS)
    ):
        raise HistoryUnavailable(
            f"The history is from a newer Downlight (format {version}). Update to read it."
        )
    return version > 0


def identity(path: Path) -> Identity | None:
    """Return what tells a file from another that takes its name; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def path_of(location: str) -> Path | None:
    """Return the file behind a location; None for a log in memory."""
    parts = urlsplit(location)
    return None if "vfs=memdb" in parts.query else Path(url2pathname(parts.path))


def location_of(path: Path) -> str:
    """Return what opens the file at `path` for reading: a URI (sqlite.org/uri.html)."""
    return f"{path.absolute().as_uri()}?mode=ro"
