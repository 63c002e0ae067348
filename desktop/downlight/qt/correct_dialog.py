"""Asks what an incident was, where the user knows better."""

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QDateTime, Qt, QTimeZone
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.cause import Cause
from downlight.domain.edits import Correction
from downlight.domain.incident import Incident
from downlight.domain.status import Scope, Status
from downlight.present.history import cause_name
from downlight.present.words import Words
from downlight.qt.plain import PlainLabel
from downlight.qt.sizing import TallEnough

_SEVERITIES = (Status.MAJOR_OUTAGE, Status.PARTIAL_OUTAGE, Status.DEGRADED)


class CorrectDialog(QDialog):
    """Severity, scope, cause, beginning and end of an incident that is over."""

    def __init__(self, incident: Incident, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = words.zone
        self._was = incident
        self.setWindowTitle(words("Correct an incident"))
        self.severity = _box([(words.status(one), one.value) for one in _SEVERITIES])
        self.scope = _box([(words.scope(one), one.value) for one in Scope])
        self.cause = _box([(cause_name(words, one), one.value) for one in Cause])
        self.began = _edit()
        self.ended = _edit()
        self.problem = PlainLabel()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        TallEnough(self)
        self._lay_out(words)
        self._show(incident)
        self._words = words
        for edit in (self.began, self.ended):
            edit.dateTimeChanged.connect(self._on_time_changed)

    def correction(self) -> Correction:
        """Return what the user says; times that were not touched stay exact."""
        return Correction(
            Status(self.severity.currentData()),
            Scope(self.scope.currentData()),
            Cause(self.cause.currentData()),
            self._moment(self.began, self._was.started_at),
            self._moment(self.ended, self._was.resolved_at or self._was.started_at),
        )

    def _lay_out(self, words: Words) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows: tuple[tuple[str, QWidget], ...] = (
            (words("At its worst"), self.severity),
            (words("For whom"), self.scope),
            (words("Cause"), self.cause),
            (words("Began"), self.began),
            (words("Ended"), self.ended),
        )
        for name, widget in rows:
            widget.setAccessibleName(name)
            form.addRow(name, widget)
        layout = QVBoxLayout(self)
        told = PlainLabel(words("The evidence stays as it was seen; only these five change."))
        layout.addWidget(told)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)

    def _show(self, incident: Incident) -> None:
        for box, value in (
            (self.severity, incident.peak_status.value),
            (self.scope, incident.scope.value),
            (self.cause, incident.cause.value),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.began.setDateTime(_local(incident.started_at, self._zone))
        self.ended.setDateTime(_local(incident.resolved_at or incident.started_at, self._zone))

    def _on_time_changed(self) -> None:
        wrong = self.ended.dateTime() < self.began.dateTime()
        self.problem.setText(self._words("It cannot end before it began.") if wrong else "")
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(not wrong)

    def _moment(self, edit: QDateTimeEdit, was: datetime) -> datetime:
        if edit.dateTime() == _local(was, self._zone):
            return was
        shown = edit.dateTime()
        date, time = shown.date(), shown.time()
        local = datetime(
            date.year(), date.month(), date.day(), time.hour(), time.minute(), time.second(),
            tzinfo=self._zone,
        )  # fmt: skip
        return local.astimezone(UTC)


def _box(choices: list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    for text, value in choices:
        box.addItem(text, value)
    return box


def _edit() -> QDateTimeEdit:
    edit = QDateTimeEdit()
    edit.setCalendarPopup(True)
    edit.setTimeZone(QTimeZone(QTimeZone.Initialization.UTC))
    shown = edit.displayFormat()
    if "ss" not in shown:
        edit.setDisplayFormat(shown.replace("mm", "mm:ss"))
    return edit


def _local(moment: datetime, zone: tzinfo) -> QDateTime:
    """Return a moment's local date and time, which the edit takes for UTC: no zone of Qt's own."""
    told = moment.astimezone(zone).replace(microsecond=0, tzinfo=None).isoformat()
    local = QDateTime.fromString(told, Qt.DateFormat.ISODate)
    return QDateTime(local.date(), local.time(), QTimeZone(QTimeZone.Initialization.UTC))
