"""The help: questions on one side, the answer on the other, and diagnostics to copy."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from downlight.present.help import Topic, topics
from downlight.present.words import Words
from downlight.qt.help_diagnostics import DiagnosticsPage
from downlight.qt.plain import Heading, PlainLabel
from downlight.qt.sizing import fit


class HelpWindow(QDialog):
    """Every text can be selected and copied."""

    def __init__(
        self, words: Words, diagnose: Callable[[], str] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Downlight: help"))
        self._keys: list[str] = []
        self.titles = QListWidget()
        self.titles.setAccessibleName(words("Topics of the help"))
        self.titles.setSpacing(2)
        self.stack = QStackedWidget()
        for topic in topics(words):
            self._add(topic.key, topic.title, _scrolling(_page(topic)))
        if diagnose is not None:
            self.diagnostics = DiagnosticsPage(words, diagnose)
            self._add("diagnostics", words("Copy diagnostics"), self.diagnostics)
        self.titles.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.titles.setCurrentRow(0)
        self._lay_out()

    def open_topic(self, key: str) -> None:
        """Show a topic."""
        if key in self._keys:
            self.titles.setCurrentRow(self._keys.index(key))

    def _add(self, key: str, title: str, page: QWidget) -> None:
        self._keys.append(key)
        self.titles.addItem(title)
        self.stack.addWidget(page)

    def _lay_out(self) -> None:
        widest = self.titles.sizeHintForColumn(0) + 28
        self.titles.setFixedWidth(min(widest, self.fontMetrics().averageCharWidth() * 36))
        self.titles.setWordWrap(True)
        body = QHBoxLayout()
        body.addWidget(self.titles)
        body.addWidget(self.stack, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(body, 1)
        layout.addWidget(buttons)
        fit(self, 104, 30)


def _page(topic: Topic) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setSpacing(10)
    layout.addWidget(Heading(topic.title))
    for paragraph in topic.paragraphs:
        label = PlainLabel(paragraph)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout.addWidget(label)
    layout.addStretch()
    return page


def _scrolling(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area
