"""Shows what a file of incidents would change, before anything is written."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from downlight.domain.merging import Difference
from downlight.present.import_view import import_lines
from downlight.present.words import Words
from downlight.qt.plain import PlainLabel
from downlight.qt.sizing import TallEnough


class ImportDialog(QDialog):
    """What is new, known, told differently and left out; then take it in, or not."""

    def __init__(
        self, name: str, found: Difference, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Import incidents"))
        layout = QVBoxLayout(self)
        self.lines = [PlainLabel(line) for line in import_lines(words, name, found)]
        for label in self.lines:
            layout.addWidget(label)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = self.buttons.addButton(words("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setEnabled(bool(found.new))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        TallEnough(self)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
