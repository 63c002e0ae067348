"""How long the history window takes with 100,000 incidents of 200 platforms; prints its figures."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from os import cpu_count, getloadavg
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from downlight.qt.history_window import HistoryWindow
from downlight.store.reader import Reader
from fakes import history_filler
from fakes.states import english

MANY = 100_000
PLATFORMS = 200


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "history.db"
    history_filler.fill(path, MANY, platforms=PLATFORMS)
    return path


Tell = Callable[[str], None]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Say a figure although the test passes."""

    def say(sentence: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{sentence}")

    return say


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
    yield window
    window.close()


class Paintings(QObject):
    """Notes when a widget is painted and some condition holds."""

    def __init__(self, holds: Callable[[], bool]) -> None:
        super().__init__()
        self._holds = holds
        self.first: float | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self.first is None and self._holds():
            self.first = perf_counter()
        return False


@dataclass(frozen=True)
class Opening:
    """Seconds from the click to what is seen."""

    window: float
    rows: float
    lanes: float

    def __str__(self) -> str:
        return (
            f"first paint {1000 * self.window:.0f} ms, with rows {1000 * self.rows:.0f} ms,"
            f" all lanes {1000 * self.lanes:.0f} ms"
        )


def open_once(qtbot: QtBot, log: Path) -> Opening:
    began = perf_counter()
    window = HistoryWindow(
        lambda: Reader.opening(log),
        english(),
        lambda _: None,
        lambda: history_filler.END,
        open_url=lambda _: None,
    )
    qtbot.addWidget(window)
    model = window.model
    empty = Paintings(lambda: True)
    full = Paintings(lambda: model.rowCount() > 0 and model.index(0, 0).data() != "…")
    for watcher in (empty, full):
        window.table.viewport().installEventFilter(watcher)
    window.show()
    qtbot.waitUntil(lambda: full.first is not None, timeout=20_000)
    lanes = window.timeline.model
    qtbot.waitUntil(lambda: lanes.rowCount() == PLATFORMS, timeout=20_000)
    all_lanes = perf_counter()
    window.close()
    assert empty.first is not None
    assert full.first is not None
    return Opening(empty.first - began, full.first - began, all_lanes - began)


def test_the_window_is_there_at_once(qtbot: QtBot, log: Path, tell: Tell) -> None:
    openings = [open_once(qtbot, log) for _ in range(4)]
    tell(f"load of the machine: {getloadavg()[0]:.1f} on {cpu_count()} processors")
    tell(f"opened for the first time: {openings[0]}")
    best = min(openings, key=lambda one: one.rows)
    tell(f"opened again, best of three: {best}")
    assert best.rows < 0.5


@pytest.mark.parametrize("text", ["capacity", "müller timeout"])
def test_a_search_is_answered_while_one_types(
    qtbot: QtBot, window: HistoryWindow, text: str, tell: Tell
) -> None:
    with qtbot.waitSignal(window.model.listed, timeout=20_000):
        window.show()
    began = perf_counter()
    with qtbot.waitSignal(window.model.listed, timeout=20_000):
        window.filter.search.setText(text)
    took = perf_counter() - began
    tell(f"search for {text!r}: {window.model.rowCount()} found after {1000 * took:.0f} ms")
    assert took < 2
