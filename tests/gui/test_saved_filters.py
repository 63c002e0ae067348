from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from downlight.qt.filter_bar import FilterBar
from downlight.qt.remembered import Remembered
from downlight.qt.saved_filters import SavedFilters
from fakes.history import NOW
from fakes.states import english


class Saving:
    def __init__(self, qtbot: QtBot, remembered: Remembered | None = None) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.bar = FilterBar(english(), lambda: NOW, self.window)
        self.remembered = remembered or Remembered()
        self.offers: list[tuple[str, Callable[[], None]]] = []
        self.saved = SavedFilters(
            english(),
            self.bar,
            self.remembered,
            lambda told, undo: self.offers.append((told, undo)),
            self.window,
        )

    def texts(self) -> list[str]:
        return [action.text() for action in self.saved.menu.actions() if action.text()]


@pytest.fixture
def saving(qtbot: QtBot) -> Saving:
    return Saving(qtbot)


def test_a_filter_is_kept_under_its_name_and_taken_again(qtbot: QtBot, saving: Saving) -> None:
    saving.bar.search.setText("capacity")
    saving.bar.severity.setCurrentIndex(1)
    saving.bar.cause.setCurrentIndex(2)
    wanted = saving.bar.wanted()
    saving.saved.save("Bad & broken")
    saving.bar.clear()
    again = Saving(qtbot, saving.remembered)
    assert again.texts()[0] == "Bad && broken"
    with qtbot.waitSignal(again.bar.changed):
        again.saved.menu.actions()[0].trigger()
    assert again.bar.wanted() == wanted


def test_days_are_kept_too(saving: Saving) -> None:
    saving.bar.period.setCurrentIndex(saving.bar.period.count() - 1)
    saving.bar.first.setDate(saving.bar.first.date().addDays(-9))
    wanted = saving.bar.wanted()
    saving.saved.save("those days")
    saving.bar.first.setDate(saving.bar.first.date().addDays(5))
    saving.saved.take("those days")
    assert saving.bar.wanted() == wanted


def test_forgetting_and_replacing_can_be_taken_back(saving: Saving) -> None:
    saving.saved.save("a")
    saving.bar.only_open.setChecked(True)
    saving.saved.save("a")
    told, undo = saving.offers.pop()
    assert told == "Filter “a” replaced."
    undo()
    saving.saved.take("a")
    assert not saving.bar.only_open.isChecked()
    saving.saved.forget("a")
    assert saving.saved.names() == []
    told, undo = saving.offers.pop()
    assert told == "Filter “a” deleted."
    undo()
    assert saving.saved.names() == ["a"]


def test_names_are_plain_and_not_empty_and_not_without_end(saving: Saving) -> None:
    for name in ("", "  ", "\u202ex\n" + "y" * 99, *map(str, range(80))):
        saving.saved.save(name)
    names = saving.saved.names()
    assert len(names) == 50
    assert max(map(len, names)) <= 60
    assert not any("\u202e" in name for name in names)


@pytest.mark.parametrize("kept", ["x", [1], {"a": 5, "b": {"platform": 7, "severity": ["x"]}}])
def test_what_somebody_else_wrote_there_does_no_harm(qtbot: QtBot, kept: object) -> None:
    remembered = Remembered()
    remembered.put("filters", kept)
    saving = Saving(qtbot, remembered)
    for name in saving.saved.names():
        saving.saved.take(name)
    saving.saved.save("mine")
    assert "mine" in saving.saved.names()
