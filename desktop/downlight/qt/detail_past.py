"""The past of a platform beside its verdict: the day's answers, uptime, incidents."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from downlight.present.pace import PaceView
from downlight.present.past import PastIncident, PastView, UptimeLine
from downlight.present.words import Words
from downlight.qt.lamps import Lamps
from downlight.qt.latency_chart import LatencyChart
from downlight.qt.plain import Heading, PlainLabel, QuietLabel, plain_tip


class DetailPast(QWidget):
    """Shows what it is given."""

    incident_picked = Signal(int)
    """The id of an incident that is to be seen in full."""

    def __init__(self, words: Words, lamps: Lamps, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lamps = lamps
        self.chart = LatencyChart(words("Answers of the last 24 hours"))
        self.answers = QuietLabel()
        self._grid = QGridLayout()
        self.trouble = PlainLabel()
        self.incidents = QListWidget()
        self.incidents.setAccessibleName(words("Past incidents"))
        self.incidents.setWordWrap(True)
        self.incidents.setMinimumHeight(self.incidents.fontMetrics().lineSpacing() * 6)
        self.incidents.itemActivated.connect(self._on_picked)
        self.incidents.itemClicked.connect(self._on_picked)
        self.none = QuietLabel(words("No incidents in the history."))
        self._lay_out()

    def show_pace(self, view: PaceView) -> None:
        """Show another day of answers."""
        self.chart.show_view(view)
        self.answers.setText(view.sentence)

    def show_past(self, view: PastView) -> None:
        """Show what the log holds."""
        self.trouble.hide()
        self._show_uptimes(view.uptimes)
        self._show_incidents(view.incidents)

    def show_trouble(self, why: str) -> None:
        """Say why the log cannot be read."""
        self.trouble.setText(why)
        self.trouble.show()

    def show_nothing(self) -> None:
        """Forget what was shown: another platform comes."""
        self._show_uptimes(())
        self.incidents.clear()
        self.none.hide()
        self.trouble.hide()

    def _show_uptimes(self, lines: Sequence[UptimeLine]) -> None:
        _empty(self._grid)
        for row, line in enumerate(lines):
            for column, text in enumerate((line.over, line.percent)):
                label = PlainLabel(text)
                label.setToolTip(plain_tip(line.told))
                self._grid.addWidget(label, row, column)
            label.setAccessibleDescription(line.told)
        self._grid.setColumnStretch(2, 1)

    def _show_incidents(self, incidents: Sequence[PastIncident]) -> None:
        current = self.incidents.currentItem()
        chosen = current.data(Qt.ItemDataRole.UserRole) if current else None
        self.incidents.clear()
        for incident in incidents:
            item = QListWidgetItem(self._lamps.icon(incident.status), incident.text)
            item.setData(Qt.ItemDataRole.UserRole, incident.id)
            self.incidents.addItem(item)
            if incident.id == chosen:
                self.incidents.setCurrentItem(item)
        self.incidents.setVisible(bool(incidents))
        self.none.setVisible(not incidents)

    def _on_picked(self, item: QListWidgetItem) -> None:
        self.incident_picked.emit(int(item.data(Qt.ItemDataRole.UserRole)))

    def _lay_out(self) -> None:
        words = self._words
        layout = QVBoxLayout(self)
        layout.addWidget(Heading(words("Answers of the last 24 hours")))
        layout.addWidget(self.chart)
        layout.addWidget(self.answers)
        layout.addWidget(Heading(words("Uptime")))
        layout.addLayout(self._grid)
        layout.addWidget(Heading(words("Past incidents")))
        layout.addWidget(self.trouble)
        layout.addWidget(self.none)
        layout.addWidget(self.incidents, 1)
        layout.addStretch()
        self.show_nothing()


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
