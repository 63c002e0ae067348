"""The table of incidents, and what stands in its place when there are none."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.history import IncidentFilter
from downlight.present.history import Column, longest
from downlight.present.words import Words
from downlight.qt.history_model import HistoryModel
from downlight.qt.incident_delegate import IncidentDelegate
from downlight.qt.plain import PlainLabel


class IncidentTable(QTableView):
    """Keeps selection and place when the list is read anew."""

    picked = Signal(int)
    """The id of the incident that is the current one now."""
    opened = Signal()
    """Enter was pressed, or a row clicked twice: the detail is wanted."""

    def __init__(self, model: HistoryModel, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._current: int | None = None
        self._top: int | None = None
        self._row = -1
        self.setModel(model)
        self.setItemDelegate(IncidentDelegate(model, self))
        self.setAccessibleName(words("Incidents"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        side = self.fontMetrics().height()
        self.setIconSize(QSize(side, side))
        self.setTabKeyNavigation(False)
        self._words = words
        self._is_fitted = False
        self.keep_widths = False
        """The user has chosen the widths of the columns: they are not fitted to the cells."""
        self._size()
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.listed.connect(self._on_listed)
        model.completed.connect(self._on_completed)

    def choose(self, incident_id: int) -> None:
        """Make an incident the current one, now or when it is listed."""
        self._current = incident_id
        row = self._model.row_of(incident_id)
        if row is not None:
            self._select(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the detail on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _size(self) -> None:
        metrics = self.fontMetrics()
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(metrics.height() * 1.6))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.WHAT, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(Column.STARTED, Qt.SortOrder.DescendingOrder)
        header.sortIndicatorChanged.connect(self._model.sort)
        self.setColumnWidth(Column.PLATFORM, metrics.averageCharWidth() * 15)

    def _fit(self) -> None:
        """Make room for what cells say. Not before there are any: dates are slow at first."""
        self._is_fitted = True
        metrics = self.fontMetrics()
        for column, text in longest(self._words).items():
            head = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            widest = max(metrics.horizontalAdvance(one) for one in (text, head))
            self.setColumnWidth(column, widest + 20)

    def _on_current_changed(self, current: QModelIndex) -> None:
        incident_id = self._model.incident_id(current.row())
        if incident_id is not None:
            self._current = incident_id
            self.picked.emit(incident_id)

    def _instead(self) -> int:
        """Return the row to choose when the chosen incident is gone: the one in its place."""
        if not self._model.is_the_same:
            return 0
        return max(0, min(self._row, self._model.rowCount() - 1))

    def _on_about_to_reset(self) -> None:
        self._row = self.currentIndex().row()
        at_top = self.verticalScrollBar().value() == 0
        self._top = None if at_top else self._model.incident_id(self.rowAt(0))

    def _on_listed(self) -> None:
        if not self._is_fitted and not self.keep_widths:
            self._fit()
        row = self._model.row_of(self._current) if self._current is not None else None
        if (
            row is None
            and self._model.rowCount()
            and (self._current is None or self._model.is_complete)
        ):
            row = self._instead()
        if row is not None:
            self._select(row)
        top = self._model.row_of(self._top) if self._top is not None else None
        if top is not None:
            self.scrollTo(self._model.index(top, 0), self.ScrollHint.PositionAtTop)

    def _on_completed(self) -> None:
        """Find what was looked for among those that came later."""
        if not self.currentIndex().isValid():
            self._on_listed()

    def _select(self, row: int) -> None:
        index = self._model.index(row, 0)
        select = self.selectionModel().SelectionFlag
        self.selectionModel().setCurrentIndex(index, select.ClearAndSelect | select.Rows)
        self.scrollTo(index)


class ListOrNothing(QStackedWidget):
    """The table; or one sentence and one action where it would be empty."""

    clear_wanted = Signal()
    picker_wanted = Signal()
    check_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, table: IncidentTable, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._act: Callable[[], None] = self.check_wanted.emit
        self.sentence = PlainLabel()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self.button.clicked.connect(lambda: self._act())
        nothing = QWidget()
        layout = QVBoxLayout(nothing)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addStretch()
        layout.addWidget(self.sentence)
        layout.addSpacing(8)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()
        self.addWidget(table)
        self.addWidget(nothing)

    def show_list(self) -> None:
        """Show the table."""
        self.setCurrentIndex(0)

    def show_nothing(self, wanted: IncidentFilter, *, watching: bool) -> None:
        """Say why the list is empty, and offer what helps."""
        if wanted != IncidentFilter():
            self._say(
                self._words("No incident fits these filters."),
                self._words("Clear the filters"),
                self.clear_wanted.emit,
            )
        elif not watching:
            self._say(
                self._words("Nothing is watched yet, so there is no history."),
                self._words("Choose platforms…"),
                self.picker_wanted.emit,
            )
        else:
            self._say(
                self._words("Nothing has gone down yet. When something does, it stands here."),
                self._words("Check now"),
                self.check_wanted.emit,
            )

    def show_trouble(self, why: str) -> None:
        """Say that the log cannot be read."""
        self._say(why, self._words("Try again"), self.retry_wanted.emit)

    def _say(self, sentence: str, action: str, act: Callable[[], None]) -> None:
        self.sentence.setText(sentence)
        self.button.setText(action)
        self._act = act
        self.setCurrentIndex(1)
