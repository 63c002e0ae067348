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

    The one place where any exception is caught: whatever breaks at one platform can never break
    another's watch.
    """
    try:
        yield
    except Exception:
        log.exception("went on after a fault of our own")


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
        self._waiting: list[Command] = []
        self._quitting = False

    def start(self, publish: Publish) -> None:
        """Begin; `publish` is called from the engine's thread."""
        self._thread = threading.Thread(
            target=self._run, args=(publish,), name="engine", daemon=True
        )
        self._thread.start()

    def submit(self, command: Command) -> None:
        """Hand a command over, from any thread; while no engine runs it waits for the next."""
        with self._lock:
            self._quitting = self._quitting or isinstance(command, Quit)
            self._waiting.append(command)
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._hand_over)

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
        except Exception as raised:
            trouble = _told(_cause(raised))
        publish(EngineStopped(trouble))

    async def _live(self, publish: Publish) -> None:
        with self._lock:
            self._loop = asyncio.get_running_loop()
        try:
            while await self._live_once(publish) and not self._quitting:
                pass
        finally:
            with self._lock:
                self._loop = None

    async def _live_once(self, publish: Publish) -> bool:
        """Run one engine; return whether it asks to be made anew."""
        engine = self._build(publish)
        self._engine = engine
        self._hand_over()
        try:
            await engine.run()
        finally:
            self._engine = None
        return engine.again

    def _hand_over(self) -> None:
        """Give the engine what waits for it; called in its own thread alone."""
        if self._engine is None:
            return
        with self._lock:
            commands, self._waiting = self._waiting, []
        for command in commands:
            with guarded():
                self._engine.take(command)


def _cause(raised: Exception) -> Exception:
    """Return what ended a task, out of the groups that it was raised through."""
    while isinstance(raised, ExceptionGroup):
        raised = raised.exceptions[0]
    return raised


def _told(cause: Exception) -> str:
    if isinstance(cause, CannotRun):
        return told_by(cause)
    log.error("the engine ended through a fault of our own", exc_info=cause)
    return f"{type(cause).__name__}: {cause}"
