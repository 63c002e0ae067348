import queue
from pathlib import Path

from downlight.app import engines
from downlight.app.parts import Parts
from downlight.domain.events import EngineStopped, Event, SnapshotTaken
from downlight.system.engine_lock import EngineLock
from downlight.system.paths import Profile


def parts(folder: Path) -> Parts:
    profile, _told = Profile.at(folder).prepare()
    return Parts(profile)


def test_an_engine_of_a_fresh_profile_starts_and_ends(tmp_path: Path) -> None:
    events: queue.Queue[Event] = queue.Queue()
    worker = engines.worker(parts(tmp_path))
    worker.start(events.put)
    first = events.get(timeout=30)
    while not isinstance(first, SnapshotTaken):
        first = events.get(timeout=30)
    assert worker.stop(10.0)
    assert (tmp_path / "history.sqlite3").exists()


def test_a_profile_that_is_watched_already_is_not_watched_twice(tmp_path: Path) -> None:
    made = parts(tmp_path)
    lock = EngineLock(made.profile.lock_file)
    lock.acquire()
    events: queue.Queue[Event] = queue.Queue()
    worker = engines.worker(made)
    worker.start(events.put)
    stopped = events.get(timeout=30)
    assert isinstance(stopped, EngineStopped)
    assert "already watching" in stopped.trouble
    worker.stop(10.0)
    lock.release()


def test_a_history_of_another_program_is_left_alone_and_told(tmp_path: Path) -> None:
    made = parts(tmp_path)
    made.profile.database.write_bytes(b"")
    foreign(made.profile.database)
    before = made.profile.database.read_bytes()
    events: queue.Queue[Event] = queue.Queue()
    worker = engines.worker(made)
    worker.start(events.put)
    stopped = events.get(timeout=30)
    assert isinstance(stopped, EngineStopped)
    assert "another program" in stopped.trouble
    worker.stop(10.0)
    assert made.profile.database.read_bytes() == before


def foreign(path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("PRAGMA application_id = 1234")
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()
