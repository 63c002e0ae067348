"""The button that shows a notification for a trial."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from downlight.present.words import Words
from downlight.qt.background import Background
from downlight.qt.plain import QuietLabel


class TrialBox(QWidget):
    """Asks the desktop away from the GUI thread, and says what came of it."""

    def __init__(
        self, words: Words, show: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        """`show` returns why it did not work, or "" (a sentence to be said)."""
        super().__init__(parent)
        self._words = words
        self._show = show
        self._had_focus = False
        self._calls = Background(self)
        self._calls.ended.connect(self._on_ended)
        self.button = QPushButton(words("Show a test notification"))
        self.button.setAutoDefault(False)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self._on_clicked)
        self.outcome = QuietLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)
        layout.addWidget(self.outcome, 1)

    def _on_clicked(self) -> None:
        self._had_focus = self.button.hasFocus()
        self.button.setEnabled(False)
        self.outcome.setText("")
        self._calls.run(self._show)

    def _on_ended(self, trouble: object) -> None:
        self.button.setEnabled(True)
        if self._had_focus:  # a button that is out of use loses it
            self.button.setFocus()
        told = trouble if isinstance(trouble, str) else ""
        shown = self._words("The desktop took it. Where it hides it, look at Do Not Disturb.")
        self.outcome.setText(self._words.said(told) or shown)
