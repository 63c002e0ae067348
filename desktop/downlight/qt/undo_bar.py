"""A line that says what was just done, with a button that takes it back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from downlight.present.words import Words
from downlight.qt.plain import PlainLabel

STAYS = 60_000
"""Milliseconds that it stays: long enough for slow readers (WCAG 2.2.1)."""


class UndoBar(QFrame):
    """Shown while there is something to take back; the newest offer replaces the others."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo: Callable[[], None] | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.label = PlainLabel()
        self.button = QPushButton(words("Undo"))
        self.button.clicked.connect(self.undo)
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName(words("Close this line"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.close_button.clicked.connect(self.forget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 4, 2)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.close_button)
        self._fading = QTimer(self, singleShot=True, interval=STAYS)
        self._fading.timeout.connect(self.forget)
        self.hide()

    def offer(self, sentence: str, undo: Callable[[], None]) -> None:
        """Say what was done; `undo` takes it back."""
        self._undo = undo
        self.label.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        self._fading.start()

    def undo(self) -> None:
        """Take back what is offered; nothing where nothing is."""
        act = self._undo
        self.forget()
        if act is not None:
            act()

    def forget(self) -> None:
        """Offer nothing more."""
        self._undo = None
        self._fading.stop()
        self.hide()
