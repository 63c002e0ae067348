"""The menu that writes the listed incidents to a file, and reads such a file back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QWidget

from downlight.domain.commands import Command, EditHistory
from downlight.domain.history import HistorySource, IncidentFilter
from downlight.present.history import exported
from downlight.present.import_view import imported
from downlight.present.words import Words
from downlight.qt.export_job import ExportFormat, ExportJob, Outcome
from downlight.qt.import_dialog import ImportDialog
from downlight.qt.import_job import Compared, ImportJob, edits_of
from downlight.qt.incident_actions import IncidentActions


class FilesMenu(QObject):
    """Asks for the file, and says how it went."""

    said = Signal(str)

    def __init__(
        self,
        open_source: Callable[[], HistorySource],
        words: Words,
        submit: Callable[[Command], None],
        now: Callable[[], datetime],
        actions: IncidentActions,
        wanted: Callable[[], IncidentFilter],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._words = words
        self._submit = submit
        self._actions = actions
        self._wanted = wanted
        self._window = window
        self._path = ""
        self._dialog: ImportDialog | None = None
        self.export = ExportJob(open_source, words, now, self)
        self.export.ended.connect(self._on_exported)
        self.import_job = ImportJob(open_source, now, self)
        self.import_job.compared.connect(self._on_compared)
        self.menu = QMenu(window)
        for kind, text in (
            (ExportFormat.CSV, words("Table for spreadsheets (CSV)…")),
            (ExportFormat.JSON, words("Everything for programs (JSON)…")),
            (ExportFormat.ICS, words("Calendar (ICS)…")),
            (ExportFormat.HTML, words("Page to print (HTML)…")),
        ):
            self.menu.addAction(text).triggered.connect(partial(self._on_export_wanted, kind))
        self.menu.addSeparator()
        self.menu.addAction(words("Import (JSON)…")).triggered.connect(self._on_import_wanted)

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that was opened last."""
        return self._dialog

    def export_to(self, path: str, kind: ExportFormat) -> None:
        """Write the listed incidents to a file."""
        self.said.emit(self._words("Writing…"))
        self._path = path
        self.export.start(self._wanted(), path, kind)

    def import_from(self, path: str) -> None:
        """Read a file, and show what taking it in would change."""
        self.said.emit(self._words("Reading…"))
        self._path = path
        self.import_job.start(path)

    def _on_export_wanted(self, kind: ExportFormat, _checked: bool = False) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = self._words("downlight-history")
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            self._words("Export incidents"),
            str(Path(folder) / f"{name}.{kind.value}"),
            f"{kind.name} (*.{kind.value})",
        )
        if path:
            self.export_to(path, kind)

    def _on_import_wanted(self, _checked: bool = False) -> None:
        title = self._words("Import incidents")
        path, _ = QFileDialog.getOpenFileName(self._window, title, "", "JSON (*.json)")
        if path:
            self.import_from(path)

    def _on_exported(self, outcome: Outcome) -> None:
        name = Path(self._path).name
        self.said.emit(exported(self._words, outcome.count, name, outcome.trouble))

    def _on_compared(self, compared: Compared) -> None:
        name = Path(self._path).name
        if compared.trouble:
            why = self._words.said(compared.trouble)
            told = self._words("{name} could not be read: {trouble}", name=name, trouble=why)
            self.said.emit(told)
            return
        self.said.emit("")
        dialog = self._dialog = ImportDialog(name, compared.difference, self._words, self._window)
        dialog.accepted.connect(lambda: self._take(compared))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, compared: Compared) -> None:
        new = compared.difference.new
        token = self._actions.new_token()
        for edit in edits_of(token, new):
            self._submit(EditHistory(edit))
        self._actions.offer_undo(imported(self._words, len(new)), token)
