"""Damaged files: kept, and what can be read of them goes on."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from downlight.domain.history import HistoryUnavailable, IncidentFilter
from downlight.store import database
from downlight.store.log import Log
from downlight.store.reader import Reader
from downlight.store.salvage import put_aside, save_rows
from fakes.records import T0, ended, minutes, platform, seen, to_tell, trouble

COUNT = 300
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of COUNT incidents whose process was killed."""
    path = tmp_path / "history.sqlite"
    log = Log.open(path, lambda: T0)
    log.watching([platform("open")], T0)
    log.mute("open", minutes(99))
    log.pause(minutes(50))
    log.record(trouble("open"), [seen("still going on")], to_tell(trouble("open")))
    for number in range(1, COUNT):
        log.record(ended(trouble(f"p{number}"), minutes(1)), [seen(f"evidence {number}")])
    log._writer.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    log._writer.connection.close()
    return path


def pages_of(path: Path, table: str) -> list[int]:
    """Numbers of the pages that hold rows of `table`, from 1; asked of an intact file."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        try:
            found = connection.execute(
                "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,)
            ).fetchall()
        except sqlite3.OperationalError:
            pytest.skip("this SQLite cannot tell pages apart (no dbstat)")
    return [number for (number,) in found]


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def cleared_page(path: Path) -> None:
    overwrite(path, (pages_of(path, "incidents")[3] - 1) * PAGE, bytes(PAGE))


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 // PAGE * PAGE)


def overwritten_header(path: Path) -> None:
    overwrite(path, 0, b"\xff" * 100)


def garbage(path: Path) -> None:
    path.write_bytes(b"this is not a database at all\n" * 500)


@pytest.mark.parametrize(
    ("damage", "least"),
    [(cleared_page, COUNT - 60), (cut_short, 0), (overwritten_header, 0), (garbage, 0)],
)
def test_a_damaged_file_is_kept_and_a_new_one_begins(
    path: Path, damage: Callable[[Path], None], least: int
) -> None:
    damage(path)
    content = path.read_bytes()
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        assert "damaged" in log.remark
        assert log.trouble == ""
        aside = path.with_name("history.corrupt-20261102T080000")
        assert aside.read_bytes() == content
        assert str(aside) in log.remark
        recorded = log.record(trouble("fresh"), [seen()])
        with contextlib.closing(Reader.opening(path)) as reader:
            ids = reader.ids(IncidentFilter())
            assert recorded.incident.id in ids
            assert len(ids) > least
    with contextlib.closing(sqlite3.connect(path)) as fresh:
        assert fresh.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert fresh.execute("PRAGMA foreign_key_check").fetchall() == []
        fresh.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def test_of_one_lost_page_only_its_rows_are_lost(path: Path) -> None:
    page = pages_of(path, "incidents")[3]
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (lost,) = connection.execute(
            "SELECT ncell FROM dbstat WHERE name = 'incidents' AND pageno = ?", (page,)
        ).fetchone()
    overwrite(path, (page - 1) * PAGE, bytes(PAGE))
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        assert f"saved: {COUNT - lost}." in log.remark
        assert [it.timeline[0].text for it in log.open_incidents()] == ["still going on"]
        assert log.mutes() == {"open": minutes(99)}
        assert log.paused_until() == minutes(50)
        assert log.was_told(1)
        with contextlib.closing(Reader.opening(path)) as reader:
            assert len(reader.watched("open")) == 1
            found = reader.ids(IncidentFilter(text=f"evidence {COUNT - 1}"))
            assert found == [COUNT]


def test_what_waits_in_the_wal_is_saved_too(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    log = Log.open(path, lambda: T0)
    log.record(trouble(), [seen("only in the wal")])
    aside = put_aside(path, T0)
    new = database.open_log(path, lambda: T0)
    sentence = save_rows(aside, new.connection)
    assert "saved: 1." in sentence
    database.close(new.connection)
    log._writer.connection.close()


def test_a_second_damaged_file_of_the_same_second_gets_a_name_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    names = set()
    for _ in range(3):
        path.write_text("broken")
        names.add(put_aside(path, T0).name)
    assert len(names) == 3


def test_what_cannot_be_written_to_the_new_file_is_told(path: Path, tmp_path: Path) -> None:
    new = database.open_log(tmp_path / "new.sqlite", lambda: T0)
    new.connection.execute("PRAGMA max_page_count = 1")
    sentence = save_rows(path, new.connection)
    assert "Nothing could be saved: the disk is full" in sentence
    assert new.connection.execute("SELECT count(*) FROM incidents").fetchone()[0] == 0
    database.close(new.connection)


def test_a_reader_that_meets_damage_has_it_looked_at_on_the_next_start(path: Path) -> None:
    with contextlib.closing(Log.open(path, lambda: T0)):
        pass
    cleared_page(path)
    with (
        contextlib.closing(Reader.opening(path)) as reader,
        pytest.raises(HistoryUnavailable, match="damaged"),
    ):
        list(reader.incidents(IncidentFilter()))
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        assert "damaged" in log.remark


def test_a_rescue_keeps_ids_from_being_given_again(path: Path) -> None:
    cleared_page(path)
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        assert log.record(trouble("fresh"), []).incident.id == COUNT + 1


def test_names_of_platforms_are_known_by_their_incidents(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM platforms")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cleared_page(path)
    with (
        contextlib.closing(Log.open(path, lambda: T0)) as log,
        contextlib.closing(log.reader()) as reader,
    ):
        assert ("open", "OPEN") in reader.platforms()


def test_where_the_highest_number_is_lost_the_rest_is_found_all_the_same(path: Path) -> None:
    overwrite(path, (pages_of(path, "incidents")[-1] - 1) * PAGE, bytes(PAGE))
    with (
        contextlib.closing(Log.open(path, lambda: T0)) as log,
        contextlib.closing(log.reader()) as reader,
    ):
        assert len(reader.ids(IncidentFilter())) > COUNT - 60
