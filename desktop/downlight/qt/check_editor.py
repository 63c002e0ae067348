"""The dialog that edits how one favourite is looked at; every change counts at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.commands import AddFavourite, Command
from downlight.domain.events import Event, LookedInto
from downlight.domain.model import Component
from downlight.domain.settings import Favourite
from downlight.present.favourite_view import fields
from downlight.present.parts_view import parts_line
from downlight.present.settings_notifying import own_notification_fields
from downlight.present.words import Words
from downlight.qt.form import Form
from downlight.qt.offer_panel import OfferPanel
from downlight.qt.parts_dialog import PartsDialog
from downlight.qt.plain import PlainLabel
from downlight.qt.sign_in import SignIn, StoreSecret
from downlight.qt.sizing import fit


class CheckEditor(QDialog):
    """Sends the whole favourite anew with each change."""

    def __init__(
        self,
        favourite: Favourite,
        name: str,
        words: Words,
        submit: Callable[[Command], None],
        store_secret: StoreSecret | None,
        parent: QWidget | None = None,
        *,
        components: Sequence[Component] = (),
    ) -> None:
        """`components` are those its official feed named last."""
        super().__init__(parent)
        self._submit = submit
        self._words = words
        self._name = name
        self._components = components
        self.setWindowTitle(words("Check of {platform}", platform=name))
        self.form = Form(fields(words, own=favourite.url is not None), favourite)
        self.form.changed.connect(self._on_changed)
        self.news = Form(own_notification_fields(words), favourite, stacked=True)
        self.news.changed.connect(self._on_changed)
        self.parts = PlainLabel()
        self.pick_parts = QPushButton(words("Choose parts…"))
        self.pick_parts.clicked.connect(self.pick)
        self.offer_panel = OfferPanel(words, submit)
        self.find_feed = QPushButton(words("Look for its official status…"))
        self.find_feed.clicked.connect(self._on_find_clicked)
        self.sign_in: SignIn | None = None
        if store_secret is not None:
            self.sign_in = SignIn(favourite, words, store_secret)
            self.sign_in.changed.connect(self._on_sign_in_changed)
        self._lay_out(self._page(favourite))

    def _page(self, favourite: Favourite) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addWidget(self.form)
        if self._components or favourite.components:
            layout.addWidget(self._parts_row())
        if favourite.url is not None and favourite.feed is None:
            layout.addLayout(self._find_rows())
        if self.sign_in is not None:
            layout.addWidget(self.sign_in)
        layout.addWidget(self._news_box())
        layout.addStretch()
        return page

    def pick(self) -> PartsDialog:
        """Open the list of the platform's parts."""
        chosen = self.form.value.components
        dialog = PartsDialog(self._name, self._components, chosen, self._words, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(self._on_parts_changed)
        dialog.open()
        return dialog

    def _parts_row(self) -> QGroupBox:
        box = QGroupBox(self._words("Parts"))
        self.parts.setText(parts_line(self._words, self.form.value.components))
        self.pick_parts.setAutoDefault(False)
        row = QHBoxLayout(box)
        row.addWidget(self.parts, 1)
        row.addWidget(self.pick_parts)
        return box

    def on_event(self, event: Event) -> None:
        """Take what was found at its address."""
        self.offer_panel.on_event(event)
        if isinstance(event, LookedInto) and event.offer.url == self.form.value.url:
            self._take_offer()

    def _find_rows(self) -> QVBoxLayout:
        self.find_feed.setAutoDefault(False)
        self.find_feed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.offer_panel.changed.connect(self._take_offer)
        rows = QVBoxLayout()
        rows.addWidget(self.find_feed)
        rows.addWidget(self.offer_panel)
        return rows

    def _on_find_clicked(self) -> None:
        self.find_feed.hide()
        self.offer_panel.show_favourite(self.form.value)

    def _take_offer(self) -> None:
        """Read the feed that was found, or no longer, as the panel's box says."""
        bare = replace(self.form.value, feed=None, feed_format=None)
        chosen = self.offer_panel.completed(bare)
        if chosen != self.form.value:
            self._on_changed(chosen)

    def done(self, result: int) -> None:
        """Close; nobody waits for what is being looked into."""
        self.offer_panel.stop()
        super().done(result)

    def _news_box(self) -> QGroupBox:
        box = QGroupBox(self._words("Notifications about this platform"))
        QVBoxLayout(box).addWidget(self.news)
        return box

    def _on_parts_changed(self, parts: tuple[str, ...]) -> None:
        self.parts.setText(parts_line(self._words, parts))
        self._on_changed(replace(self.form.value, components=parts))

    def _lay_out(self, page: QWidget) -> None:
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it is reached, and scrolled to
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(buttons)
        fit(self, 96, 42)

    def _on_changed(self, favourite: Favourite) -> None:
        for form in (self.form, self.news):
            form.show_value(favourite)
        self._submit(AddFavourite(favourite))

    def _on_sign_in_changed(self, signed_in: Favourite) -> None:
        self._on_changed(replace(self.form.value, auth=signed_in.auth))
