"""What can be done with the incident that is shown: share it, correct it, delete it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSaveFile, QStandardPaths, Signal
from PySide6.QtGui import QAction, QGuiApplication, QImageWriter
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QWidget

from downlight.domain.commands import Command, EditHistory
from downlight.domain.edits import CorrectIncident, Correction, DeleteIncident, UndoEdit
from downlight.domain.incident import Incident
from downlight.present.incident_text import paragraph
from downlight.present.incident_view import IncidentView
from downlight.present.words import Words
from downlight.qt.correct_dialog import CorrectDialog
from downlight.qt.incident_picture import picture
from downlight.qt.undo_bar import UndoBar


class IncidentActions(QObject):
    """Fills a menu; edits go to the engine at once, and the undo bar offers to take them back."""

    said = Signal(str)
    """A sentence on how it went."""

    def __init__(
        self,
        words: Words,
        submit: Callable[[Command], None],
        now: Callable[[], datetime],
        undo_bar: UndoBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._words = words
        self._submit = submit
        self._now = now
        self._undo_bar = undo_bar
        self._window = window
        self._incident: Incident | None = None
        self._view: IncidentView | None = None
        self._dialog: CorrectDialog | None = None
        self._edits = 0
        self.menu = QMenu(window)
        self.menu.setToolTipsVisible(True)
        self.copy = self._action(words("Copy as text"), self.copy_text)
        self.save = self._action(words("Save as picture…"), self._on_save_wanted)
        self.menu.addSeparator()
        self.correct = self._action(words("Correct…"), self.ask_correction)
        self.delete = self._action(words("Delete"), self.delete_incident)
        self.forget()

    def show_incident(self, incident: Incident, view: IncidentView) -> None:
        """Act on this incident from now on."""
        self._incident, self._view = incident, view
        for action in (self.copy, self.save):
            action.setEnabled(True)
        over = not incident.is_open
        why = "" if over else self._words("It is not over yet: its record is still being written.")
        for action in (self.correct, self.delete):
            action.setEnabled(over)
            action.setToolTip(why)

    def forget(self) -> None:
        """Act on nothing."""
        self._incident = self._view = None
        for action in (self.copy, self.save, self.correct, self.delete):
            action.setEnabled(False)

    def copy_text(self) -> None:
        """Put the incident on the clipboard, as a paragraph."""
        if self._incident is not None:
            told = paragraph(self._words, self._incident, self._now())
            QGuiApplication.clipboard().setText(told)
            self.said.emit(self._words("Copied. Paste it wherever you like."))

    def save_picture(self, path: str) -> None:
        """Write the incident as a PNG file."""
        if self._view is None:
            return
        file = QSaveFile(path)
        image = picture(self._view, self._words)
        fine = file.open(QSaveFile.OpenModeFlag.WriteOnly)
        fine = fine and QImageWriter(file, b"png").write(image) and file.commit()
        name = Path(path).name
        self.said.emit(
            self._words("Picture written to {name}", name=name)
            if fine
            else self._words(
                "{name} could not be written: {trouble}", name=name, trouble=file.errorString()
            )
        )

    def ask_correction(self) -> None:
        """Ask what the incident was, and keep the answer."""
        incident = self._incident
        if incident is None or incident.is_open:
            return
        dialog = self._dialog = CorrectDialog(incident, self._words, self._window)
        dialog.accepted.connect(lambda: self._take_correction(incident, dialog.correction()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that was opened last."""
        return self._dialog

    def delete_incident(self) -> None:
        """Take the incident out of the history; the undo bar brings it back."""
        incident = self._incident
        if incident is None or incident.id is None or incident.is_open:
            return
        token = self.new_token()
        self._submit(EditHistory(DeleteIncident(token, incident.id)))
        told = self._words("{platform}: incident deleted.", platform=incident.platform_name)
        self.offer_undo(told, token)
        self.forget()

    def offer_undo(self, sentence: str, token: str) -> None:
        """Say what was done; all edits of `token` can be taken back."""
        undo = partial(self._submit, EditHistory(UndoEdit(token)))
        self._undo_bar.offer(sentence, undo)

    def new_token(self) -> str:
        """Return a name for an edit that no other one has."""
        self._edits += 1
        return f"{self._now().isoformat()} {self._edits}"

    def _take_correction(self, incident: Incident, said: Correction) -> None:
        was = (
            incident.peak_status, incident.scope, incident.cause,
            incident.started_at, incident.resolved_at,
        )  # fmt: skip
        new = (said.status, said.scope, said.cause, said.started_at, said.resolved_at)
        if incident.id is None or was == new:
            return
        token = self.new_token()
        self._submit(EditHistory(CorrectIncident(token, incident.id, said)))
        told = self._words("{platform}: incident corrected.", platform=incident.platform_name)
        self.offer_undo(told, token)

    def _on_save_wanted(self) -> None:
        if self._incident is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        began = self._incident.started_at.astimezone(self._words.zone)
        name = f"{self._incident.platform_id}-{began:%Y-%m-%d-%H%M}.png"
        wanted = str(Path(folder) / name.replace("/", "-"))
        title = self._words("Save as picture")
        path, _ = QFileDialog.getSaveFileName(self._window, title, wanted, "PNG (*.png)")
        if path:
            self.save_picture(path)

    def _action(self, text: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self.menu)
        action.triggered.connect(lambda _checked=False: act())
        self.menu.addAction(action)
        return action
