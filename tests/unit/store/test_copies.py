"""Copies of the log, and what is known of one before it is used."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from downlight.store.copies import LogSummary, examined, keep_copy
from downlight.store.errors import ForeignFile, NewerLog, StoreError
from downlight.store.log import Log
from fakes.states import NOW, incident


def a_log(folder: Path) -> Path:
    path = folder / "history.sqlite3"
    log = Log.open(path, lambda: NOW)
    for minutes in (90, 30):
        log.record(incident("X", minutes=minutes, lasted=5, incident_id=None), [])
    log.close()
    return path


def test_a_copy_of_a_log_in_use_holds_what_the_log_holds(tmp_path: Path) -> None:
    path = a_log(tmp_path)
    log = Log.open(path, lambda: NOW)
    log.record(incident("Y", minutes=10, incident_id=None), [])
    keep_copy(path, tmp_path / "copy.sqlite3")
    log.close()
    held = examined(tmp_path / "copy.sqlite3")
    assert held.incidents == 3
    assert held.first is not None
    assert held.last is not None
    assert held.first < held.last < NOW


def test_an_empty_log_is_a_good_one(tmp_path: Path) -> None:
    Log.open(tmp_path / "history.sqlite3", lambda: NOW).close()
    assert examined(tmp_path / "history.sqlite3") == LogSummary(0)


def test_a_damaged_copy_is_refused(tmp_path: Path) -> None:
    path = a_log(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:5000] + b"\xff" * 9000 + whole[14000:])
    with pytest.raises(StoreError):
        examined(path)


def test_what_is_no_log_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE birds (name)")
    with pytest.raises(ForeignFile):
        examined(path)
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError):
        examined(path)


def test_the_log_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = a_log(tmp_path)
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerLog):
        examined(path)


def test_what_is_not_there_cannot_be_copied(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be copied"):
        keep_copy(tmp_path / "nothing.sqlite3", tmp_path / "copy.sqlite3")
