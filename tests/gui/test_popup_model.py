"""Rows of the popup change in place: what is chosen stays chosen, what is out of sight is free."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from downlight.domain.settings import Favourite
from downlight.domain.snapshot import PlatformState
from downlight.present.picker import Choice
from downlight.qt.popup_model import BELOW, ROW, PopupModel
from fakes.states import NOW, down, english, up

TEXT = Qt.ItemDataRole.DisplayRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
ODD = Choice(Favourite("odd"), "Odd", "odd.example", "Other")
EVEN = Choice(Favourite("even"), "Even", "even.example", "Other")


class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def model(qtbot: QtBot, clock: Clock) -> PopupModel:
    made = PopupModel(english(), clock)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def names(model: PopupModel) -> list[str]:
    return [model.index(row).data(TEXT) for row in range(model.rowCount())]


def test_rows_say_what_they_are(model: PopupModel) -> None:
    model.show_states([down("X"), up("Y")])
    model.show_offers((ODD,))
    assert names(model) == ["X", "Y", "Watch Odd"]
    assert model.index(0).data(SPOKEN) == "X: Down for everyone for 6 min, checked 20 s ago"
    assert model.index(2).data(SPOKEN) == "Watch Odd, odd.example"
    assert model.index(2).data(ROW) is None
    assert model.index(2).data(BELOW) == "odd.example"
    assert model.state(1) is not None
    assert (model.offer(1), model.offer(2), model.offer(3)) == (None, ODD, None)


def test_what_is_chosen_stays_chosen_as_rows_move(model: PopupModel) -> None:
    model.show_states([up("A"), up("B"), up("C")])
    chosen = QPersistentModelIndex(model.index(1))
    model.show_states([down("C"), up("B"), up("A")])
    model.show_states([down("C"), up("D"), up("B")])
    assert names(model) == ["C", "D", "B"]
    assert chosen.data(TEXT) == "B"
    assert model.row_of("b") == 2
    assert model.row_of("a") is None


def test_only_rows_that_changed_are_drawn_again(model: PopupModel) -> None:
    same = [up("A"), up("B"), up("C")]
    model.show_states(same)
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last: changed.append(first.row()))
    model.show_states(same)
    assert changed == []
    model.show_states([same[0], down("B"), same[2]])
    assert changed == [1]


def test_rows_out_of_sight_are_not_put_into_words(model: PopupModel) -> None:
    model.show_states([up(f"P{number}") for number in range(200)])
    model.index(3).data(TEXT)
    assert model.texts_made <= 2  # the tester of models looks at the first one, too


def test_time_is_told_anew_when_it_is_asked_to(model: PopupModel, clock: Clock) -> None:
    model.show_states([up("X")])
    assert model.index(0).data(ROW).view.checked == "20 s ago"
    clock.now = NOW + timedelta(seconds=15)
    assert model.index(0).data(ROW).view.checked == "20 s ago"
    model.tick()
    assert model.index(0).data(ROW).view.checked == "35 s ago"


def test_offers_come_and_go_below_the_favourites(model: PopupModel) -> None:
    model.show_states([up("X")])
    model.show_offers((ODD, EVEN))
    model.show_offers((EVEN,))
    assert names(model) == ["X", "Watch Even"]
    model.show_states([up("X"), up("Z")])
    assert names(model) == ["X", "Z", "Watch Even"]
    model.show_offers(())
    assert names(model) == ["X", "Z"]


@given(st.lists(st.lists(st.sampled_from("ABCDEFG"), unique=True), min_size=2, max_size=5))
def test_any_list_follows_any_other(lists: Sequence[Sequence[str]]) -> None:
    model = PopupModel(english(), lambda: NOW)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, fatal)
    model.show_offers((ODD,))
    for wanted in lists:
        chosen = [QPersistentModelIndex(model.index(row)) for row in range(model.rowCount())]
        before = names(model)
        model.show_states([_state(name) for name in wanted])
        assert names(model) == [*wanted, "Watch Odd"]
        for index, name in zip(chosen, before, strict=True):
            assert not index.isValid() or index.data(TEXT) == name
    tester.deleteLater()


def _state(name: str) -> PlatformState:
    return replace(up(name), latencies=(0.1,))
