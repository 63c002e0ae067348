"""The engine's own thread: starts it, hands commands in, ends it; and keeps looks apart."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from downlight.domain.commands import Command, Quit
from downlight.domain.events import EngineStopped
from downlight.domain.faults import CannotRun
from downlight.domain.saying import told_by
from downlight.engine.ports import Publish

log = logging.getLogger(__name__)


@contextmanager
def guarded() -> Iterator[None]:
    """Log a fault of our own in what stands within, and go on behind it.

    The one place where any exception is caught: the check of one platform can never break
    another's.
    """
    try:
        yield
    except Exception:
        log.exception("a check failed through a fault of our own")


class Runnable(Protocol):
    """An engine."""

    again: bool
    """Whether it ended to be made anew."""

    async def run(self) -> None:
        """Work until told to quit."""
        ...

    def take(self, command: Command) -> None:
        """Take a command, in the loop that `run` runs in."""
        ...


class Worker:
    """Runs an engine in a thread with an asyncio loop of its own."""

    def __init__(self, build: Callable[[Publish], Runnable]) -> None:
        """`build` makes the engine; it is called in the thread, where heavy imports belong."""
        self._build = build
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._engine: Runnable | None = None
        self._early: list[Command] = []
        self._quitting = False

    def start(self, publish: Publish) -> None:
        """Begin; `publish` is called from the engine's thread."""
        self._thread = threading.Thread(
            target=self._run, args=(publish,), name="engine", daemon=True
        )
        self._thread.start()

    def submit(self, command: Command) -> None:
        """Hand a command over, from any thread; before the engine runs it waits."""
        with self._lock:
            self._quitting = self._quitting or isinstance(command, Quit)
            if self._loop is None or self._engine is None:
                self._early.append(command)
                return
            loop, engine = self._loop, self._engine
        if not loop.is_closed():
            loop.call_soon_threadsafe(engine.take, command)

    def stop(self, seconds: float = 3.0) -> bool:
        """Ask the engine to quit; return whether it did within `seconds`."""
        if self._thread is None:
            return True
        self.submit(Quit())
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self, publish: Publish) -> None:
        trouble = ""
        try:
            with asyncio.Runner() as runner:
                runner.run(self._live(publish))
        except CannotRun as reason:
            trouble = told_by(reason)
        except Exception as bug:
            log.exception("the engine ended through a fault of our own")
            trouble = f"{type(bug).__name__}: {bug}"
        publish(EngineStopped(trouble))

    async def _live(self, publish: Publish) -> None:
        while True:
            engine = self._build(publish)
            with self._lock:
                self._engine, self._loop = engine, asyncio.get_running_loop()
                early, self._early = self._early, []
            for command in early:
                engine.take(command)
            await engine.run()
            if self._quitting or not engine.again:
                return
