"""A read-only connection follows its file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from downlight.domain.history import HistoryUnavailable
from downlight.store import database, suspicion
from downlight.store.database import open_in_memory, open_log
from downlight.store.errors import Fault
from downlight.store.migrations import STEPS
from downlight.store.view import View, has_wal, identity, location_of, path_of
from fakes.records import T0

NEWER = STEPS[-1].version + 1


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder with ?, # and ü" / "history.sqlite"


@pytest.fixture
def view(path: Path) -> Iterator[View]:
    with closing(View(lambda: location_of(path))) as view:
        yield view


def mutes(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM mutes").fetchone()[0])


def make(path: Path, rows: int) -> None:
    connection = open_log(path, lambda: T0).connection
    for number in range(rows):
        connection.execute("INSERT INTO mutes VALUES (?, 1)", (f"p{number}",))
    database.close(connection)


def test_a_missing_file_is_empty_and_then_what_it_holds(path: Path, view: View) -> None:
    assert view.ask(mutes, -1) == -1
    make(path, 2)
    assert view.ask(mutes, -1) == 2


def test_a_file_without_tables_is_empty(path: Path, view: View) -> None:
    path.parent.mkdir()
    path.touch()
    assert view.ask(mutes, -1) == -1


def test_a_file_that_takes_the_place_of_another_is_read(path: Path, view: View) -> None:
    make(path, 1)
    assert view.ask(mutes, -1) == 1
    make(path.with_name("other"), 3)
    path.with_name("other").replace(path)
    assert view.ask(mutes, -1) == 3
    path.unlink()
    assert view.ask(mutes, -1) == -1


def test_a_log_in_memory_is_read_until_it_comes_to_disk(path: Path) -> None:
    memory = open_in_memory(Fault.FULL)
    memory.connection.execute("INSERT INTO mutes VALUES ('x', 1)")
    locations = [memory.location]
    with closing(View(lambda: locations[-1])) as view:
        assert view.ask(mutes, -1) == 1
        make(path, 3)
        locations.append(location_of(path))
        assert view.ask(mutes, -1) == 3
    memory.connection.close()


def raise_version(path: Path, min_reader: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as newer:
        newer.execute(f"PRAGMA user_version = {NEWER}")
        newer.execute("UPDATE state SET value = ? WHERE key = 'min_reader'", (min_reader,))


def test_a_newer_file_is_read_where_its_writer_allows_it(path: Path, view: View) -> None:
    make(path, 1)
    raise_version(path, min_reader=NEWER - 1)
    assert view.ask(mutes, -1) == 1


def test_a_newer_file_that_this_version_would_misread_is_refused(path: Path, view: View) -> None:
    make(path, 1)
    raise_version(path, min_reader=NEWER)
    with pytest.raises(HistoryUnavailable, match="newer"):
        view.ask(mutes, -1)


def test_damage_is_told_and_left_for_the_next_start(path: Path, view: View) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database " * 1_000)
    with pytest.raises(HistoryUnavailable, match="damaged"):
        view.ask(mutes, -1)
    assert suspicion.is_raised(path)


def test_a_question_that_fails_does_not_spoil_the_next(path: Path, view: View) -> None:
    make(path, 2)
    with pytest.raises(HistoryUnavailable):
        view.ask(lambda connection: connection.execute("SELECT * FROM nowhere"), None)
    assert view.ask(mutes, -1) == 2


def test_a_location_tells_its_path(path: Path) -> None:
    assert path_of(location_of(path)) == path
    assert path_of("file:/x?vfs=memdb") is None
    assert identity(path) is None
    assert not has_wal(path)


def test_what_waits_beside_the_file_is_seen(path: Path) -> None:
    connection = open_log(path, lambda: T0).connection
    assert has_wal(path)
    database.close(connection)
    assert not has_wal(path)
