"""A disk that is full, locked, gone or damaged: nothing raises or is lost, people are told."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from downlight.domain.gap import Gap
from downlight.domain.history import IncidentFilter
from downlight.domain.status import GapReason
from downlight.store import lookups, suspicion
from downlight.store.log import Log
from downlight.store.migrations import APPLICATION_ID
from downlight.store.pending import LIMIT, Write
from downlight.store.reader import Reader
from downlight.store.writer import Writer
from fakes.records import T0, ended, minutes, platform, seen, to_tell, trouble

ALL = IncidentFilter()
LONG = "evidence " * 2_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite"


@pytest.fixture
def log(path: Path) -> Iterator[Log]:
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        yield log


def fill_disk(log: Log) -> None:
    """Let the file grow no further: SQLite answers as it does on a full disk."""
    log._writer.connection.execute("PRAGMA max_page_count = 1")


def free_disk(log: Log) -> None:
    log._writer.connection.execute("PRAGMA max_page_count = 1000000")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_full_disk_is_told_and_everything_is_written_once_there_is_room(
    log: Log, path: Path
) -> None:
    before = log.record(trouble("before"), []).incident
    fill_disk(log)
    recorded = log.record(trouble("during"), [seen(LONG)], to_tell(trouble("during")))
    log.record(recorded.incident, [seen("and more")])
    log.record(ended(before, minutes(3)), [seen(LONG)])
    assert "disk is full" in log.trouble
    assert recorded.incident.id == 2
    assert [it.platform_id for it in log.open_incidents()] == ["during"]
    assert log.was_told(2)
    assert log.unshown(minutes(-1)) == [recorded.notification]
    free_disk(log)
    log.alive(minutes(4))
    assert log.trouble == ""
    with contextlib.closing(Reader.opening(path)) as reader:
        incident = reader.incident(2)
        assert incident is not None
        assert [entry.text for entry in incident.timeline] == [LONG, "and more"]
        assert reader.notifications(1)[0].incident_id == 2
        assert [row.resolved_at for row in reader.rows([1])] == [minutes(3)]


def test_on_a_full_disk_nothing_is_deleted(log: Log, path: Path) -> None:
    log.record(ended(trouble(), minutes(1)), [seen()])
    fill_disk(log)
    for number in range(30):
        log.record(trouble(f"p{number}"), [seen(LONG)])
    with contextlib.closing(Reader.opening(path)) as reader:
        assert reader.ids(ALL) == [1]
    assert path.exists()


def test_what_waits_is_bounded_and_the_loss_is_told(log: Log) -> None:
    incident = log.record(trouble(), []).incident
    fill_disk(log)
    for _ in range(LIMIT + 5):
        log._writer._pending.add(Write(lambda connection: None))
    log.record(incident, [seen(LONG)])
    assert "oldest 6" in log.trouble
    free_disk(log)
    log.record(incident, [seen("last")])
    assert log.trouble == ""


def test_evidence_whose_beginning_was_lost_still_makes_an_incident(log: Log, path: Path) -> None:
    fill_disk(log)
    recorded = log.record(trouble(), [seen(LONG)])
    log._writer._pending.drop(1)
    free_disk(log)
    log.record(recorded.incident, [seen("later")])
    with contextlib.closing(Reader.opening(path)) as reader:
        assert [row.summary for row in reader.rows([1])] == ["later"]


def test_a_lock_of_another_program_is_waited_out_in_memory(log: Log, path: Path) -> None:
    with locked(path):
        started = perf_counter()
        for number in range(20):
            log.record(trouble(f"p{number}"), [seen()])
        took = perf_counter() - started
        assert "another program" in log.trouble
    assert took < 2
    log.alive(minutes(1))
    assert log.trouble == ""
    with contextlib.closing(Reader.opening(path)) as reader:
        assert len(reader.ids(ALL)) == 20


def test_a_lock_at_the_start_hides_nothing_that_the_engine_must_know(path: Path) -> None:
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        told = log.record(trouble(), [seen()], to_tell(trouble()))
        log.shown(1, minutes(1), 7)
        log.mute("y", minutes(60))
    with locked(path):
        again = Log.open(path, lambda: T0)
        assert [it.id for it in again.open_incidents()] == [1]
        assert again.was_told(1)
        assert again.mutes() == {"y": minutes(60)}
        assert again.record(trouble("z"), []).incident.id == 2
    again.record(ended(told.incident, minutes(5)), [])
    assert again.trouble == ""
    assert [it.platform_id for it in again.open_incidents()] == ["z"]
    again.close()


def test_a_change_that_the_tables_refuse_does_not_hold_up_the_others(
    log: Log, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM mutes")
        connection.execute("INSERT INTO platforms VALUES ('x', NULL)")

    log.mute("y", minutes(9))
    log._writer.do(Write(refused))
    log.record(trouble(), [seen()])
    assert log.trouble == ""
    assert "refused" in caplog.text
    with contextlib.closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM mutes").fetchone() == (1,)
        assert other.execute("SELECT count(*) FROM incidents").fetchone() == (1,)


def in_memory(tmp_path: Path) -> tuple[Log, Path]:
    """A log whose folder cannot be made: a file stands in its place."""
    folder = tmp_path / "data"
    folder.write_text("in the way")
    return Log.open(folder / "history.sqlite", lambda: T0), folder


def test_without_a_folder_the_log_lives_in_memory_and_says_so(tmp_path: Path) -> None:
    log, _ = in_memory(tmp_path)
    log.record(trouble(), [seen()])
    assert "cannot be written" in log.trouble
    with contextlib.closing(log.reader()) as reader:
        assert [row.platform_id for row in reader.rows(reader.ids(ALL))] == ["x"]
    log.close()


def test_memory_goes_to_disk_as_soon_as_there_is_one(tmp_path: Path) -> None:
    log, folder = in_memory(tmp_path)
    first = log.record(trouble("a"), [seen()], to_tell(trouble("a")))
    reader = log.reader()
    folder.unlink()
    log.alive(minutes(1))
    assert log.trouble == ""
    second = log.record(trouble("b"), [seen()])
    assert log.was_told(first.incident.id or 0)
    log.close()
    with contextlib.closing(Reader.opening(folder / "history.sqlite")) as fresh:
        assert set(fresh.ids(ALL)) == {first.incident.id, second.incident.id}
        assert set(reader.ids(ALL)) == set(fresh.ids(ALL))
    reader.close()


def test_memory_and_an_older_file_come_together_without_mixing_ids(tmp_path: Path) -> None:
    folder, away = tmp_path / "data", tmp_path / "away"
    with contextlib.closing(Log.open(folder / "history.sqlite", lambda: T0)) as log:
        log.record(trouble("a"), [seen("from the file")])
        log.record(trouble("b"), [seen("from the file")])
    folder.rename(away)
    log, _ = in_memory(tmp_path)
    in_mem = log.record(trouble("a", minutes(5)), [seen("from memory")]).incident
    folder.unlink()
    away.rename(folder)
    log.alive(minutes(9))
    log.record(ended(in_mem, minutes(10)), [])
    assert log.trouble == ""
    with contextlib.closing(log.reader()) as reader:
        rows = {row.id: row for row in reader.rows(reader.ids(ALL))}
    assert sorted(row.platform_id for row in rows.values()) == ["a", "a", "b"]
    assert rows[1].resolved_at == minutes(5)
    assert rows[in_mem.id or 0].resolved_at == minutes(10)
    log.close()


def test_a_deleted_file_is_written_again(log: Log, path: Path) -> None:
    incident = log.record(trouble(), [seen("before")]).incident
    for part in path.parent.glob("history*"):
        part.unlink()
    log.alive(minutes(1))
    log.record(ended(incident, minutes(2)), [seen("after")])
    assert log.trouble == ""
    assert "deleted" in log.remark
    with contextlib.closing(Reader.opening(path)) as reader:
        kept = reader.incident(1)
        assert kept is not None
        assert [entry.text for entry in kept.timeline] == ["before", "after"]


def test_a_deleted_folder_is_made_again(log: Log, path: Path) -> None:
    log.record(trouble(), [seen()])
    shutil.rmtree(path.parent)
    log.close()
    with contextlib.closing(Reader.opening(path)) as reader:
        assert reader.ids(ALL) == [1]


def test_a_file_that_was_swapped_is_left_alone_until_ours_is_back(log: Log, path: Path) -> None:
    incident = log.record(trouble(), []).incident
    ours, theirs = path.with_name("ours"), path.with_name("theirs")
    theirs.write_bytes(b"something else")
    path.rename(ours)
    theirs.rename(path)
    log.alive(minutes(1))
    log.record(incident, [seen("meanwhile")])
    assert "another file" in log.trouble
    assert path.read_bytes() == b"something else"
    path.unlink()
    ours.rename(path)
    log.alive(minutes(2))
    assert log.trouble == ""
    with contextlib.closing(Reader.opening(path)) as reader:
        kept = reader.incident(1)
        assert kept is not None
        assert [entry.text for entry in kept.timeline] == ["meanwhile"]


def test_damage_met_while_running_is_left_behind(log: Log, path: Path) -> None:
    for number in range(400):
        log.record(ended(trouble(f"p{number}"), minutes(1)), [seen(LONG[:200])])
    log._writer.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    log._writer.connection.execute("PRAGMA shrink_memory")
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\x5a" * (size - 8192 - 4096 * 4))
    incident = log.record(trouble("now"), [seen("evidence of now")], to_tell(trouble("now")))
    for number in range(400):
        log.record(ended(trouble(f"q{number}"), minutes(1)), [seen()])
    assert log.trouble == ""
    assert "damaged" in log.remark
    assert len(list(path.parent.glob("history.corrupt-*"))) >= 1
    log.record(incident.incident, [seen("more")])
    with contextlib.closing(log.reader()) as reader:
        kept = reader.incident(incident.incident.id or 0)
        assert kept is not None
        assert kept.timeline[-1].text == "more"


def test_answers_hold_while_the_disk_does_not(log: Log) -> None:
    fill_disk(log)
    log.mute("x", minutes(9))
    log.pause(minutes(8))
    log.open_gap(GapReason.OFFLINE, minutes(1))
    log.close_gap(minutes(2))
    log.add_gap(Gap(GapReason.ASLEEP, minutes(3), minutes(4)))
    log.watching([platform("x")], T0)
    recorded = log.record(trouble(), [seen(LONG)], to_tell(trouble()))
    log.write_note(recorded.incident.id or 0, "noted")
    said = recorded.notification
    assert said is not None
    log.shown(said.id or 0, minutes(1), 9)
    assert log.mutes() == {"x": minutes(9)}
    assert log.paused_until() == minutes(8)
    assert log.bubble(said.group_key) == 9
    assert log.unshown(minutes(-9)) == []
    assert [it.note for it in log.open_incidents()] == ["noted"]
    free_disk(log)
    log.forget_before(minutes(-5))
    with contextlib.closing(log.reader()) as reader:
        assert [gap.reason for gap in reader.gaps(T0, minutes(9))] == [
            GapReason.OFFLINE,
            GapReason.ASLEEP,
        ]
        assert [row.note for row in reader.rows([1])] == ["noted"]


def test_closing_twice_does_no_harm(path: Path) -> None:
    log = Log.open(path, lambda: T0)
    log.close()
    log.close()


def test_one_connection_writes(path: Path) -> None:
    writer = Writer(path, lambda: T0)
    assert writer.on_disk
    assert writer.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert writer.connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    writer.close()


def test_an_end_that_could_not_be_written_is_the_end_after_a_restart(path: Path) -> None:
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        recorded = log.record(trouble(), [])
        fill_disk(log)
        log.record(replace(recorded.incident, resolved_at=minutes(1)), [seen(LONG)])
        assert log.trouble != ""
        free_disk(log)
    with contextlib.closing(Log.open(path, lambda: T0)) as again:
        assert again.open_incidents() == []


def test_an_answer_that_cannot_be_read_is_no_answer_and_told(log: Log, path: Path) -> None:
    log._writer.connection.execute("DROP TABLE notifications")
    assert not log.was_told(7)
    assert log.bubble("incident:7") is None
    assert log.trouble != ""
    log.alive(minutes(1))
    assert log.trouble == ""


def test_memory_stays_memory_while_the_file_is_locked_away(tmp_path: Path) -> None:
    folder, away = tmp_path / "data", tmp_path / "away"
    with contextlib.closing(Log.open(folder / "history.sqlite", lambda: T0)) as log:
        log.record(trouble("x"), [])
    folder.rename(away)
    log, _ = in_memory(tmp_path)
    log.record(trouble("x", minutes(5)), [])
    folder.unlink()
    away.rename(folder)
    with locked(folder / "history.sqlite"):
        log.alive(minutes(6))
        assert "cannot be written" in log.trouble
    log.alive(minutes(7))
    assert log.trouble == ""
    log.close()


def test_memory_stays_memory_beside_a_newer_file(tmp_path: Path) -> None:
    log, folder = in_memory(tmp_path)
    log.record(trouble(), [])
    folder.unlink()
    folder.mkdir()
    with contextlib.closing(sqlite3.connect(folder / "history.sqlite")) as newer:
        newer.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        newer.execute("PRAGMA user_version = 999")
    content = (folder / "history.sqlite").read_bytes()
    log.alive(minutes(1))
    log.close()
    assert log.trouble != ""
    assert (folder / "history.sqlite").read_bytes() == content


def test_a_deleted_file_whose_place_is_taken_leaves_the_log_as_it_was(log: Log, path: Path) -> None:
    log.record(trouble(), [seen()])
    folder = path.parent
    shutil.rmtree(folder)
    folder.touch()
    log.alive(minutes(1))
    folder.unlink()
    log.alive(minutes(2))
    assert log.trouble == ""
    with contextlib.closing(Reader.opening(path)) as reader:
        assert reader.ids(ALL) == [1]


def test_an_answer_from_a_damaged_page_is_looked_into_on_the_next_start(
    log: Log, path: Path
) -> None:
    for number in range(200):
        log.record(ended(trouble(f"p{number}"), minutes(1)), [], to_tell(trouble()))
    log._writer.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    log._writer.connection.execute("PRAGMA shrink_memory")
    content = path.read_bytes()
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\x5a" * (len(content) - 8192))
    assert not log._writer.ask(lambda connection: lookups.was_told(connection, 1), False)
    assert suspicion.is_raised(path)
    path.unlink()
    path.write_bytes(content)
