"""One engine per profile."""

import os
import threading
from pathlib import Path

import pytest

from downlight.system.engine_lock import EngineHeld, EngineLock


def test_the_second_is_told_who_the_first_is(tmp_path: Path) -> None:
    path = tmp_path / "engine.lock"
    told = rf"already watching .*\(process {os.getpid()}\)"
    with EngineLock(path), pytest.raises(EngineHeld, match=told):
        EngineLock(path).acquire()


def test_a_lock_that_was_let_go_can_be_taken_again(tmp_path: Path) -> None:
    path = tmp_path / "engine.lock"
    for _ in range(3):
        with EngineLock(path), pytest.raises(EngineHeld):
            EngineLock(path).acquire()


def test_two_profiles_do_not_mind_each_other(tmp_path: Path) -> None:
    with EngineLock(tmp_path / "a.lock"), EngineLock(tmp_path / "b.lock"):
        for name in ("a.lock", "b.lock"):
            with pytest.raises(EngineHeld):
                EngineLock(tmp_path / name).acquire()


def test_it_may_be_let_go_of_in_another_thread(tmp_path: Path) -> None:
    lock = EngineLock(tmp_path / "engine.lock")
    lock.acquire()
    thread = threading.Thread(target=lock.release)
    thread.start()
    thread.join()
    with EngineLock(tmp_path / "engine.lock"), pytest.raises(EngineHeld):
        lock.acquire()


def test_letting_go_of_what_is_not_held_leaves_the_holder_alone(tmp_path: Path) -> None:
    path = tmp_path / "engine.lock"
    with EngineLock(path):
        EngineLock(path).release()
        with pytest.raises(EngineHeld) as caught:
            EngineLock(path).acquire()
        assert caught.value.pid == os.getpid()


def test_a_holder_that_left_no_number_is_told_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "engine.lock"
    with EngineLock(path):
        path.with_suffix(".pid").write_text("nonsense")
        with pytest.raises(EngineHeld, match=r"in this profile\.$"):
            EngineLock(path).acquire()


def test_without_a_place_for_the_lock_the_engine_runs_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with EngineLock(tmp_path / "file" / "engine.lock"):
        pass
