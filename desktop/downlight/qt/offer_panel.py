"""The part of the picker that shows what a typed address offers before it is watched."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.commands import Command, LookInto, StopLooking
from downlight.domain.events import Event, LookedInto
from downlight.domain.offer import Offer
from downlight.domain.settings import Favourite
from downlight.present.offer_view import accepted, is_believed, looking, offer_view, unanswered
from downlight.present.parts_view import parts_line
from downlight.present.words import Words
from downlight.qt.parts_dialog import PartsDialog
from downlight.qt.plain import Heading, PlainLabel, QuietLabel, no_mnemonic

PATIENCE = 45
"""Seconds after which nothing is expected any more; the engine itself takes 28 at the most."""


@dataclass(slots=True)
class _Known:
    """What is known of an address, and what the user wants of it."""

    offer: Offer | None = None
    takes_feed: bool = False
    parts: tuple[str, ...] = ()


class OfferPanel(QFrame):
    """Looks into one address after the other, through the engine; never waits for it."""

    changed = Signal()
    """The user wants something else of what was found."""

    def __init__(
        self, words: Words, submit: Callable[[Command], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._submit = submit
        self._favourite: Favourite | None = None
        self._known: dict[str, _Known] = {}
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE * 1000)
        self._timer.timeout.connect(self.stop)
        self.title = Heading()
        self.page = PlainLabel()
        self.feed = QCheckBox()
        self.how = QuietLabel()
        self.parts = QuietLabel()
        self.pick_parts = QPushButton(words("Choose parts…"))
        self.halt = QPushButton(words("Stop"))
        self._connect()
        self._lay_out()
        self.hide()

    @property
    def is_looking(self) -> bool:
        """Whether an answer of the engine is awaited."""
        return self._timer.isActive()

    def show_favourite(self, favourite: Favourite) -> None:
        """Show what the address of a favourite offers; look into it first, if need be."""
        self._favourite = favourite
        url = favourite.url or ""
        if url not in self._known:
            self._known[url] = _Known()
            self._timer.start()
            self._submit(LookInto(url))
        self._show()

    def forget(self, kept: Collection[str]) -> None:
        """Drop what is known of all addresses but `kept`."""
        self._known = {url: known for url, known in self._known.items() if url in kept}
        if self._favourite is not None and self._favourite.url not in kept:
            self.stop()
            self._favourite = None
            self.hide()

    def stop(self) -> None:
        """Wait for nothing any more."""
        if self.is_looking:
            self._timer.stop()
            self._submit(StopLooking())
            self._show()

    def on_event(self, event: Event) -> None:
        """Take what the engine found out."""
        if not isinstance(event, LookedInto) or event.offer.url not in self._known:
            return
        known = self._known[event.offer.url]
        known.offer = event.offer
        known.takes_feed = event.offer.feed is not None and is_believed(event.offer.feed)
        if self._favourite is not None and self._favourite.url == event.offer.url:
            self._timer.stop()
            self._show()

    def completed(self, favourite: Favourite) -> Favourite:
        """Return a favourite as it is to be watched: with the feed, if that is wanted."""
        known = self._known.get(favourite.url or "")
        if known is None or known.offer is None or known.offer.feed is None:
            return favourite
        return accepted(favourite, known.offer.feed, known.parts) if known.takes_feed else favourite

    def _current(self) -> _Known | None:
        return self._known.get(self._favourite.url or "") if self._favourite else None

    def _show(self) -> None:
        known, favourite = self._current(), self._favourite
        if known is None or favourite is None:
            return
        self.title.setText(favourite.name or favourite.id)
        self.halt.setVisible(self.is_looking)
        if known.offer is None:
            say = looking if self.is_looking else unanswered
            self.page.setText(say(self._words, favourite))
            self._show_feed(known)
        else:
            view = offer_view(self._words, known.offer)
            self.page.setText(view.page)
            self.feed.setText(no_mnemonic(view.feed))
            self.how.setText(view.how)
            self._show_feed(known)
        self.show()

    def _show_feed(self, known: _Known) -> None:
        found = known.offer.feed if known.offer else None
        self.feed.setVisible(found is not None)
        self.feed.setChecked(known.takes_feed)
        self.how.setVisible(known.offer is not None)
        has_parts = found is not None and bool(found.components) and known.takes_feed
        self.parts.setVisible(has_parts)
        self.pick_parts.setVisible(has_parts)
        self.parts.setText(parts_line(self._words, known.parts))

    def _on_feed_clicked(self, taken: bool) -> None:
        known = self._current()
        if known is not None:
            known.takes_feed = taken
            self._show_feed(known)
            self.changed.emit()

    def _on_parts_wanted(self) -> None:
        known, favourite = self._current(), self._favourite
        if known is None or favourite is None or known.offer is None or known.offer.feed is None:
            return
        name = favourite.name or favourite.id
        dialog = PartsDialog(name, known.offer.feed.components, known.parts, self._words, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(self._on_parts_changed)
        dialog.open()

    def _on_parts_changed(self, parts: tuple[str, ...]) -> None:
        known = self._current()
        if known is not None:
            known.parts = parts
            self._show_feed(known)
            self.changed.emit()

    def _connect(self) -> None:
        self.feed.clicked.connect(self._on_feed_clicked)
        self.pick_parts.clicked.connect(self._on_parts_wanted)
        self.halt.clicked.connect(self.stop)

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self._words("What this address offers"))
        layout = QVBoxLayout(self)
        layout.setSpacing(4)
        for row in ((self.title, self.halt), (self.page,), (self.feed,), (self.how,)):
            line = QHBoxLayout()
            line.addWidget(row[0], 1)
            for button in row[1:]:
                line.addWidget(button)
            layout.addLayout(line)
        line = QHBoxLayout()
        line.addWidget(self.parts, 1)
        line.addWidget(self.pick_parts)
        layout.addLayout(line)
        for button in (self.pick_parts, self.halt):
            button.setAutoDefault(False)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
