"""The statistics window: figures of any stretch of time, per platform and of all together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import partial

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QCloseEvent, QFont, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDateEdit,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.history import HistorySource
from downlight.domain.lateness import lateness
from downlight.domain.statistics import Figures, figures, together
from downlight.domain.uptime import Span
from downlight.present.history import RANGE_NAMES
from downlight.present.statistics import (
    Figure,
    PlatformFigures,
    below,
    cell,
    head,
    method,
)
from downlight.present.timeline import Range, blind_spans
from downlight.present.words import Words
from downlight.qt.flow_layout import FlowLayout
from downlight.qt.log_reader import LogReader
from downlight.qt.plain import PlainLabel, QuietLabel, plain_tip
from downlight.qt.sizing import fit
from downlight.qt.text_page import TextPage

_BETWEEN = "between"
_NUMBER = Qt.ItemDataRole.UserRole
_FIGURE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Found:
    platforms: Sequence[PlatformFigures]
    all_of: Figures
    names: dict[int, str]


class StatisticsWindow(QWidget):
    """Reads the log when it is shown, and lets go of it when it is closed."""

    def __init__(
        self,
        open_source: Callable[[], HistorySource],
        words: Words,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._words = words
        self._now = now
        self._reader = LogReader(open_source, self)
        self._reader.failed.connect(self._on_failed)
        self.setWindowTitle(words("Downlight: statistics"))
        self.period = QComboBox()
        self.period.setAccessibleName(words("Time"))
        for one in Range:
            told = words("Last {range}", range=words(RANGE_NAMES[one]))
            self.period.addItem(told, one.value)
        self.period.addItem(words("Between two days"), _BETWEEN)
        self.period.setCurrentIndex(list(Range).index(Range.MONTH))
        self.first = self._date(words("From this day"), 30)
        self.last = self._date(words("To this day"), 0)
        self.table = self._table()
        self.summary = TextPage(words("Worst hours and longest outages"))
        self.state = PlainLabel()
        self._lay_out()
        self.period.currentIndexChanged.connect(self._on_period_picked)
        for keys in (QKeySequence.StandardKey.Cancel, QKeySequence.StandardKey.Close):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)
        self._on_period_picked()

    def window_of_time(self) -> Span:
        """Return the time that is chosen, at most until now."""
        picked, now = self.period.currentData(), self._now()
        if picked != _BETWEEN:
            return Range(picked).until(now)
        first, last = sorted((self.first.date(), self.last.date()), key=QDate.toJulianDay)
        begin = _midnight(first, self._words.zone)
        end = _midnight(last.addDays(1), self._words.zone)
        return min(begin, now), min(end, now)

    def refresh(self) -> None:
        """Read the log and work the figures out."""
        self.state.setText(self._words("Working it out…"))
        question = partial(_read, window=self.window_of_time(), words=self._words)
        self._reader.ask("figures", question, self._on_found)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the log."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the log."""
        self._reader.release()
        super().closeEvent(event)

    def _on_period_picked(self) -> None:
        between = self.period.currentData() == _BETWEEN
        self.first.setVisible(between)
        self.last.setVisible(between)
        if self.isVisible():
            self.refresh()

    def _on_date_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_failed(self, why: str) -> None:
        self.state.setText(self._words.said(why))

    def _on_found(self, found: _Found) -> None:
        words = self._words
        self.state.clear()
        strong = QFont(self.table.font())
        strong.setBold(True)
        whole = PlatformFigures("", words("All platforms"), found.all_of)
        self.table.setSortingEnabled(False)
        self.table.setRowCount(len(found.platforms) + 1)
        for row, one in enumerate((whole, *found.platforms)):
            for column in Figure:
                item = _Item(cell(words, one, column))
                item.setData(_NUMBER, (row > 0, _order(one, column)))
                item.setFont(strong if row == 0 else self.table.font())
                if column is Figure.PLATFORM:
                    item.setToolTip(plain_tip(item.text()))  # large text leaves little room
                else:
                    item.setTextAlignment(_FIGURE)
                self.table.setItem(row, column, item)
        lines = [*below(words, found.all_of, found.names)]
        self.summary.setPlainText("\n".join(lines) or words("Nothing was down in this time."))

    def _date(self, name: str, days_ago: int) -> QDateEdit:
        edit = QDateEdit()
        edit.setCalendarPopup(True)
        edit.setAccessibleName(name)
        edit.setToolTip(name)
        local = self._now().astimezone(self._words.zone)
        edit.setDate(QDate(local.year, local.month, local.day).addDays(-days_ago))
        edit.dateChanged.connect(self._on_date_changed)
        return edit

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, len(Figure))
        table.setAccessibleName(self._words("Figures of each platform"))
        table.setHorizontalHeaderLabels([head(self._words, one) for one in Figure])
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMaximumSectionSize(self.fontMetrics().averageCharWidth() * 40)
        header.setStretchLastSection(True)
        table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(
            lambda column: table.sortItems(column, header.sortIndicatorOrder())
        )
        return table

    def _lay_out(self) -> None:
        fit(self, 130, 40)
        bar = FlowLayout()
        for widget in (self.period, self.first, self.last, self.state):
            bar.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.summary, 2)
        layout.addWidget(QuietLabel(method(self._words)))


class _Item(QTableWidgetItem):
    """Sorts by its figure; the line of all platforms stays at an end."""

    def __lt__(self, other: QTableWidgetItem) -> bool:
        mine, theirs = self.data(_NUMBER), other.data(_NUMBER)
        return bool(tuple(mine) < tuple(theirs))


def _order(of: PlatformFigures, column: Figure) -> float | str:
    if column is Figure.PLATFORM:
        return of.name.casefold()
    known = of.figures
    number = {
        Figure.UPTIME: known.uptime.ratio,
        Figure.MEASURED: known.uptime.unmeasured,
        Figure.INCIDENTS: float(known.count),
        Figure.DOWN: known.uptime.down,
        Figure.REPAIR: known.repair,
        Figure.BETWEEN: known.between,
        Figure.PAGE: of.page.mean if of.page else None,
    }[column]
    return -1.0 if number is None else number


def _read(source: HistorySource, window: Span, words: Words) -> _Found:
    zone = words.zone
    platforms = source.platforms()
    gaps, deleted = source.gaps(*window), source.deleted(*window)
    bars = source.bars([key for key, _ in platforms], *window)
    span = window[0].timestamp(), window[1].timestamp()
    found: list[PlatformFigures] = []
    names: dict[int, str] = {}
    for key, name in platforms:
        watched = [(begin.timestamp(), end.timestamp()) for begin, end in source.watched(key)]
        blind = [(begin, end) for begin, end, _ in blind_spans(gaps, key)]
        own = bars.get(key, ())
        one = figures(span, watched, blind, own, partial(_hour, zone=zone), deleted.get(key, 0))
        names |= {bar.id: name for bar in one.longest}
        if one.uptime.measured > 0 or own:
            found.append(PlatformFigures(key, name, one, lateness(source.delays(key))))
    return _Found(found, together([one.figures for one in found]), names)


def _hour(at: float, zone: tzinfo) -> int:
    return datetime.fromtimestamp(at, zone).hour


def _midnight(day: QDate, zone: tzinfo) -> datetime:
    return datetime(day.year(), day.month(), day.day(), tzinfo=zone).astimezone(UTC)
