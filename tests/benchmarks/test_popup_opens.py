"""How long the status popup takes to come up with 200 favourites; prints its figures."""

import sys
from collections.abc import Callable
from dataclasses import replace
from random import Random
from statistics import median
from time import perf_counter, process_time

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from downlight.domain.events import SnapshotTaken
from downlight.domain.snapshot import PlatformState, Snapshot
from downlight.qt.icons import Icons
from downlight.qt.popup import StatusPopup
from fakes.desktop import ICONS
from fakes.shelf import SmallCatalogue
from fakes.states import NOW, down, english, snapshot, up

MANY = 200
WANTED = 0.1
"""Seconds to the first picture."""

Tell = Callable[[str], None]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Say a figure although the test passes."""

    def say(sentence: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{sentence}")

    return say


class FirstPicture(QObject):
    """Notes when a widget is painted for the first time."""

    at: float | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self.at is None:
            self.at = perf_counter()
        return False


def favourites(chance: Random) -> Snapshot:
    """Return many favourites, each fifth of them down, with an hour of answers."""

    def one(number: int) -> PlatformState:
        made = down(f"P{number}") if number % 5 == 0 else up(f"P{number}")
        return replace(made, latencies=tuple(chance.uniform(0.05, 0.6) for _ in range(60)))

    return snapshot(*(one(number) for number in range(MANY)))


def test_the_first_picture_comes_at_once(qtbot: QtBot, tell: Tell) -> None:
    taken = favourites(Random(5))
    waits = []
    for _ in range(9):
        began = perf_counter()
        popup = StatusPopup(english(), Icons(ICONS), SmallCatalogue(), lambda: NOW)
        qtbot.addWidget(popup)
        first = FirstPicture()
        popup.list.viewport().installEventFilter(first)
        popup.on_event(SnapshotTaken(taken))
        popup.show_at(QRect())
        while first.at is None:
            QApplication.processEvents()
        waits.append(first.at - began)
        popup.hide()
    tell(f"popup with {MANY} favourites, made and painted: {median(waits) * 1000:.0f} ms")
    assert min(waits) < 5 * WANTED


def test_a_snapshot_costs_what_it_changes(qtbot: QtBot, tell: Tell) -> None:
    taken = favourites(Random(5))
    popup = StatusPopup(english(), Icons(ICONS), SmallCatalogue(), lambda: NOW)
    qtbot.addWidget(popup)
    popup.on_event(SnapshotTaken(taken))
    popup.show_at(QRect())
    QApplication.processEvents()
    began = process_time()
    for number in range(50):
        states = list(taken.platforms)
        states[number] = replace(states[number], last_check_at=NOW)
        taken = replace(taken, platforms=tuple(states))
        popup.on_event(SnapshotTaken(taken))
        QApplication.processEvents()
    spent = (process_time() - began) / 50
    popup.hide()
    tell(f"one look more, with {MANY} favourites in sight: {spent * 1000:.1f} ms")
    assert spent < 0.1
