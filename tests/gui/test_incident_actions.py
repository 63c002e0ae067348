from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from downlight.domain.commands import Command, EditHistory
from downlight.domain.edits import CorrectIncident, DeleteIncident, UndoEdit
from downlight.domain.incident import Incident
from downlight.present.incident_view import view
from downlight.qt.correct_dialog import CorrectDialog
from downlight.qt.incident_actions import IncidentActions
from downlight.qt.undo_bar import UndoBar
from fakes.history import NOW
from fakes.records import ended, minutes, trouble
from fakes.states import english

OVER = replace(ended(trouble(), minutes(34)), id=7)


class Acting:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.commands: list[Command] = []
        self.said: list[str] = []
        self.bar = UndoBar(english(), self.window)
        self.actions = IncidentActions(
            english(), self.commands.append, lambda: NOW, self.bar, self.window
        )
        self.actions.said.connect(self.said.append)

    def show(self, incident: Incident) -> None:
        self.actions.show_incident(incident, view(english(), incident, NOW))

    def edits(self) -> list[object]:
        return [one.edit for one in self.commands if isinstance(one, EditHistory)]


@pytest.fixture
def acting(qtbot: QtBot) -> Acting:
    return Acting(qtbot)


def test_without_an_incident_nothing_can_be_done(acting: Acting) -> None:
    assert not any(action.isEnabled() for action in acting.actions.menu.actions() if action.text())
    acting.actions.delete_incident()
    acting.actions.copy_text()
    acting.actions.ask_correction()
    assert acting.commands == []


def test_the_incident_is_copied_as_a_paragraph(acting: Acting) -> None:
    acting.show(OVER)
    acting.actions.copy.trigger()
    assert QGuiApplication.clipboard().text().startswith("X: Down for everyone from 2 Nov 2026")
    assert acting.said == ["Copied. Paste it wherever you like."]


def test_a_picture_is_written(acting: Acting, tmp_path: Path) -> None:
    acting.show(OVER)
    acting.actions.save_picture(str(tmp_path / "x.png"))
    assert QImage(str(tmp_path / "x.png")).width() > 1000
    assert acting.said == ["Picture written to x.png"]


def test_a_picture_that_cannot_be_written_is_told(acting: Acting, tmp_path: Path) -> None:
    acting.show(OVER)
    acting.actions.save_picture(str(tmp_path / "no" / "x.png"))
    (told,) = acting.said
    assert told.startswith("x.png could not be written: ")


def test_deleting_asks_nothing_and_can_be_taken_back(acting: Acting) -> None:
    acting.show(OVER)
    acting.actions.delete.trigger()
    (deleted,) = acting.edits()
    assert isinstance(deleted, DeleteIncident)
    assert deleted.incident_id == 7
    assert acting.bar.label.text() == "X: incident deleted."
    acting.bar.undo()
    assert acting.edits()[1:] == [UndoEdit(deleted.token)]


def test_one_that_is_not_over_can_be_shared_but_not_changed(acting: Acting) -> None:
    acting.show(replace(trouble(), id=7))
    assert acting.actions.copy.isEnabled()
    assert not acting.actions.delete.isEnabled()
    assert "not over yet" in acting.actions.correct.toolTip()
    acting.actions.delete_incident()
    acting.actions.ask_correction()
    assert acting.commands == []


def test_a_correction_is_kept_and_can_be_taken_back(acting: Acting) -> None:
    acting.show(OVER)
    acting.actions.correct.trigger()
    dialog = acting.actions.dialog
    assert isinstance(dialog, CorrectDialog)
    dialog.scope.setCurrentIndex(dialog.scope.findData("just_you"))
    dialog.accept()
    (corrected,) = acting.edits()
    assert isinstance(corrected, CorrectIncident)
    assert corrected.correction.scope.value == "just_you"
    acting.bar.undo()
    assert acting.edits()[1:] == [UndoEdit(corrected.token)]


def test_a_correction_that_changes_nothing_is_none(acting: Acting) -> None:
    acting.show(OVER)
    acting.actions.correct.trigger()
    dialog = acting.actions.dialog
    assert dialog is not None
    dialog.accept()
    assert acting.commands == []


def test_each_edit_has_a_token_of_its_own(acting: Acting) -> None:
    assert len({acting.actions.new_token() for _ in range(5)}) == 5
