"""The row of controls that narrow the list of incidents."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from downlight.domain.cause import Cause
from downlight.domain.history import IncidentFilter
from downlight.domain.status import Scope, Status
from downlight.present.history import RANGE_NAMES, cause_name
from downlight.present.timeline import Range
from downlight.present.words import Words
from downlight.qt.flow_layout import FlowLayout

_SETTLE = 200
"""Milliseconds of stillness after which typed text is searched for."""
_BETWEEN = "between"


class FilterBar(QWidget):
    """Search, platform, severity, scope, cause, time and "only open"."""

    changed = Signal()

    def __init__(self, words: Words, now: Callable[[], datetime], parent: QWidget | None = None):
        super().__init__(parent)
        self._words = words
        self._now = now
        self._awaited: str | None = None
        self._typing = QTimer(self, singleShot=True, interval=_SETTLE)
        self._typing.timeout.connect(self.changed)
        self.search = self._search_field()
        self.platform = self._box(words("Platform"), [(words("All platforms"), None)])
        self.severity = self._box(words("Severity"), _severities(words))
        self.scope = self._box(words("For whom"), _scopes(words))
        self.cause = self._box(words("Cause"), _causes(words))
        self.period = self._box(words("Time"), _periods(words))
        self.first = self._date(words("From this day"))
        self.last = self._date(words("To this day"))
        self.only_open = QCheckBox(words("Only open"))
        self.only_open.toggled.connect(self.changed)
        self.period.currentIndexChanged.connect(self._on_period_picked)
        self._lay_out()
        self._on_period_picked()

    def wanted(self) -> IncidentFilter:
        """Return the filter as it is set now."""
        since, until = self._span()
        platform, status, scope, cause = (
            box.currentData() for box in (self.platform, self.severity, self.scope, self.cause)
        )
        return IncidentFilter(
            platform_ids=(platform,) if platform else (),
            text=self.search.text().strip(),
            since=since,
            until=until,
            statuses=(Status(status),) if status else (),
            scopes=(Scope(scope),) if scope else (),
            only_open=self.only_open.isChecked(),
            causes=(Cause(cause),) if cause else (),
        )

    def state(self) -> dict[str, str]:
        """Return the filter as it is set, to be taken again by `take_state`."""
        picked = {name: str(box.currentData() or "") for name, box in self._boxes().items()}
        return picked | {
            "text": self.search.text(),
            "only_open": "yes" if self.only_open.isChecked() else "",
            "first": self.first.date().toString(Qt.DateFormat.ISODate),
            "last": self.last.date().toString(Qt.DateFormat.ISODate),
        }

    def take_state(self, state: Mapping[str, str]) -> None:
        """Set the filter as it was; what is not known any more does not narrow."""
        self.blockSignals(True)
        for name, box in self._boxes().items():
            box.setCurrentIndex(max(0, box.findData(state.get(name) or None)))
        self.search.setText(state.get("text", ""))
        self.only_open.setChecked(bool(state.get("only_open")))
        for name, edit in (("first", self.first), ("last", self.last)):
            date = QDate.fromString(state.get(name, ""), Qt.DateFormat.ISODate)
            if date.isValid():
                edit.setDate(date)
        self.blockSignals(False)
        self._typing.stop()
        self._awaited = None
        self.changed.emit()

    def _boxes(self) -> dict[str, QComboBox]:
        return {
            "platform": self.platform,
            "severity": self.severity,
            "scope": self.scope,
            "cause": self.cause,
            "period": self.period,
        }

    def show_platforms(self, platforms: Sequence[tuple[str, str]]) -> None:
        """Offer these platforms (id and name); the one that is picked stays picked."""
        picked = self.platform.currentData()
        self.platform.blockSignals(True)  # the same filter as before: nothing changes
        while self.platform.count() > 1:
            self.platform.removeItem(1)
        for platform_id, name in platforms:
            self.platform.addItem(name, platform_id)
        self.platform.setCurrentIndex(max(0, self.platform.findData(picked)))
        self.platform.blockSignals(False)
        if self._awaited is not None and self.platform.findData(self._awaited) > 0:
            self.pick_platform(self._awaited)

    def pick_platform(self, platform_id: str) -> None:
        """Narrow to one platform, now or as soon as it is known."""
        place = self.platform.findData(platform_id)
        self._awaited = platform_id if place < 0 else None
        self.platform.setCurrentIndex(max(0, place))

    def clear(self) -> None:
        """Narrow to nothing: show all."""
        self._awaited = None
        self.blockSignals(True)
        self.search.clear()
        self.only_open.setChecked(False)
        for box in self._boxes().values():
            box.setCurrentIndex(0)
        self.blockSignals(False)
        self._typing.stop()
        self.changed.emit()

    def add(self, widget: QWidget) -> None:
        """Put something more behind the controls."""
        self._row.addWidget(widget)

    def _search_field(self) -> QLineEdit:
        field = QLineEdit(clearButtonEnabled=True)
        field.setPlaceholderText(self._words("Search"))
        field.setAccessibleName(self._words("Search incidents, evidence and notes"))
        field.setMinimumWidth(field.fontMetrics().averageCharWidth() * 22)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        field.textChanged.connect(lambda: self._typing.start())
        shortcut = QShortcut(QKeySequence.StandardKey.Find, self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(lambda: field.setFocus(Qt.FocusReason.ShortcutFocusReason))
        shortcut.activated.connect(field.selectAll)
        return field

    def _box(self, name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for text, value in choices:
            box.addItem(text, value)
        box.currentIndexChanged.connect(self.changed)
        return box

    def _date(self, name: str) -> QDateEdit:
        edit = QDateEdit()
        edit.setCalendarPopup(True)
        edit.setAccessibleName(name)
        edit.setToolTip(name)
        edit.setDate(_qdate(self._now(), self._words.zone))
        edit.dateChanged.connect(self.changed)
        return edit

    def _lay_out(self) -> None:
        layout = self._row = FlowLayout(self)
        for widget in (
            self.search,
            self.platform,
            self.severity,
            self.scope,
            self.cause,
            self.period,
            self.first,
            self.last,
            self.only_open,
        ):
            layout.addWidget(widget)

    def _on_period_picked(self) -> None:
        between = self.period.currentData() == _BETWEEN
        self.first.setVisible(between)
        self.last.setVisible(between)

    def _span(self) -> tuple[datetime | None, datetime | None]:
        picked = self.period.currentData()
        if picked is None:
            return None, None
        if picked != _BETWEEN:
            return self._now() - Range(picked).length, None
        first, last = sorted((self.first.date(), self.last.date()), key=QDate.toJulianDay)
        zone = self._words.zone
        return _midnight(first, zone), _midnight(last.addDays(1), zone)


def _severities(words: Words) -> list[tuple[str, object]]:
    worst_first = (Status.MAJOR_OUTAGE, Status.PARTIAL_OUTAGE, Status.DEGRADED)
    return [
        (words("Any severity"), None),
        *((words.status(status), status.value) for status in worst_first),
    ]


def _scopes(words: Words) -> list[tuple[str, object]]:
    return [(words("For anyone"), None), *((words.scope(scope), scope.value) for scope in Scope)]


def _causes(words: Words) -> list[tuple[str, object]]:
    return [(words("Any cause"), None), *((cause_name(words, one), one.value) for one in Cause)]


def _periods(words: Words) -> list[tuple[str, object]]:
    ranges = [(words("Last {range}", range=words(RANGE_NAMES[one])), one.value) for one in Range]
    return [(words("Any time"), None), *ranges, (words("Between two days"), _BETWEEN)]


def _qdate(moment: datetime, zone: tzinfo) -> QDate:
    local = moment.astimezone(zone)
    return QDate(local.year, local.month, local.day)


def _midnight(day: QDate, zone: tzinfo) -> datetime:
    return datetime(day.year(), day.month(), day.day(), tzinfo=zone).astimezone(UTC)
