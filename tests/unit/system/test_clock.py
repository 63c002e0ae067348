"""Real time and faster time behind the engine's port."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from downlight.engine.ports import Clock
from downlight.system.boottimer import steady_seconds
from downlight.system.clock import ScaledClock, SystemClock
from downlight.system.timekeeping import Reading

START = datetime(2022, 7, 14, 11, 50, tzinfo=UTC)
A_CLOCK: Clock = SystemClock()
ANOTHER_CLOCK: Clock = ScaledClock(START, 60.0)


def _wait(clock: Clock, until: datetime | None, *, wake_after: float | None = None) -> float:
    """Return the real seconds that the wait took."""

    async def run() -> float:
        wake = asyncio.Event()
        if wake_after is not None:
            asyncio.get_running_loop().call_later(wake_after, wake.set)
        begun = steady_seconds()
        await clock.wait(until, wake, busy=False)
        return steady_seconds() - begun

    return asyncio.run(run())


def test_the_system_clock_tells_utc() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert abs(now.timestamp() - datetime.fromisoformat(_system_date()).timestamp()) < 5


def _system_date() -> str:
    import subprocess

    return subprocess.run(
        ["date", "--utc", "--iso-8601=seconds"], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_wait_ends_when_it_is_due_and_not_before() -> None:
    clock = SystemClock()
    until = clock.now() + timedelta(seconds=0.1)
    assert _wait(clock, until) < 3
    assert clock.now() >= until


def test_a_wait_ends_at_once_for_what_is_due_already() -> None:
    clock = SystemClock()
    assert _wait(clock, clock.now() - timedelta(days=1)) < 0.5


@pytest.mark.parametrize("until", [None, datetime(2990, 1, 1, tzinfo=UTC)])
def test_a_wait_ends_when_it_is_woken(until: datetime | None) -> None:
    assert _wait(SystemClock(), until, wake_after=0.02) < 3


def test_a_wait_that_is_woken_beforehand_does_not_begin() -> None:
    async def run() -> None:
        wake = asyncio.Event()
        wake.set()
        await SystemClock().wait(None, wake, busy=True)

    asyncio.run(asyncio.wait_for(run(), 5))


def test_a_wait_that_is_cancelled_ends_as_cancelled() -> None:
    async def run() -> None:
        clock = SystemClock()
        far = clock.now() + timedelta(hours=1)
        async with asyncio.timeout(0.02):
            await clock.wait(far, asyncio.Event(), busy=False)

    with pytest.raises(TimeoutError):
        asyncio.run(run())


class _Machine:
    """Clocks of a machine that somebody sets."""

    def __init__(self) -> None:
        self.reading = Reading(wall=START.timestamp(), steady=0.0)

    def __call__(self) -> Reading:
        return self.reading

    def pass_by(self, seconds: float, *, set_by: float = 0.0) -> None:
        wall = self.reading.wall + seconds + set_by
        self.reading = Reading(wall=wall, steady=self.reading.steady + seconds)


def test_a_wall_clock_that_was_set_is_told() -> None:
    machine, told = _Machine(), list[float]()
    clock = SystemClock(told.append, machine)
    machine.pass_by(60, set_by=7200)
    assert clock.now() == START + timedelta(seconds=7260)
    machine.pass_by(60)
    assert clock.now() == START + timedelta(seconds=7320)
    assert told == [7200]


def test_time_does_not_run_backwards_when_the_wall_clock_does() -> None:
    machine = _Machine()
    clock = SystemClock(machine=machine)
    machine.pass_by(60, set_by=-86_000)
    assert clock.now() == START + timedelta(seconds=30)


def test_scaled_time_runs_as_fast_as_asked() -> None:
    clock = ScaledClock(START, 6000.0)
    assert clock.now() - START < timedelta(hours=1)
    took = _wait(clock, START + timedelta(minutes=20))
    assert 0.1 < took < 3
    assert clock.now() >= START + timedelta(minutes=20)


def test_scaled_time_can_be_woken() -> None:
    assert _wait(ScaledClock(START, 1.0), None, wake_after=0.02) < 3
