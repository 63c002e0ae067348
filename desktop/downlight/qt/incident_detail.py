"""The detail pane: what happened, why we say so, what was seen, and the user's note."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.commands import Command, WriteNote
from downlight.domain.model import Platform
from downlight.present.incident_view import IncidentView
from downlight.present.links import host_of
from downlight.present.words import Words
from downlight.qt.flow_layout import FlowLayout
from downlight.qt.incident_document import IncidentWriter, is_wide
from downlight.qt.lamps import Lamps
from downlight.qt.plain import PlainLabel, QuietLabel, no_mnemonic
from downlight.qt.text_page import TextPage

_EDGE = 8
"""Pixels between the list and the detail."""
_RESIZED = 80
"""Milliseconds of stillness after which the text is fitted to another width."""
_SETTLE = 1500
"""Milliseconds of stillness after which a note is kept."""


class IncidentDetail(QWidget):
    """Shows one incident, or a line that says how to choose one."""

    def __init__(
        self,
        words: Words,
        submit: Callable[[Command], None],
        open_url: Callable[[str], None],
        lamps: Lamps,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._submit = submit
        self._open_url = open_url
        self._lamps = lamps
        self._view: IncidentView | None = None
        self._page: str | None = None
        self._room = 0
        self._refit = QTimer(self, singleShot=True, interval=_RESIZED)
        self._refit.timeout.connect(self._on_resized)
        self._sign = QLabel()
        self._title = PlainLabel()
        self._headline = PlainLabel()
        self.text = TextPage(words("Evidence"))
        self.text.link_clicked.connect(self._on_link_clicked)
        self.note = _NoteEdit(words)
        self.note.left.connect(self.keep_note)
        self.page_button = QPushButton()
        self.page_button.clicked.connect(self._on_page_clicked)
        self.more_button = QPushButton(words("More"))
        """Its menu is filled by whoever knows what can be done."""
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say how to choose an incident."""
        self.keep_note()
        self._view = None
        self._stack.setCurrentIndex(0)

    def show_incident(self, view: IncidentView, platform: Platform | None) -> None:
        """Show an incident; `platform` is known as long as it is watched."""
        same = self._view is not None and self._view.id == view.id
        if not same:
            self.keep_note()
        typing = same and self.note.is_changed
        self._view = view
        self._write(keep_place=same)
        if not typing:
            self.note.show_note(view.note)
        self._offer_page(view, platform)
        self._stack.setCurrentIndex(1)

    def keep_note(self) -> None:
        """Hand in the note, if it was changed."""
        if self._view is None or self._view.id is None or not self.note.is_changed:
            return
        self._submit(WriteNote(self._view.id, self.note.take()))

    @property
    def incident_id(self) -> int | None:
        """The incident that is shown."""
        return self._view.id if self._view else None

    @property
    def is_open(self) -> bool:
        """Whether the incident that is shown has not ended."""
        return self._view is not None and self._view.is_open

    def changeEvent(self, event: QEvent) -> None:
        """Write again in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._view is not None:
            self._write(keep_place=True)

    def _write(self, *, keep_place: bool) -> None:
        view = self._view
        if view is None:
            return
        side = self.fontMetrics().height() * 3 // 2
        self._sign.setPixmap(self._lamps.icon(view.peak).pixmap(QSize(side, side)))
        self._sign.setAccessibleName(self._words.status(view.peak))
        for label in (self._title, self._headline):  # a name in other letters leads here too
            label.setAlignment(_leading(self.layoutDirection()))
        self._title.setText(view.title)
        self._headline.setText(view.headline)
        bar = self.text.verticalScrollBar()
        place = bar.value()
        self._room = self._free()
        writer = IncidentWriter(self.text.document(), self._words, self.palette(), room=self._room)
        writer.write(view)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        bar.setValue(place if keep_place else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write again soon: the columns share the room there is."""
        super().resizeEvent(event)
        if is_wide(self._room, self.text.font()) is not is_wide(self._free(), self.text.font()):
            self._on_resized()
        else:
            self._refit.start()

    def _free(self) -> int:
        """Return the pixels that a line of the text has, whether it scrolls or not."""
        bar = self.text.verticalScrollBar().sizeHint().width()
        return max(0, self.width() - _EDGE - bar - 2 * self.text.frameWidth())

    def _on_resized(self) -> None:
        if self._view is not None and self._room != self._free():
            self._write(keep_place=True)

    def _offer_page(self, view: IncidentView, platform: Platform | None) -> None:
        """Offer the provider's word on it; else its status page; else the platform itself."""
        words = self._words
        own = platform.status_page if platform else None
        status_page = view.url if host_of(view.url) else own
        host = host_of(status_page)
        if host is not None:
            self._page = status_page
            text = words("Open status page ({host})", host=host)
        else:
            self._page = platform.homepage if platform else None
            host = host_of(self._page)
            text = words("Open website ({host})", host=host)
        self.page_button.setText(no_mnemonic(text))
        self.page_button.setVisible(host is not None)

    def _lay_out(self) -> None:
        font = QFont(self._title.font())
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self._title.setFont(font)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._title)
        names.addWidget(self._headline)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_EDGE, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.note)
        buttons = FlowLayout()
        buttons.addWidget(self.page_button)
        buttons.addWidget(self.more_button)
        layout.addLayout(buttons)
        nothing = QuietLabel(self._words("Choose an incident to see what was seen."))
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(nothing)
        self._stack.addWidget(page)

    def _on_page_clicked(self) -> None:
        if self._page is not None:
            self._open_url(self._page)

    def _on_link_clicked(self, url: str) -> None:
        if host_of(url) is not None:
            self._open_url(url)


def _leading(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """Return the edge where reading begins, whatever letters a label holds."""
    mirrored = direction is Qt.LayoutDirection.RightToLeft
    edge = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    return edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class _NoteEdit(QPlainTextEdit):
    """A note of a few lines; kept after a moment of stillness and when it is left."""

    left = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setPlaceholderText(words("Your note"))
        self.setAccessibleName(words("Your note on this incident"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 14)
        self._still = QTimer(self, singleShot=True, interval=_SETTLE)
        self._still.timeout.connect(self.left)
        self.textChanged.connect(lambda: self._still.start())

    @property
    def is_changed(self) -> bool:
        """Whether there is something to keep."""
        return self.toPlainText() != self._kept

    def show_note(self, text: str) -> None:
        """Show the note of an incident."""
        self._kept = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._still.stop()

    def take(self) -> str:
        """Return the note, which is kept now."""
        self._kept = self.toPlainText()
        self._still.stop()
        return self._kept

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep the note."""
        super().focusOutEvent(event)
        self.left.emit()
