"""`downlight watch`: the favourites as a live table, or a line per change where nobody looks."""

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Protocol

from downlight.domain.commands import ReloadSettings
from downlight.domain.events import EngineStopped, Event, SnapshotTaken
from downlight.domain.snapshot import PlatformState, Snapshot
from downlight.domain.status import NetworkState, Phase
from downlight.domain.verdict import Verdict
from downlight.present.platform import Lamp, platform_view
from downlight.present.tray import tray_view
from downlight.present.words import Words
from downlight.terminal import shapes
from downlight.terminal.check import ALL_UP
from downlight.terminal.choosing import CANNOT, Declined
from downlight.terminal.options import Watch
from downlight.terminal.services import EngineBusy, RunningEngine, TerminalServices
from downlight.terminal.tables import Cell, rich_table

TICK = 1.0
"""Seconds after which durations on a screen are drawn anew, or the end is looked for."""
EDITS = 5.0
"""Seconds after which an edit of the settings is noticed where nothing else happens."""


class View(Protocol):
    """A way to show snapshots."""

    ticks: bool
    """Whether what it shows changes by time alone."""

    def show(self, snapshot: Snapshot) -> None:
        """Show what is new in it."""
        ...

    def tick(self) -> None:
        """Time went by and nothing happened."""
        ...


def watch(order: Watch, services: TerminalServices) -> int:
    """Watch until interrupted. Raises Declined when the engine cannot be started."""
    return watch_until(None, order, services)


def watch_until(end: datetime | None, order: Watch, services: TerminalServices) -> int:
    """Watch until interrupted, or until the clock of `services` says `end` (UTC)."""
    events: SimpleQueue[Event] = SimpleQueue()
    try:
        engine = services.start_engine(events.put)
    except EngineBusy as busy:
        raise Declined(str(busy), CANNOT) from None
    trouble = ""
    try:
        with _ended_by_signal(), _view(order, services) as view:
            edits = _Edits(services.settings_stamp, engine)
            trouble = _follow(events, view, services, end, edits)
    except KeyboardInterrupt:
        pass
    finally:
        engine.stop()
    if trouble:
        raise Declined(trouble, CANNOT)
    return ALL_UP


def _follow(
    events: SimpleQueue[Event],
    view: View,
    services: TerminalServices,
    end: datetime | None,
    edits: "_Edits",
) -> str:
    """Show what happens; return why the engine stopped, or nothing when it is `end`."""
    # Windows can be interrupted by Ctrl-C only between two waits.
    sleeps = end is None and not view.ticks and sys.platform != "win32"
    while end is None or services.now() < end:
        edits.look()
        try:
            event = events.get(timeout=EDITS if sleeps else TICK)
        except Empty:
            view.tick()
            continue
        if isinstance(event, SnapshotTaken):
            view.show(event.snapshot)
        elif isinstance(event, EngineStopped):
            return event.trouble or services.words("The engine has stopped.")
    return ""


class _Edits:
    """Has the engine read the settings again when somebody edited their file."""

    def __init__(self, stamp: Callable[[], object], engine: RunningEngine) -> None:
        self._stamp = stamp
        self._engine = engine
        self._seen = stamp()

    def look(self) -> None:
        """Look whether the file is another one than before."""
        now = self._stamp()
        if now != self._seen:
            self._seen = now
            self._engine.submit(ReloadSettings())


@contextlib.contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Let SIGTERM end the watch in good order, as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextlib.contextmanager
def _view(order: Watch, services: TerminalServices) -> Iterator[View]:
    if order.json:
        yield _JsonLines(services)
    elif services.output.is_screen:
        with _LiveTable(services) as table:
            yield table
    else:
        yield _Lines(services)


class _Changes:
    """Remembers what was said of each platform."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[object, ...]] = {}

    def in_snapshot(self, snapshot: Snapshot) -> list[PlatformState]:
        """Return the platforms of which there is news."""
        changed = []
        for state in snapshot.platforms:
            saying = _saying(state.verdict)
            if state.verdict.phase is Phase.STARTING:
                continue
            if self._said.get(state.platform.id) != saying:
                self._said[state.platform.id] = saying
                changed.append(state)
        return changed


def _saying(verdict: Verdict) -> tuple[object, ...]:
    return verdict.status, verdict.scope, verdict.phase, verdict.flapping


def advice(snapshot: Snapshot, words: Words) -> str:
    """Return what a person may do who sees nothing of interest; else nothing."""
    if not snapshot.platforms:
        return words("Nothing is watched yet. Add a platform: downlight add github")
    if snapshot.network in (NetworkState.OFFLINE, NetworkState.CAPTIVE_PORTAL):
        return words("You are offline. “downlight demo” shows everything without internet.")
    return ""


class _Lines:
    """One line of text per change."""

    ticks = False

    def __init__(self, services: TerminalServices) -> None:
        self._services = services
        self._changes = _Changes()
        self._advised = ""

    def show(self, snapshot: Snapshot) -> None:
        words, output = self._services.words, self._services.output
        advised = advice(snapshot, words)
        if advised and advised != self._advised:
            output.line(f"{words.exact_time(snapshot.at)}  {advised}")
        self._advised = advised
        for state in self._changes.in_snapshot(snapshot):
            view = platform_view(state, words, snapshot.at)
            output.line(f"{words.exact_time(snapshot.at)}  {view.line}")

    def tick(self) -> None:
        """Nothing changed, so nothing is said."""


class _JsonLines:
    """One JSON object per change, on a line of its own."""

    ticks = False

    def __init__(self, services: TerminalServices) -> None:
        self._services = services
        self._changes = _Changes()

    def show(self, snapshot: Snapshot) -> None:
        for state in self._changes.in_snapshot(snapshot):
            entry = shapes.judged(
                state.platform, state.verdict, state.observations, self._services.words
            )
            told = {"at": shapes.iso(snapshot.at), "phase": state.verdict.phase.value, **entry}
            self._services.output.json(told, indent=None)

    def tick(self) -> None:
        """Nothing changed, so nothing is said."""


class _LiveTable:
    """A table on a screen, drawn anew as things change."""

    ticks = True

    def __init__(self, services: TerminalServices) -> None:
        from rich.console import Console
        from rich.live import Live

        self._services = services
        console = Console(file=services.output.stream)
        self._live = Live(console=console, auto_refresh=False, transient=False)
        self._newest: Snapshot | None = None

    def __enter__(self) -> "_LiveTable":
        self._live.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._live.stop()

    def show(self, snapshot: Snapshot) -> None:
        self._newest = snapshot
        self.tick()

    def tick(self) -> None:
        from rich.text import Text

        if self._newest is None:
            return
        words, now = self._services.words, self._services.now()
        headline = tray_view(self._newest, words, now).headline
        rows = [_row(state, self._services, now) for state in self._newest.platforms]
        heads = (words("Platform"), words("How it is"), words("Why"), words("Looked at"))
        table = rich_table(heads, rows)
        advised = advice(self._newest, words) or headline
        table.caption = Text(f"{words.exact_time(now)}  {advised}")
        self._live.update(table, refresh=True)


def _row(state: PlatformState, services: TerminalServices, now: datetime) -> tuple[Cell | str, ...]:
    view = platform_view(state, services.words, now)
    why = view.reasons[0] if view.reasons and view.lamp is not Lamp.GREEN else ""
    return (view.name, Cell(view.sentence, view.lamp), why, view.checked)
