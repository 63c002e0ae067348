"""Opening: new, old, newer, foreign, damaged and unreachable files."""

import contextlib
import hashlib
import shutil
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from downlight.domain.history import HistoryUnavailable, IncidentFilter
from downlight.store import database, filesystem, migrations, writes
from downlight.store.database import Opened, open_log
from downlight.store.errors import Fault, ForeignFile, NewerLog
from downlight.store.migrations import STEPS, Step
from downlight.store.reader import Reader
from fakes.records import T0, seen, trouble


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a" / "b" / "history.sqlite"


def opened(path: Path, steps: tuple[Step, ...] = STEPS) -> Opened:
    return open_log(path, lambda: T0, steps)


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def state_of(folder: Path) -> dict[str, str]:
    return {it.name: hashlib.sha256(it.read_bytes()).hexdigest() for it in folder.iterdir()}


def test_a_new_log_is_private_marked_and_safe(path: Path) -> None:
    log = opened(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {
        name: pragma(log.connection, name)
        for name in (
            "application_id",
            "user_version",
            "journal_mode",
            "synchronous",
            "foreign_keys",
        )
    } == {
        "application_id": migrations.APPLICATION_ID,
        "user_version": STEPS[-1].version,
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
    }
    assert (log.fault, log.remark) == (None, "")
    assert stat.S_IMODE(path.with_name("history.sqlite-wal").stat().st_mode) == 0o600
    database.close(log.connection)


def test_an_empty_file_is_a_new_log(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()
    log = opened(path)
    assert (log.fault, log.remark) == (None, "")
    database.close(log.connection)


def test_a_file_of_a_newer_version_is_refused_and_untouched(path: Path) -> None:
    database.close(opened(path).connection)
    with contextlib.closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 999")
    before = state_of(path.parent)
    with pytest.raises(NewerLog) as refused:
        opened(path)
    assert "999" in refused.value.sentence
    assert "newer" in refused.value.title
    assert state_of(path.parent) == before


def test_a_newer_file_with_changes_left_by_a_crash_is_untouched_too(path: Path) -> None:
    database.close(opened(path).connection)
    crashed = path.parent.with_name("crashed")
    with contextlib.closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 999")
        newer.commit()
        crashed.mkdir()
        for part in ("history.sqlite", "history.sqlite-wal"):
            (crashed / part).write_bytes((path.parent / part).read_bytes())
    before = state_of(crashed)
    with pytest.raises(NewerLog):
        opened(crashed / path.name)
    after = state_of(crashed)
    after.pop("history.sqlite-shm", None)
    assert after == before


@pytest.mark.parametrize("mark", ["application_id = 5", "user_version = 1", "page_size = 4096"])
def test_a_database_of_another_program_is_refused_and_untouched(path: Path, mark: str) -> None:
    path.parent.mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE songs (title)")
        other.execute(f"PRAGMA {mark}")
    before = state_of(path.parent)
    with pytest.raises(ForeignFile):
        opened(path)
    assert state_of(path.parent) == before


def test_a_folder_that_cannot_be_made_means_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    log = opened(tmp_path / "file" / "history.sqlite")
    assert log.fault is Fault.READ_ONLY
    assert pragma(log.connection, "user_version") == STEPS[-1].version
    log.connection.close()


def test_a_folder_in_the_place_of_the_file_means_memory(path: Path) -> None:
    path.mkdir(parents=True)
    log = opened(path)
    assert log.fault is not None
    log.connection.close()


def test_logs_in_memory_do_not_share_their_rows(tmp_path: Path) -> None:
    one, two = (database.open_in_memory(Fault.FULL) for _ in range(2))
    one.connection.execute("INSERT INTO mutes VALUES ('x', 1)")
    assert two.connection.execute("SELECT count(*) FROM mutes").fetchone()[0] == 0
    reader = sqlite3.connect(one.location, uri=True)
    assert reader.execute("SELECT count(*) FROM mutes").fetchone()[0] == 1
    for each in (one.connection, two.connection, reader):
        each.close()


CHANGED = (*STEPS, Step(STEPS[-1].version + 1, ("CREATE TABLE more (x) STRICT",), min_reader=1))


def test_an_old_file_is_copied_before_it_is_upgraded(path: Path) -> None:
    old = opened(path)
    old.connection.execute("INSERT INTO mutes VALUES ('x', 1)")
    database.close(old.connection)
    steps = (*STEPS, Step(STEPS[-1].version + 1, ("DROP TABLE mutes",), min_reader=2))
    log = opened(path, steps)
    assert pragma(log.connection, "user_version") == steps[-1].version
    assert migrations.min_reader_of(log.connection) == 2
    copy = path.with_name(f"history.format-{STEPS[-1].version}.sqlite")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with contextlib.closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT platform_id FROM mutes").fetchall() == [("x",)]
        assert kept.execute("PRAGMA user_version").fetchone() == (STEPS[-1].version,)
    database.close(log.connection)


def test_no_copy_is_made_of_a_new_file_or_one_of_this_version(path: Path) -> None:
    for _ in range(2):
        database.close(opened(path).connection)
    assert [it.name for it in path.parent.iterdir()] == ["history.sqlite"]


def test_a_copy_that_cannot_be_made_leaves_the_old_file_as_it_is(path: Path) -> None:
    database.close(opened(path).connection)
    path.with_name(f"history.format-{STEPS[-1].version}.sqlite").mkdir()
    bad = (*STEPS, Step(STEPS[-1].version + 1, ("CREATE TABLE more (x INTEGER)",), min_reader=1))
    log = opened(path, bad)
    assert log.fault is Fault.READ_ONLY
    log.connection.close()
    database.close(opened(path).connection)


def test_after_a_crash_damage_is_looked_for(path: Path) -> None:
    log = opened(path)
    log.connection.execute("INSERT INTO state VALUES ('running', 1)")
    log.connection.executemany(
        "INSERT INTO platforms VALUES (?, ?)", [(f"p{n}", "name" * 50) for n in range(500)]
    )
    log.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    log.connection.close()
    with path.open("r+b") as file:
        file.seek(-4096 * 3, 2)
        file.write(bytes(4096))
    again = opened(path)
    assert "damaged" in again.remark
    assert path.with_name("history.corrupt-20261102T080000").exists()
    database.close(again.connection)


def test_after_an_orderly_end_nothing_is_looked_for(path: Path) -> None:
    """A look costs seconds in a large log: here it would find the page that was cleared."""
    log = opened(path)
    log.connection.execute("INSERT INTO state VALUES ('running', 1)")
    log.connection.executemany(
        "INSERT INTO platforms VALUES (?, ?)", [(f"p{n}", "name" * 50) for n in range(500)]
    )
    database.close(log.connection)
    with path.open("r+b") as file:
        file.seek(-4096 * 3, 2)
        file.write(bytes(4096))
    again = opened(path)
    assert again.remark == ""
    database.close(again.connection)


def test_a_log_on_another_machines_disk_does_without_shared_memory(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text("36 35 98:0 / / rw,noatime - nfs4 server:/srv rw\n")
    monkeypatch.setattr(filesystem, "MOUNTS", mounts)
    log = opened(path)
    assert pragma(log.connection, "journal_mode") == "truncate"
    database.close(log.connection)


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    log = opened(path)
    with pytest.raises(sqlite3.IntegrityError), database.transaction(log.connection):
        log.connection.executemany("INSERT INTO mutes VALUES (?, ?)", [("x", 1), ("y", None)])
    assert log.connection.execute("SELECT count(*) FROM mutes").fetchone()[0] == 0
    database.close(log.connection)


@pytest.mark.parametrize("beyond_repair", [False, True])
def test_a_search_that_a_reader_found_broken_is_made_again(path: Path, beyond_repair: bool) -> None:
    log = opened(path)
    writes.incident(replace(trouble(), id=1), [seen("needle")])(log.connection)
    log.connection.execute(f"DELETE FROM search_data WHERE id > {0 if beyond_repair else 10}")
    database.close(log.connection)
    needle = IncidentFilter(text="needle")
    with contextlib.closing(Reader.opening(path)) as reader, pytest.raises(HistoryUnavailable):
        reader.ids(needle)
    log = opened(path)
    assert ("damaged" in log.remark) == beyond_repair
    database.close(log.connection)
    with contextlib.closing(Reader.opening(path)) as reader:
        assert reader.ids(needle) == [1]
    assert [it.name for it in path.parent.iterdir() if "suspect" in it.name] == []


def test_a_change_cut_off_on_another_machines_disk_is_undone(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text("36 35 98:0 / / rw,noatime - nfs4 server:/srv rw\n")
    monkeypatch.setattr(filesystem, "MOUNTS", mounts)
    log = opened(path)
    log.connection.execute("INSERT INTO mutes VALUES ('before', 1)")
    log.connection.execute("PRAGMA cache_size = 1")
    log.connection.execute("BEGIN")
    log.connection.executemany("INSERT INTO mutes VALUES (?, 1)", [(f"p{n}",) for n in range(9999)])
    crashed = path.parent.with_name("crashed")
    shutil.copytree(path.parent, crashed)
    log.connection.execute("ROLLBACK")
    database.close(log.connection)
    assert (crashed / "history.sqlite-journal").stat().st_size > 0
    again = opened(crashed / path.name)
    assert again.connection.execute("SELECT platform_id FROM mutes").fetchall()[0][0] == "before"
    assert again.connection.execute("SELECT count(*) FROM mutes").fetchone()[0] == 1
    database.close(again.connection)


def test_damage_that_cannot_be_moved_aside_means_memory(tmp_path: Path) -> None:
    path = tmp_path / ("h" * 240 + ".sqlite")
    path.write_bytes(b"no database " * 500)
    log = opened(path)
    assert log.fault is Fault.CORRUPT
    log.connection.close()
    assert path.exists()
