"""The buttons that choose how much time the timeline shows, and which time that is, in words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from downlight.present.history import RANGE_NAMES, span_of_time
from downlight.present.time_window import TimeWindow
from downlight.present.timeline import Range
from downlight.present.words import Words
from downlight.qt.flow_layout import FlowLayout
from downlight.qt.plain import PlainLabel

_STEP = 0.5
"""How much shorter the time becomes with a press."""


class TimeBar(QWidget):
    """A button per range, closer and farther, back to now."""

    range_wanted = Signal(object)
    zoom_wanted = Signal(float)
    """A factor of the length."""
    latest_wanted = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._told: tuple[object, ...] = ()
        self.setAccessibleName(words("How much time is shown"))
        self.ranges = {one: self._button(words(RANGE_NAMES[one]), "") for one in Range}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        for one, button in self.ranges.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, one=one: self.range_wanted.emit(one))
            self._group.addButton(button)
        self.closer = self._button("+", words("Show less time (Ctrl and wheel, or +)"))
        self.farther = self._button("−", words("Show more time (Ctrl and wheel, or −)"))
        self.latest = self._button(words("Now"), words("Back to the newest time (End)"))
        self.closer.clicked.connect(lambda: self.zoom_wanted.emit(_STEP))
        self.farther.clicked.connect(lambda: self.zoom_wanted.emit(1 / _STEP))
        self.latest.clicked.connect(self.latest_wanted)
        self.label = PlainLabel()
        self.label.setWordWrap(False)
        layout = FlowLayout(self, spacing=4)
        for widget in (*self.ranges.values(), self.farther, self.closer, self.latest, self.label):
            layout.addWidget(widget)

    def show_window(self, window: TimeWindow) -> None:
        """Say which time is shown; of one that ends now its length is enough."""
        told = window.range, window.is_latest, *(int(edge // 60) for edge in window.seconds)
        if told == self._told:
            return
        self._told = told
        for one, button in self.ranges.items():
            button.setChecked(window.range is one)
        self.latest.setEnabled(not window.is_latest)
        plain = window.is_latest and window.range is not None
        self.label.setText("" if plain else span_of_time(self._words, window.times))

    def _button(self, text: str, told: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if told:
            button.setToolTip(told)
            button.setAccessibleName(told)
        return button
