"""A page of settings: each with its name, its editor and a line that explains it."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.status import Status
from downlight.present.fields import Field, Refused, Switch
from downlight.qt.editors import Editor, editor
from downlight.qt.lamps import is_dark, status_colour
from downlight.qt.plain import Heading, PlainLabel, QuietLabel

T = TypeVar("T")


class _Signals(QObject):
    changed = Signal(object)


class Form(QWidget, Generic[T]):
    """Edits a value of settings; each finished edit that can be taken is told at once."""

    def __init__(
        self,
        fields: Sequence[Field[T]],
        value: T,
        parent: QWidget | None = None,
        *,
        stacked: bool = False,
    ) -> None:
        """`stacked` puts names above what they name: for long ones."""
        super().__init__(parent)
        self._signals = _Signals(self)
        self.changed = self._signals.changed
        """The new value."""
        self._value = value
        self._rows = [_Row(field, self) for field in fields]
        self._layout = QFormLayout(self)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)  # large text
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        if stacked:
            self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._layout.setHorizontalSpacing(16)
        self._layout.setVerticalSpacing(14)
        for row in self._rows:
            row.add_to(self._layout)
        self.show_value(value)

    @property
    def value(self) -> T:
        """The value as it is edited so far."""
        return self._value

    @property
    def fields(self) -> Sequence[Field[T]]:
        """The settings that can be edited, from top to bottom."""
        return [row.field for row in self._rows]

    def show_value(self, value: T) -> None:
        """Show another value; edits that are under way stay."""
        self._value = value
        for row in self._rows:
            row.show(value)

    def editor(self, key: str) -> Editor:
        """Return the editor of a setting."""
        return next(row.editor for row in self._rows if row.field.key == key)

    def complaint(self, key: str) -> str:
        """Return why the value of a setting was not taken; empty where it was."""
        return next(row.complaint.text() for row in self._rows if row.field.key == key)

    def take(self, row: "_Row[T]") -> None:
        """Take what was edited in a row, or say why not."""
        written = row.field.write(self._value, row.editor.value())
        row.complain(written.why if isinstance(written, Refused) else "")
        if isinstance(written, Refused) or written == self._value:
            return
        self._value = written
        for each in self._rows:
            each.enable(written)
        self.changed.emit(written)


class _Row(QObject, Generic[T]):
    def __init__(self, field: Field[T], form: Form[T]) -> None:
        super().__init__(form)
        self.field = field
        self.editor = editor(field.control, field.label)
        self.editor.edited.connect(lambda: form.take(self))
        self.editor.widget.setAccessibleDescription(field.explain)
        self.complaint = PlainLabel()
        self.complaint.hide()
        self._body = QWidget()
        self._lay_out()

    def show(self, value: T) -> None:
        self.editor.show(self.field.read(value))
        self.enable(value)

    def enable(self, value: T) -> None:
        self.editor.widget.setEnabled(self.field.usable(value))

    def complain(self, why: str) -> None:
        dark = is_dark(self.complaint.palette())
        palette = self.complaint.palette()
        palette.setColor(
            self.complaint.foregroundRole(), status_colour(Status.MAJOR_OUTAGE, dark=dark)
        )
        self.complaint.setPalette(palette)
        self.complaint.setText(why)
        self.complaint.setVisible(bool(why))

    def add_to(self, layout: QFormLayout) -> None:
        if self.field.heading:
            layout.addRow(Heading(self.field.heading))
        if isinstance(self.field.control, Switch):
            layout.addRow(self._body)
            return
        label = QLabel(self.field.label)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(self.editor.widget)
        layout.addRow(label, self._body)

    def _lay_out(self) -> None:
        box = self.editor.widget
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        grows = box.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding
        place = Qt.AlignmentFlag(0) if grows else Qt.AlignmentFlag.AlignLeading
        layout.addWidget(box, 0, place)
        for label in (QuietLabel(self.field.explain), self.complaint):
            if isinstance(self.field.control, Switch):
                label.setIndent(behind_the_tick(box))
            layout.addWidget(label)


def behind_the_tick(box: QWidget) -> int:
    """Return where the text of a check box begins, in pixels."""
    metric = QStyle.PixelMetric
    style = box.style()
    return style.pixelMetric(metric.PM_IndicatorWidth, None, box) + style.pixelMetric(
        metric.PM_CheckBoxLabelSpacing, None, box
    )
