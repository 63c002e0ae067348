from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from downlight.domain.commands import Command, EditHistory
from downlight.domain.edits import ImportIncidents, UndoEdit
from downlight.domain.history import IncidentFilter
from downlight.present import export
from downlight.qt.export_job import ExportFormat
from downlight.qt.files_menu import FilesMenu
from downlight.qt.import_dialog import ImportDialog
from downlight.qt.incident_actions import IncidentActions
from downlight.qt.undo_bar import UndoBar
from fakes.history import NOW, FakeHistory
from fakes.records import ended, minutes, trouble
from fakes.states import english


class Filing:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.commands: list[Command] = []
        self.said: list[str] = []
        self.bar = UndoBar(english(), self.window)
        submit = self.commands.append
        actions = IncidentActions(english(), submit, lambda: NOW, self.bar, self.window)
        self.files = FilesMenu(
            lambda: FakeHistory(5), english(), submit, lambda: NOW, actions, IncidentFilter,
            self.window,
        )  # fmt: skip
        self.files.said.connect(self.said.append)


@pytest.fixture
def filing(qtbot: QtBot) -> Filing:
    return Filing(qtbot)


@pytest.mark.parametrize("kind", ExportFormat)
def test_every_format_is_written(filing: Filing, tmp_path: Path, kind: ExportFormat) -> None:
    path = tmp_path / f"a.{kind.value}"
    filing.files.export_to(str(path), kind)
    filing.qtbot.waitUntil(lambda: len(filing.said) == 2)
    assert filing.said == ["Writing…", f"5 incidents written to a.{kind.value}"]
    assert path.stat().st_size > 500


def test_a_file_is_taken_in_after_it_was_shown_and_can_be_taken_back(
    filing: Filing, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    new = ended(trouble("zoom"), minutes(9))
    path.write_text("".join(export.json_pieces([new], english(), NOW)), "utf-8")
    filing.files.import_from(str(path))
    filing.qtbot.waitUntil(lambda: filing.files.dialog is not None)
    dialog = filing.files.dialog
    assert isinstance(dialog, ImportDialog)
    assert filing.commands == []
    dialog.take.click()
    (command,) = filing.commands
    assert isinstance(command, EditHistory)
    assert isinstance(command.edit, ImportIncidents)
    assert [one.platform_id for one in command.edit.incidents] == ["zoom"]
    assert filing.bar.label.text() == "1 incident imported."
    filing.bar.undo()
    assert filing.commands[1:] == [EditHistory(UndoEdit(command.edit.token))]


def test_a_file_that_cannot_be_read_is_told(filing: Filing, tmp_path: Path) -> None:
    filing.files.import_from(str(tmp_path / "none.json"))
    filing.qtbot.waitUntil(lambda: len(filing.said) == 2)
    assert filing.said[1] == "none.json could not be read: No such file or directory"


def test_an_export_that_fails_says_why(filing: Filing, tmp_path: Path) -> None:
    filing.files.export_to(str(tmp_path / "no" / "out.csv"), ExportFormat.CSV)
    filing.qtbot.waitUntil(lambda: len(filing.said) == 2)
    assert filing.said[1].startswith("out.csv could not be written: ")
