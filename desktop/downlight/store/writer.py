"""The one connection that writes; a change that fails waits in memory and is tried again."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from downlight.store import database
from downlight.store.database import Opened
from downlight.store.errors import Fault, because, fault_of
from downlight.store.pending import Pending, Write

T = TypeVar("T")
Clock = Callable[[], datetime]
"""Returns the time, UTC."""


class Writer:
    """Carries changes out in their order, each wholly or not at all."""

    def __init__(self, path: Path, opened: Opened, now: Clock) -> None:
        self._path = path
        self._opened = opened
        self._now = now
        self._pending = Pending()
        self._fault: Fault | None = None
        self._refused = 0

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection; belongs to the thread of the engine."""
        return self._opened.connection

    @property
    def location(self) -> str:
        """What a reader of the same log opens."""
        return self._opened.location

    @property
    def remark(self) -> str:
        """A sentence for people about what was done to the file when it was opened; or empty."""
        return self._opened.remark

    @property
    def trouble(self) -> str:
        """A sentence for people when changes do not reach the disk; else empty."""
        if self._fault is None:
            return self._opened.trouble
        waiting = f"{len(self._pending)} changes wait in memory and are written when it works again"
        lost = f"; {self._pending.lost} older ones are lost" if self._pending.lost else ""
        return f"The history cannot be written: {because(self._fault)}. {waiting}{lost}."

    def do(self, write: Write) -> None:
        """Carry out a change, behind those that wait."""
        self._pending.add(write)
        self.flush()

    def flush(self) -> None:
        """Try all that waits."""
        if not len(self._pending):
            return
        self._fault = self._attempt()
        if self._fault is Fault.CORRUPT:
            self._replace_damaged()
            self._fault = self._attempt()

    def ask(self, question: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Return the file's answer to a question, or `otherwise` when it cannot be read."""
        try:
            return question(self.connection)
        except sqlite3.Error as error:
            self._fault = fault_of(error)
            return otherwise

    def close(self) -> None:
        """Write what waits if it can be, bring everything to the main file, let go of it."""
        self.flush()
        database.close(self.connection)

    def _attempt(self) -> Fault | None:
        try:
            self._run_all()
        except sqlite3.Error as error:
            return fault_of(error)
        self._pending.clear()
        return None

    def _run_all(self) -> None:
        durable = self._pending.durable
        self.connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        with database.transaction(self.connection):
            for write in self._pending:
                self._run(write)

    def _run(self, write: Write) -> None:
        """Carry out one change; one that the tables refuse must not hold up the others."""
        self.connection.execute("SAVEPOINT one")
        try:
            write.run(self.connection)
        except sqlite3.IntegrityError:
            self.connection.execute("ROLLBACK TO one")
            self._refused += 1
        self.connection.execute("RELEASE one")

    def _replace_damaged(self) -> None:
        self.connection.close()
        self._opened = database.replace_damaged(self._path, self._now)
