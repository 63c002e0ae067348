"""The one connection that writes; a change that fails waits in memory and is tried again."""

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from downlight.domain.saying import say
from downlight.store import codec, database, suspicion, writes
from downlight.store.database import Clock, Opened
from downlight.store.errors import Fault, StoreError, because, fault_of
from downlight.store.pending import Pending, Write
from downlight.store.view import identity

T = TypeVar("T")

_BEGAN = "SELECT id, platform_id, started_at FROM incidents ORDER BY started_at"
_GIVE_WAY = (
    "UPDATE incidents SET resolved_at = max(started_at, ?) WHERE platform_id = ?"
    " AND resolved_at IS NULL AND id NOT IN (SELECT value FROM json_each(?))"
)
"""Ends what the file holds as open where memory knows a later incident: one is open at a time."""

_BATCH = 25
"""Changes written together when many wait: fewer syncs, and a part of them fits a small space."""

_WRITTEN_AGAIN = say(
    "The history file was deleted while Downlight was running, and was written again. "
    "To be rid of it, quit Downlight first."
)

_log = logging.getLogger(__name__)


class Writer:
    """Carries changes out in their order, each wholly or not at all.

    While the log is in memory the changes are carried out there, so that readers see them, and
    kept for the file as well.
    """

    def __init__(self, path: Path, now: Clock) -> None:
        self._path = path
        self._now = now
        self._pending = Pending()
        self._fault: Fault | None = None
        self._closed = False
        self._take(database.open_log(path, now))

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection; belongs to the thread of the engine."""
        return self._opened.connection

    @property
    def location(self) -> str:
        """What a reader of the same log opens; changes when the log comes to disk."""
        return self._opened.location

    @property
    def on_disk(self) -> bool:
        """Whether the log is in its file, not in memory."""
        return self._opened.fault is None

    @property
    def remark(self) -> str:
        """A sentence for people about what was done to the file when it was opened; or empty."""
        return self._opened.remark

    @property
    def trouble(self) -> str:
        """A sentence for people when changes do not reach the disk; else empty."""
        fault = Fault.REPLACED if self._replaced else self._opened.fault or self._fault
        if fault is None:
            return ""
        told = say(
            "The history cannot be written: {why}. "
            "What happens is kept in memory and written as soon as that works again.",
            why=because(fault),
        )
        if not self._pending.lost:
            return told
        lost = say("The oldest {count} of them are lost.", count=self._pending.lost)
        return say("{what} {then}", what=told, then=lost)

    def do(self, write: Write) -> None:
        """Carry out a change, behind those that wait."""
        self._pending.add(write)
        if self._replaced:
            return
        if not self.on_disk:
            self._show(write)
            return
        self._fault = self._attempt()
        if self._fault is Fault.CORRUPT:
            self._replace_damaged()

    def first_look(self, load: Callable[[sqlite3.Connection], T]) -> T:
        """Return what the log holds at the start, of a file that cannot be written too."""
        if not self.on_disk:
            with (
                contextlib.suppress(sqlite3.Error),
                contextlib.closing(database.peek(self._path)) as file,
            ):
                return load(file)
        return load(self.connection)

    def ask(self, question: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Return the file's answer to a question, or `otherwise` when it cannot be read."""
        try:
            return question(self.connection)
        except sqlite3.Error as error:
            self._fault = fault_of(error)
            if self._fault is Fault.CORRUPT:
                suspicion.raise_for(self._path)
            return otherwise

    def look_after_file(self) -> None:
        """Go from memory to the file if that works now; write a file again that was deleted."""
        found = identity(self._path)
        if not self.on_disk:
            self._leave_memory()
        elif found is None:
            self._write_again()
        else:
            self._replaced = found != self._file

    def close(self) -> None:
        """Write what waits if it can be, bring everything to the main file, let go of it."""
        if self._closed:
            return
        self._closed = True
        self.look_after_file()
        if self.on_disk and not self._replaced:
            self._attempt()
        database.close(self.connection)

    def _show(self, write: Write) -> None:
        """Carry out a change in memory, for readers; the file gets it later."""
        with contextlib.suppress(sqlite3.Error), database.transaction(self.connection):
            self._run(write)

    def _attempt(self) -> Fault | None:
        """Write all that waits; return what came in the way of the rest."""
        patience = 0 if self._fault is Fault.LOCKED else int(database.BUSY_TIMEOUT * 1000)
        try:
            self.connection.execute(f"PRAGMA busy_timeout = {patience}")
            while batch := tuple(islice(self._pending, _BATCH)):
                self._write(batch)
                self._pending.drop(len(batch))
        except sqlite3.Error as error:
            return fault_of(error)
        return None

    def _write(self, batch: Sequence[Write]) -> None:
        durable = any(write.durable for write in batch)
        self.connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        with database.transaction(self.connection):
            for write in batch:
                self._run(write)

    def _run(self, write: Write) -> None:
        """Carry out one change; one that the tables refuse must not hold up the others."""
        self.connection.execute("SAVEPOINT one")
        try:
            write.run(self.connection)
        except sqlite3.IntegrityError as error:
            self.connection.execute("ROLLBACK TO one")
            _log.error("the log refused a change: %s", error)
        self.connection.execute("RELEASE one")

    def _replace_damaged(self) -> None:
        """Put a file aside that turned out to be damaged, and go on in a new one."""
        self.connection.close()
        self._take(database.replace_damaged(self._path, self._now))

    def _leave_memory(self) -> None:
        opened = self._open_again()
        if opened is None:
            return
        began = self.connection.execute(_BEGAN).fetchall()
        known = codec.dump([row["id"] for row in began])
        try:
            for row in began:
                opened.connection.execute(_GIVE_WAY, (row["started_at"], row["platform_id"], known))
        except sqlite3.Error:
            opened.connection.close()
            return
        self.connection.close()
        self._take(opened)

    def _write_again(self) -> None:
        """The deleted file lives on as long as it is open: copy it to its old place."""
        copy = self._path.with_name(f"{self._path.name}-copy")
        try:
            database.copy_to(copy, self.connection)
            copy.replace(self._path)
        except (OSError, sqlite3.Error):
            _remove(copy)
            return
        opened = self._open_again()
        if opened is None:
            _remove(self._path)
            return
        self.connection.close()
        self._take(replace(opened, remark=_WRITTEN_AGAIN))

    def _open_again(self) -> Opened | None:
        with contextlib.suppress(StoreError):
            opened = database.open_log(self._path, self._now)
            if opened.fault is None:
                return opened
            opened.connection.close()
        return None

    def _take(self, opened: Opened) -> None:
        """Go on with another connection, and bring to it what waits."""
        self._opened = opened
        self._file = identity(self._path)
        self._replaced = False
        self._pending.add(Write(writes.running(), key="running"))
        if self.on_disk:
            self._fault = self._attempt()
        else:
            for write in self._pending:
                self._show(write)


def _remove(path: Path) -> None:
    """Take a copy away that did not come to be used."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
