"""A read-only connection that follows its file: missing at first, replaced later, then read."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from urllib.request import url2pathname

from downlight.domain.history import HistoryUnavailable
from downlight.store import migrations
from downlight.store.errors import because, fault_of

T = TypeVar("T")

READ_TIMEOUT = 2.0
"""Seconds to wait for a lock; in WAL mode readers wait for nobody."""

CACHE_KIB = 16_384
"""KiB of pages kept at most: the indexes that lists are made of, in a log of 100,000 incidents."""


class View:
    """Asks questions of a log that somebody else writes."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._path = _path_of(location)
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    def ask(self, question: Callable[[sqlite3.Connection], T], empty: T) -> T:
        """Return the answer to a question; `empty` while there is no log yet.

        Raises HistoryUnavailable with a sentence for people.
        """
        try:
            connection = self._connected()
            return empty if connection is None else question(connection)
        except sqlite3.Error as error:
            self.close()
            sentence = f"The history cannot be read: {because(fault_of(error))}."
            raise HistoryUnavailable(sentence) from error

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> sqlite3.Connection | None:
        file = self._identity()
        if file != self._file:
            self.close()
            self._file = file
        if file is None:
            return None
        if self._connection is None:
            self._connection = self._open()
        return self._connection

    def _identity(self) -> tuple[int, int] | None:
        """Tell the file from another that has taken its name; None when there is none."""
        if self._path is None:
            return 0, 0
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _open(self) -> sqlite3.Connection | None:
        connection = sqlite3.connect(
            self._location,
            uri=True,
            timeout=READ_TIMEOUT,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA query_only = ON")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            if _is_readable(connection):
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        return None


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


def _path_of(location: str) -> Path | None:
    parts = urlsplit(location)
    return None if "vfs=memdb" in parts.query else Path(url2pathname(parts.path))


def location_of(path: Path) -> str:
    """Return what opens the file at `path` for reading: a URI (sqlite.org/uri.html)."""
    return f"{path.absolute().as_uri()}?mode=ro"
