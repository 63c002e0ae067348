from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from downlight.domain.gap import Gap
from downlight.domain.status import GapReason, NetworkState
from downlight.engine.measuring import Measuring
from downlight.store.log import Log
from fakes.clock import START, FakeClock

MINUTE = timedelta(minutes=1)


class Diary:
    """Measuring over a real log."""

    def __init__(self, path: Path) -> None:
        self.clock = FakeClock()
        self.log = Log.open(path, self.clock.now)
        self.measuring = Measuring(self.log, self.clock)

    def later(self, minutes: float) -> None:
        self.clock.jump(self.clock.now() + minutes * MINUTE)

    def gaps(self) -> list[Gap]:
        reader = self.log.reader()
        try:
            return list(reader.gaps(START - 999 * MINUTE, START + 999 * MINUTE))
        finally:
            reader.close()


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    made = Diary(tmp_path / "history.sqlite3")
    yield made
    made.log.close()


def at(minutes: float) -> datetime:
    return START + minutes * MINUTE


def test_the_time_between_two_runs_is_a_gap(diary: Diary) -> None:
    diary.measuring.begin()
    diary.later(30)
    Measuring(diary.log, diary.clock).begin()
    assert diary.gaps() == [Gap(GapReason.NOT_RUNNING, at(0), at(30))]


def test_a_quick_restart_is_no_gap(diary: Diary) -> None:
    diary.measuring.begin()
    diary.later(1)
    Measuring(diary.log, diary.clock).begin()
    assert diary.gaps() == []


def test_being_offline_hides_all_where_all_is_on_the_internet(diary: Diary) -> None:
    diary.measuring.public = ["x"]
    diary.measuring.network(NetworkState.OFFLINE)
    diary.later(5)
    diary.measuring.network(NetworkState.CAPTIVE_PORTAL)
    diary.later(5)
    diary.measuring.network(NetworkState.ONLINE)
    assert diary.gaps() == [Gap(GapReason.OFFLINE, at(0), at(10))]


def test_being_offline_does_not_hide_what_is_on_this_network(diary: Diary) -> None:
    diary.measuring.public, diary.measuring.local = ["x"], ["nas"]
    diary.measuring.network(NetworkState.OFFLINE)
    diary.later(10)
    diary.measuring.network(NetworkState.ONLINE)
    assert diary.gaps() == [Gap(GapReason.OFFLINE, at(0), at(10), "x")]


def test_a_pause_is_a_gap_and_offline_within_it_is_none(diary: Diary) -> None:
    diary.measuring.pause(paused=True)
    diary.later(2)
    diary.measuring.network(NetworkState.OFFLINE)
    diary.later(2)
    diary.measuring.network(NetworkState.ONLINE)
    diary.measuring.pause(paused=False)
    assert diary.gaps() == [Gap(GapReason.PAUSED, at(0), at(4))]


def test_sleep_is_a_gap(diary: Diary) -> None:
    diary.later(60)
    diary.measuring.slept(at(10))
    assert diary.gaps() == [Gap(GapReason.ASLEEP, at(10), at(60))]


def test_the_heartbeat_is_written_once_a_minute(diary: Diary) -> None:
    diary.measuring.alive()
    diary.later(0.5)
    diary.measuring.alive()
    assert diary.log.last_alive() == at(0)
    diary.later(0.5)
    diary.measuring.alive()
    assert diary.log.last_alive() == at(1)
