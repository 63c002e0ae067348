"""The dialog that takes over platforms of somebody else; what would change is shown before."""

from functools import partial

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.takeover import TakenOver
from downlight.present.takeover_view import taken_line, takeover_lines
from downlight.present.words import Words
from downlight.qt.background import Background
from downlight.qt.plain import PlainLabel, QuietLabel
from downlight.qt.services import Sharing
from downlight.qt.sizing import fit


class TakeoverDialog(QDialog):
    """Nothing is taken over before the button is pressed."""

    def __init__(self, words: Words, sharing: Sharing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._sharing = sharing
        self._found = TakenOver()
        self._looked = ""
        self._looks = Background(self)
        self._looks.ended.connect(self._on_looked)
        self._takes = Background(self)
        self._takes.ended.connect(self._on_taken)
        self.source = QLineEdit(clearButtonEnabled=True)
        self.source.setPlaceholderText("downlight://platforms/…")
        self.source.setAccessibleName(words("Link or file"))
        self.source.textChanged.connect(self._on_source_changed)
        self.browse = QPushButton(words("File…"))
        self.browse.clicked.connect(self._on_browse_clicked)
        self.changes = QPlainTextEdit(readOnly=True)
        self.changes.setAccessibleName(words("What would change"))
        self.changes.setTabChangesFocus(True)
        self.outcome = PlainLabel()
        self.take = QPushButton(words("Take over"))
        self.take.setEnabled(False)
        self.take.clicked.connect(self._on_take_clicked)
        self._lay_out()

    def _on_source_changed(self, text: str) -> None:
        self.take.setEnabled(False)
        self.outcome.clear()
        if not text.strip():
            self.changes.clear()
        elif not self._looks.is_busy:
            self._look()

    def _look(self) -> None:
        self._looked = self.source.text().strip()
        self._looks.run(partial(self._sharing.look, self._looked))

    def _on_looked(self, found: object) -> None:
        if self.source.text().strip() != self._looked:
            self._look()  # something else was typed meanwhile
            return
        if not isinstance(found, TakenOver) or not self._looked:
            return
        self._found = found
        self.changes.setPlainText("\n".join(takeover_lines(self._words, found)))
        self.take.setEnabled(bool(found.changes))

    def _on_take_clicked(self) -> None:
        self.take.setEnabled(False)
        self._takes.run(partial(self._sharing.take, self._looked))

    def _on_taken(self, trouble: object) -> None:
        told = trouble if isinstance(trouble, str) else ""
        self.outcome.setText(taken_line(self._words, self._found, told))

    def _on_browse_clicked(self) -> None:
        words = self._words
        path, _ = QFileDialog.getOpenFileName(
            self, words("Take over platforms"), "", f"{words('Platforms')} (*.toml)"
        )
        if path:
            self.source.setText(path)

    def _lay_out(self) -> None:
        words = self._words
        self.setWindowTitle(words("Take over platforms"))
        away = QPushButton(words("Close"))
        away.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            QuietLabel(
                words(
                    "A link or a file that somebody shared with you. The platforms in it come "
                    "into your catalogue; you choose there which of them you watch."
                )
            )
        )
        row = QHBoxLayout()
        row.addWidget(self.source, 1)
        row.addWidget(self.browse)
        layout.addLayout(row)
        layout.addWidget(self.changes, 1)
        layout.addWidget(self.outcome)
        ending = QHBoxLayout()
        ending.addStretch()
        for button in (away, self.take):
            ending.addWidget(button)
        layout.addLayout(ending)
        for button in (self.browse, self.take, away):
            button.setAutoDefault(False)
        fit(self, 84, 26)
