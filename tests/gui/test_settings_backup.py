from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from downlight.qt.settings_backup import BackupBox
from fakes.keeper import Shelf
from fakes.states import english


class Opened:
    def __init__(self, qtbot: QtBot) -> None:
        self.shelf = Shelf()
        self.restarts: list[bool] = []
        self.box = BackupBox(
            english(), self.shelf, lambda: self.restarts.append(True), lambda: "b.zip"
        )
        qtbot.addWidget(self.box)
        self.box.show()


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    return Opened(qtbot)


def test_saving_says_where_the_backup_is(qtbot: QtBot, opened: Opened) -> None:
    opened.box.save(Path("/somewhere/b.zip"))
    assert not opened.box.save_button.isEnabled()
    qtbot.waitUntil(lambda: "b.zip" in opened.box.outcome.text())
    assert opened.shelf.done == ["save b.zip"]
    assert opened.box.save_button.isEnabled()


def test_a_backup_is_shown_and_restored_only_when_that_is_wanted(
    qtbot: QtBot, opened: Opened
) -> None:
    opened.box.look_at(Path("b.zip"))
    qtbot.waitUntil(lambda: bool(opened.box.findChildren(QMessageBox)))
    (question,) = opened.box.findChildren(QMessageBox)
    assert "It watches 1 platform: github." in question.text()
    assert question.defaultButton().text() == "Cancel"
    question.defaultButton().click()
    assert opened.shelf.done == ["examine b.zip"]
    opened.box.look_at(Path("b.zip"))
    qtbot.waitUntil(lambda: any(box.isVisible() for box in opened.box.findChildren(QMessageBox)))
    question = next(box for box in opened.box.findChildren(QMessageBox) if box.isVisible())
    next(b for b in question.buttons() if b.text() == "Restore and restart").click()
    qtbot.waitUntil(lambda: opened.restarts == [True])
    assert opened.shelf.done[-1] == "restore b.zip"


def test_what_is_no_backup_is_told(qtbot: QtBot, opened: Opened) -> None:
    opened.shelf.found = "This is no backup of Downlight."
    opened.box.look_at(Path("b.zip"))
    qtbot.waitUntil(lambda: opened.box.outcome.text() == "This is no backup of Downlight.")
    assert opened.restarts == []
