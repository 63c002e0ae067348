"""One translation of SQLite's errors, and sentences for people."""

import sqlite3

import pytest

from downlight.store.errors import Fault, ForeignFile, NewerLog, because, fault_of


def of_code(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("text")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (sqlite3.SQLITE_FULL, Fault.FULL),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Fault.LOCKED),
        (sqlite3.SQLITE_IOERR_FSYNC, Fault.DISK),
        (sqlite3.SQLITE_READONLY_ROLLBACK, Fault.READ_ONLY),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, Fault.READ_ONLY),
        (sqlite3.SQLITE_CORRUPT_VTAB, Fault.CORRUPT),
        (sqlite3.SQLITE_NOTADB, Fault.CORRUPT),
        (sqlite3.SQLITE_CONSTRAINT_CHECK, Fault.REFUSED),
        (sqlite3.SQLITE_NOMEM, Fault.OTHER),
    ],
)
def test_extended_codes_are_told_apart_by_their_primary_one(code: int, fault: Fault) -> None:
    assert fault_of(of_code(code)) is fault


def test_an_error_without_code_is_some_fault() -> None:
    assert fault_of(sqlite3.Error("?")) is Fault.OTHER


def test_a_misuse_by_our_own_code_is_no_fault_of_the_disk() -> None:
    with pytest.raises(sqlite3.ProgrammingError):
        fault_of(sqlite3.ProgrammingError("closed"))


def test_every_fault_has_its_clause() -> None:
    assert len({because(fault) for fault in Fault}) == len(Fault)


@pytest.mark.parametrize("error", [NewerLog("h.sqlite", 9), ForeignFile("h.sqlite")])
def test_a_refusal_says_what_to_do_and_that_nothing_was_touched(
    error: NewerLog | ForeignFile,
) -> None:
    assert error.title
    assert "h.sqlite" in error.sentence
    assert "not touched" in error.sentence
    assert error.sentence in str(error)
