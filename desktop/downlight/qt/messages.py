"""The inbox: what could not be shown as a notification, and what is wrong with Downlight itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.commands import Command, EmptyInbox
from downlight.domain.events import Event, SnapshotTaken
from downlight.domain.snapshot import Snapshot
from downlight.present.toast import toast
from downlight.present.words import Words
from downlight.qt.plain import PlainLabel, QuietLabel


class MessagesDialog(QDialog):
    """Lists messages, the newest first; reading them empties the inbox."""

    def __init__(
        self, words: Words, submit: Callable[[Command], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._submit = submit
        self._shown: tuple[object, ...] = ()
        self.setWindowTitle(words("Messages – Downlight"))
        self.resize(480, 360)
        self._scroll = QScrollArea(self, widgetResizable=True)
        self._page = QWidget()
        self._scroll.setWidget(self._page)
        self._buttons = QDialogButtonBox(self)
        read = self._buttons.addButton(
            words("Mark as read"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._buttons.addButton(QDialogButtonBox.StandardButton.Close)
        read.clicked.connect(self._on_read)
        self._buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self._scroll)
        layout.addWidget(self._buttons)

    def on_event(self, event: Event) -> None:
        """Take in what the engine says."""
        if isinstance(event, SnapshotTaken):
            self._show(event.snapshot)

    def lines(self) -> list[str]:
        """Return the texts that are shown, from top to bottom."""
        return [label.text() for label in self._page.findChildren(PlainLabel)]

    def _show(self, snapshot: Snapshot) -> None:
        content = (snapshot.troubles, snapshot.inbox)
        if content == self._shown:
            return
        self._shown = content
        page = self._page = QWidget()
        layout = QVBoxLayout(page)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        for sentence in map(self._words.said, snapshot.troubles):
            layout.addWidget(PlainLabel(sentence, page))
        for notification in reversed(snapshot.inbox):
            said = toast(notification, self._words)
            at = self._words.date_time(notification.created_at)
            layout.addWidget(PlainLabel(f"{said.title}. {said.body}".strip(), page))
            layout.addWidget(QuietLabel(at, page))
        if not layout.count():
            layout.addWidget(QuietLabel(self._words("There are no messages."), page))
        self._scroll.setWidget(page)

    def _on_read(self) -> None:
        self._submit(EmptyInbox())
        self.close()
