"""What can go wrong with the log: errors for people, and one translation of SQLite's own."""

import sqlite3
from enum import StrEnum

from downlight.domain.saying import Saying, say


class StoreError(Exception):
    """The log cannot be used as it is, and a person has to decide; the file is untouched."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(say("{title}: {sentence}", title=title, sentence=sentence))
        self.title = title
        """A few words, as the title of a message."""
        self.sentence = sentence
        """What happened and what to do."""


class NewerLog(StoreError):  # noqa: N818 - a state of the world, not an error of ours
    """The log was written by a newer Downlight whose tables this one does not know."""

    def __init__(self, file: str, version: int) -> None:
        super().__init__(
            say("The history is from a newer Downlight"),
            say(
                "{file} has format {version}, which this version cannot write. Update Downlight, "
                "or start it with another profile; the file was not touched.",
                file=file,
                version=version,
            ),
        )


class ForeignFile(StoreError):  # noqa: N818 - a state of the world, not an error of ours
    """The file is a database of another program."""

    def __init__(self, file: str) -> None:
        super().__init__(
            say("This is not Downlight's history"),
            say(
                "{file} belongs to another program. Move it away or start Downlight with another "
                "profile; the file was not touched.",
                file=file,
            ),
        )


class Fault(StrEnum):
    """Why the database did not do what it was asked to."""

    FULL = "full"
    LOCKED = "locked"
    READ_ONLY = "read_only"
    DISK = "disk"  # reading or writing failed below SQLite
    CORRUPT = "corrupt"
    REPLACED = "replaced"
    REFUSED = "refused"  # a constraint of ours: this entry can never be written
    OTHER = "other"


_FAULTS = {
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_BUSY: Fault.LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.LOCKED,
    sqlite3.SQLITE_PROTOCOL: Fault.LOCKED,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_PERM: Fault.READ_ONLY,
    sqlite3.SQLITE_AUTH: Fault.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Fault.READ_ONLY,
    sqlite3.SQLITE_IOERR: Fault.DISK,
    sqlite3.SQLITE_CORRUPT: Fault.CORRUPT,
    sqlite3.SQLITE_NOTADB: Fault.CORRUPT,
    sqlite3.SQLITE_CONSTRAINT: Fault.REFUSED,
    sqlite3.SQLITE_MISMATCH: Fault.REFUSED,
    sqlite3.SQLITE_TOOBIG: Fault.REFUSED,
}

_PRIMARY = 0xFF
"""The low byte of an extended result code is its primary code (sqlite.org/rescode.html)."""

_BECAUSE = {
    Fault.FULL: say("the disk is full"),
    Fault.LOCKED: say("another program holds the file"),
    Fault.READ_ONLY: say("the folder cannot be written to"),
    Fault.DISK: say("the disk reports an error"),
    Fault.CORRUPT: say("the file is damaged"),
    Fault.REPLACED: say("another file has taken its place"),
    Fault.REFUSED: say("an entry was not accepted"),
    Fault.OTHER: say("the database reports an error"),
}


def fault_of(error: sqlite3.Error) -> Fault:
    """Translate an error of SQLite. A misuse by our own code is raised again, as it is a bug."""
    if isinstance(error, sqlite3.ProgrammingError):
        raise error
    code = getattr(error, "sqlite_errorcode", None)
    return Fault.OTHER if code is None else _FAULTS.get(code & _PRIMARY, Fault.OTHER)


def because(fault: Fault) -> Saying:
    """Return the clause that explains `fault` to people."""
    return _BECAUSE[fault]
