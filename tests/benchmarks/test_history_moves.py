"""How long the GUI thread is busy at once while the history is scrolled, zoomed and moved.

Prints, for each kind of movement, the turns of the event loop in processor time of the GUI thread
and by the clock: the clock also counts what else the machine does.
"""

import sys
from collections.abc import Callable, Iterator
from os import cpu_count, getloadavg
from pathlib import Path
from time import perf_counter, thread_time

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from downlight.qt.history_window import HistoryWindow
from downlight.store.reader import Reader
from fakes import history_filler
from fakes.states import english

MANY, PLATFORMS = 100_000, 200
STEPS = 300
WANTED = 16.0
"""Milliseconds: a frame at 60 Hz."""
MARGIN = 5
"""Times longer than wanted, on whatever machine, is a fault."""


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "history.db"
    history_filler.fill(path, MANY, platforms=PLATFORMS)
    return path


@pytest.fixture
def window(qtbot: QtBot, log: Path) -> Iterator[HistoryWindow]:
    window = HistoryWindow(
        lambda: Reader.opening(log),
        english(),
        lambda _: None,
        lambda: history_filler.END,
        open_url=lambda _: None,
    )
    qtbot.addWidget(window)
    window.resize(1300, 900)
    window.show()
    qtbot.waitUntil(lambda: window.timeline.model.rowCount() == PLATFORMS, timeout=30_000)
    qtbot.waitUntil(lambda: window.model.rowCount() == MANY, timeout=30_000)
    yield window
    window.close()


class Pulse(QObject):
    """Beats as often as the event loop lets it, and notes how long each turn took."""

    def __init__(self) -> None:
        super().__init__()
        self.clock: list[float] = []
        self.work: list[float] = []
        self._last = perf_counter(), thread_time()
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def _on_beat(self) -> None:
        now = perf_counter(), thread_time()
        self.clock.append(now[0] - self._last[0])
        self.work.append(now[1] - self._last[1])
        self._last = now


def below(turns: list[float], share: float) -> float:
    """Return the milliseconds that this share of the turns stays below."""
    return sorted(turns)[int(len(turns) * share) - 1] * 1000


def scrolled(window: HistoryWindow) -> Callable[[int], None]:
    bar = window.table.verticalScrollBar()
    return lambda number: bar.setValue(bar.maximum() * number // STEPS)


def lanes_scrolled(window: HistoryWindow) -> Callable[[int], None]:
    bar = window.timeline.view.verticalScrollBar()
    return lambda number: bar.setValue(bar.maximum() * number // STEPS)


def zoomed(window: HistoryWindow) -> Callable[[int], None]:
    shown = window.timeline

    def step(number: int) -> None:
        factor = 0.97 if number < STEPS // 2 else 1 / 0.97
        shown.show_window(shown.shown.zoomed(factor, 0.6))

    return step


def moved(window: HistoryWindow) -> Callable[[int], None]:
    shown = window.timeline
    return lambda _: shown.show_window(shown.shown.moved(-0.03))


@pytest.mark.parametrize("movement", [scrolled, lanes_scrolled, zoomed, moved])
def test_no_movement_keeps_the_gui_thread_busy(
    qtbot: QtBot,
    window: HistoryWindow,
    movement: Callable[[HistoryWindow], Callable[[int], None]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    act, done = movement(window), [0]
    pulse = Pulse()

    def step() -> None:
        act(done[0])
        done[0] += 1
        if done[0] <= STEPS:
            QTimer.singleShot(5, step)

    step()
    qtbot.waitUntil(lambda: done[0] > STEPS, timeout=120_000)
    work, clock = below(pulse.work, 0.99), below(pulse.clock, 0.99)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{movement.__name__}: 99 % of {len(pulse.work)} turns below {work:.1f} ms of work,"
            f" {clock:.1f} ms by the clock (wanted {WANTED:.0f};"
            f" load {getloadavg()[0]:.1f} on {cpu_count()} processors)"
        )
    assert work < WANTED * MARGIN
