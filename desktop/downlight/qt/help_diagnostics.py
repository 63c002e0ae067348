"""What works on this machine, shown before it is copied, without secrets."""

from collections.abc import Callable

from PySide6.QtGui import QFontDatabase, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from downlight.present.words import Words
from downlight.qt.background import Background
from downlight.qt.plain import PlainLabel, QuietLabel


class DiagnosticsPage(QWidget):
    """Collects when it is first shown, away from the GUI thread."""

    def __init__(
        self, words: Words, diagnose: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._diagnose = diagnose
        self._calls = Background(self)
        self._calls.ended.connect(self._on_ended)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(words("Diagnostics"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTabChangesFocus(True)
        self.copy = QPushButton(words("Copy"))
        self.copy.setAutoDefault(False)
        self.copy.setEnabled(False)
        self.copy.clicked.connect(self._on_copy_clicked)
        self.outcome = PlainLabel()
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Collect, unless that was done."""
        super().showEvent(event)
        if not self.text.toPlainText() and not self._calls.is_busy:
            self.outcome.setText(self._words("Looking at what works here…"))
            self._calls.run(self._diagnose)

    def _on_ended(self, text: object) -> None:
        self.text.setPlainText(str(text))
        self.copy.setEnabled(True)
        self.outcome.setText("")

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.outcome.setText(self._words("Copied. Nothing was sent to anybody."))

    def _lay_out(self) -> None:
        words = self._words
        layout = QVBoxLayout(self)
        layout.addWidget(
            QuietLabel(
                words(
                    "For a report of a fault. Passwords, tokens and the names of what you watch "
                    "are left out; take out whatever else you want to keep to yourself."
                )
            )
        )
        layout.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(self.outcome, 1)
        row.addWidget(self.copy)
        layout.addLayout(row)
