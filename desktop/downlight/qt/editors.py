"""The widget that edits one setting, by the kind of its value."""

from PySide6.QtCore import QLocale, QObject, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from downlight.present.fields import (
    Control,
    Line,
    Lines,
    Moment,
    Number,
    Pick,
    Several,
    Switch,
    Value,
)
from downlight.qt.flow_layout import FlowLayout
from downlight.qt.plain import no_mnemonic

_CLOCK, _CLOCK_12 = "HH:mm", "h:mm AP"
_SETTLE = 1000
"""Milliseconds of stillness after which typed lines are taken."""


class Editor(QObject):
    """A widget and how its value is shown and read."""

    edited = Signal()
    """The user has finished an edit."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def value(self) -> Value:
        """Return what the widget holds."""
        return ""

    def show(self, value: Value) -> None:
        """Put a value into the widget; that is no edit."""


class _SwitchEditor(Editor):
    def __init__(self, label: str) -> None:
        self._box = QCheckBox(no_mnemonic(label))
        super().__init__(self._box)
        self._box.clicked.connect(self.edited)

    def value(self) -> Value:
        return self._box.isChecked()

    def show(self, value: Value) -> None:
        self._box.setChecked(bool(value))


class _PickEditor(Editor):
    def __init__(self, control: Pick) -> None:
        self._box = QComboBox()
        super().__init__(self._box)
        for value, name in control.options:
            self._box.addItem(name, value)
        self._box.activated.connect(self.edited)

    def value(self) -> Value:
        return str(self._box.currentData())

    def show(self, value: Value) -> None:
        place = self._box.findData(value)
        if place < 0:  # written by hand in the file, and kept unless another is picked
            self._box.addItem(str(value), value)
            place = self._box.count() - 1
        self._box.setCurrentIndex(place)


class _NumberEditor(Editor):
    def __init__(self, control: Number) -> None:
        self._box = QSpinBox()
        super().__init__(self._box)
        self._box.setRange(control.low, control.high)
        self._box.setSingleStep(control.step)
        self._box.setSuffix(f" {control.unit}")
        self._box.setSpecialValueText(control.unset)
        self._box.setKeyboardTracking(False)
        self._box.setGroupSeparatorShown(True)
        self._box.valueChanged.connect(self.edited)

    def value(self) -> Value:
        return self._box.value()

    def show(self, value: Value) -> None:
        self._box.blockSignals(True)
        self._box.setValue(int(value))
        self._box.blockSignals(False)


class _LineEditor(Editor):
    def __init__(self, control: Line) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._line.setPlaceholderText(control.example)
        self._line.setMinimumWidth(self._line.fontMetrics().averageCharWidth() * 28)
        self._line.editingFinished.connect(self._on_finished)

    def value(self) -> Value:
        return self._line.text()

    def show(self, value: Value) -> None:
        if not self._line.hasFocus() or not self._line.isModified():
            self._line.setText(str(value))

    def _on_finished(self) -> None:
        if self._line.isModified():
            self._line.setModified(False)
            self.edited.emit()


class _LinesEditor(Editor):
    def __init__(self, control: Lines) -> None:
        self._text = _LeftText()
        super().__init__(self._text)
        self._text.setPlaceholderText(control.example)
        if control.addresses:
            self._text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._text.finished.connect(self.edited)

    def value(self) -> Value:
        return self._text.toPlainText()

    def show(self, value: Value) -> None:
        if not self._text.is_typing and self._text.toPlainText() != value:
            self._text.put(str(value))


class _LeftText(QPlainTextEdit):
    """Lines of text; finished when left or after a moment of stillness."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 5 + 14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._still = QTimer(self, singleShot=True, interval=_SETTLE)
        self._still.timeout.connect(self.finished)
        self.textChanged.connect(self._still.start)

    @property
    def is_typing(self) -> bool:
        """Whether something was typed that is not taken yet."""
        return self._still.isActive()

    def put(self, text: str) -> None:
        self.setPlainText(text)
        self._still.stop()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._still.isActive():
            self._still.stop()
            self.finished.emit()


class _MomentEditor(Editor):
    def __init__(self, control: Moment) -> None:
        self._time = QTimeEdit()
        super().__init__(self._time)
        self._time.setDisplayFormat(_CLOCK_12 if control.twelve else _CLOCK)
        self._time.setLocale(QLocale(QLocale.Language.English))  # its AM and PM fit into the field
        self._time.setKeyboardTracking(False)
        self._time.timeChanged.connect(self.edited)

    def value(self) -> Value:
        return self._time.time().toString(_CLOCK)

    def show(self, value: Value) -> None:
        self._time.blockSignals(True)
        self._time.setTime(QTime.fromString(str(value), _CLOCK))
        self._time.blockSignals(False)


class _SeveralEditor(Editor):
    def __init__(self, control: Several) -> None:
        self._boxes: dict[str, QCheckBox] = {}
        row = QWidget()
        super().__init__(row)
        layout = FlowLayout(row)
        for value, name in control.options:
            box = self._boxes[value] = QCheckBox(no_mnemonic(name))
            box.clicked.connect(self.edited)
            layout.addWidget(box)

    def value(self) -> Value:
        return " ".join(value for value, box in self._boxes.items() if box.isChecked())

    def show(self, value: Value) -> None:
        chosen = str(value).split()
        for name, box in self._boxes.items():
            box.setChecked(name in chosen)


def editor(control: Control, label: str) -> Editor:
    """Return an editor for a kind of value; screen readers say `label`."""
    made = _made(control, label)
    made.widget.setAccessibleName(label)
    return made


def _made(control: Control, label: str) -> Editor:
    match control:
        case Switch():
            return _SwitchEditor(label)
        case Pick():
            return _PickEditor(control)
        case Number():
            return _NumberEditor(control)
        case Line():
            return _LineEditor(control)
        case Lines():
            return _LinesEditor(control)
        case Moment():
            return _MomentEditor(control)
        case Several():
            return _SeveralEditor(control)
