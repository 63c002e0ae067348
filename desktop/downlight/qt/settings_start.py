"""The switch that starts the app with the session; the system alone knows how it stands."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from downlight.present.start_view import start_line, starts
from downlight.present.words import Words
from downlight.qt.form import behind_the_tick
from downlight.qt.plain import PlainLabel, QuietLabel
from downlight.qt.services import StartAtLogin


class StartSwitch(QWidget):
    """Asks the system each time it is shown, and after each click."""

    def __init__(
        self, words: Words, system: StartAtLogin | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._system = system
        self.box = QCheckBox(words("Start when I log in"))
        self.box.clicked.connect(self._on_clicked)
        self.line = QuietLabel()
        self.trouble = PlainLabel()
        self.trouble.hide()
        for label in (self.line, self.trouble):
            label.setIndent(behind_the_tick(self.box))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for widget in (self.box, self.line, self.trouble):
            layout.addWidget(widget)
        self.ask()

    def ask(self) -> None:
        """Show how it stands."""
        state = self._system.state() if self._system else None
        told = start_line(self._words, state)
        self.box.setEnabled(state is not None)
        self.box.setChecked(state is not None and starts(state))
        self.box.setAccessibleDescription(told)
        self.line.setText(told)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again: somebody may have changed it in the settings of the system."""
        super().showEvent(event)
        self.ask()

    def _on_clicked(self, wanted: bool) -> None:
        if self._system is None:
            return
        trouble = self._system.enable() if wanted else self._system.disable()
        self.trouble.setText(self._words.said(trouble))
        self.trouble.setVisible(bool(trouble))
        self.ask()
