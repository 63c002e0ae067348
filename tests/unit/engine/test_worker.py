import asyncio
import logging
import queue
import threading

import pytest

from downlight.domain.commands import CheckNow, Command, Pause, Quit
from downlight.domain.events import EngineStopped, Event
from downlight.domain.faults import CannotRun
from downlight.engine.worker import Worker, guarded


class EchoEngine:
    """Notes what it is told, and quits when told to; `lives` times it asks to be made anew."""

    def __init__(self, heard: list[Command], *, again: bool = False) -> None:
        self.again = again
        self._heard = heard
        self._quit = asyncio.Event()

    def take(self, command: Command) -> None:
        self._heard.append(command)
        if isinstance(command, Quit):
            self._quit.set()

    async def run(self) -> None:
        if not self.again:
            await self._quit.wait()


class BrokenEngine(EchoEngine):
    async def run(self) -> None:
        raise RuntimeError("out of cheese")


def test_commands_given_before_the_start_are_not_lost() -> None:
    heard: list[Command] = []
    worker = Worker(lambda _publish: EchoEngine(heard))
    worker.submit(CheckNow("x"))
    worker.start(lambda _event: None)
    assert worker.stop(5.0)
    assert heard == [CheckNow("x"), Quit()]


def test_it_works_in_a_thread_of_its_own_and_tells_when_it_ends() -> None:
    events: queue.Queue[tuple[str, Event]] = queue.Queue()
    worker = Worker(lambda _publish: EchoEngine([]))
    worker.start(lambda event: events.put((threading.current_thread().name, event)))
    assert worker.stop(5.0)
    assert events.get(timeout=5) == ("engine", EngineStopped())


def test_an_engine_that_breaks_says_so(caplog: pytest.LogCaptureFixture) -> None:
    events: queue.Queue[Event] = queue.Queue()
    worker = Worker(lambda _publish: BrokenEngine([]))
    with caplog.at_level(logging.CRITICAL):
        worker.start(events.put)
        assert events.get(timeout=5) == EngineStopped("RuntimeError: out of cheese")
    assert worker.stop(5.0)


class RefusedEngine(EchoEngine):
    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._refuse())

    async def _refuse(self) -> None:
        raise CannotRun("the disk is full")


def test_what_keeps_an_engine_from_running_is_told_as_it_is_also_out_of_a_task() -> None:
    events: queue.Queue[Event] = queue.Queue()
    worker = Worker(lambda _publish: RefusedEngine([]))
    worker.start(events.put)
    assert events.get(timeout=5) == EngineStopped("the disk is full")
    assert worker.stop(5.0)


def test_an_engine_can_ask_to_be_made_anew() -> None:
    made = threading.Semaphore(0)
    left = [True, True, False]

    def build(_publish: object) -> EchoEngine:
        made.release()
        return EchoEngine([], again=left.pop(0))

    worker = Worker(build)
    worker.start(lambda _event: None)
    assert all(made.acquire(timeout=5) for _ in range(3))
    assert worker.stop(5.0)
    assert left == []


def test_an_engine_told_to_quit_is_not_made_anew() -> None:
    made: list[EchoEngine] = []

    def build(_publish: object) -> EchoEngine:
        made.append(EchoEngine([], again=True))
        return made[-1]

    worker = Worker(build)
    worker.submit(Quit())
    worker.start(lambda _event: None)
    assert worker.stop(5.0)
    assert len(made) == 1


def test_what_is_told_while_the_engine_is_made_anew_is_told_to_the_new_one() -> None:
    heard: list[list[Command]] = []
    told = threading.Event()
    remaking = threading.Event()

    def build(_publish: object) -> EchoEngine:
        if heard:
            remaking.set()
            told.wait(10.0)
        heard.append([])
        return EchoEngine(heard[-1], again=len(heard) == 1)

    worker = Worker(build)
    worker.start(lambda _event: None)
    assert remaking.wait(10.0)
    for command in (Pause(None), Quit()):
        worker.submit(command)
    told.set()
    assert worker.stop(10.0)
    assert heard[0] == []
    assert heard[1][:2] == [Pause(None), Quit()]


def test_stopping_what_never_started_is_fine() -> None:
    assert Worker(lambda _publish: EchoEngine([])).stop()


def test_a_fault_in_one_look_is_kept_from_the_others(caplog: pytest.LogCaptureFixture) -> None:
    looked: list[str] = []

    def look(name: str) -> None:
        if name == "bad":
            raise ZeroDivisionError
        looked.append(name)

    with caplog.at_level(logging.CRITICAL):
        for name in ("bad", "good"):
            with guarded():
                look(name)
    assert looked == ["good"]


def test_who_is_cancelled_is_not_held_up() -> None:
    with pytest.raises(asyncio.CancelledError), guarded():
        raise asyncio.CancelledError
