"""The platform picker: tick what you rely on, by category or by search, or type any address."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.commands import AddFavourite, Command
from downlight.domain.events import Event, SettingsTaken
from downlight.domain.settings import Favourite
from downlight.present.picker import POPULAR, Offer, PlatformCatalogue, Shelf, watch_button
from downlight.present.words import Words
from downlight.qt.offer_panel import OfferPanel
from downlight.qt.picker_model import ChoiceDelegate, PickerModel
from downlight.qt.plain import PlainLabel, QuietLabel
from downlight.qt.sizing import fit


class PlatformPicker(QDialog):
    """Nothing is watched until the button is pressed."""

    def __init__(
        self,
        catalogue: PlatformCatalogue,
        favourites: Sequence[Favourite],
        words: Words,
        submit: Callable[[Command], None],
        parent: QWidget | None = None,
        *,
        first_start: bool = False,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._submit = submit
        self._catalogue = catalogue
        self._shelf = Shelf(catalogue, favourites, words)
        self.model = PickerModel(words, self)
        self.search = self._search_field()
        self.categories = self._category_list()
        self.view = self._choice_list()
        self.hint = PlainLabel()
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picked = QuietLabel()
        self.watch_button = QPushButton()
        self.watch_button.clicked.connect(self._on_watch_clicked)
        self.offer_panel = OfferPanel(words, submit)
        self.model.picks_changed.connect(self._on_picks_changed)
        self._lay_out(first_start=first_start)
        self._on_picks_changed()
        self._on_text_changed("")

    def on_event(self, event: Event) -> None:
        """Know what is watched already, as the settings change."""
        self.offer_panel.on_event(event)
        if isinstance(event, SettingsTaken):
            favourites = event.settings.favourites
            self._shelf = Shelf(self._catalogue, favourites, self._words)
            self.model.forget({favourite.id for favourite in favourites})
            self._on_text_changed(self.search.text())

    def done(self, result: int) -> None:
        """Close; the next opening begins with nothing picked."""
        super().done(result)
        self.model.forget({favourite.id for favourite in self.model.favourites})
        self.search.clear()

    def _on_watch_clicked(self) -> None:
        for favourite in self.model.favourites:
            self._submit(AddFavourite(self.offer_panel.completed(favourite)))
        self.accept()

    def _on_picks_changed(self) -> None:
        picked = self.model.picked
        self.watch_button.setText(watch_button(self._words, len(picked)))
        self.watch_button.setEnabled(bool(picked))
        names = self._words.listed(choice.favourite.name or choice.name for choice in picked)
        self.picked.setText(self._words("Picked: {names}", names=names) if picked else "")
        self._show_offers([choice.favourite for choice in picked if choice.favourite.url])

    def _show_offers(self, own: Sequence[Favourite]) -> None:
        """Show what the address that was picked last offers."""
        self.offer_panel.forget({favourite.url or "" for favourite in own})
        if own:
            self.offer_panel.show_favourite(own[-1])

    def _on_text_changed(self, text: str) -> None:
        searching = bool(text.strip())
        self.categories.setEnabled(not searching)
        self._offer(self._shelf.search(text) if searching else self._shelf.browse(self._category()))

    def _on_return_pressed(self) -> None:
        """Tick the best of what was found, ready for the next name."""
        if self.search.text().strip():
            self.model.toggle(0)
            self.search.selectAll()
        elif self.watch_button.isEnabled():
            self._on_watch_clicked()

    def _category(self) -> str:
        item = self.categories.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else POPULAR

    def _offer(self, offer: Offer) -> None:
        self.model.show(offer.choices)
        self.view.setVisible(bool(offer.choices))
        self.hint.setVisible(not offer.choices)
        self.hint.setText(offer.hint)
        if offer.choices:
            self.view.setCurrentIndex(self.model.index(0))
            self.view.scrollToTop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search field into the list with the arrow key."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _search_field(self) -> QLineEdit:
        field = QLineEdit(clearButtonEnabled=True)
        field.setPlaceholderText(self._words("Search, or type any web address"))
        field.setAccessibleName(self._words("Search platforms, or type any web address"))
        field.textChanged.connect(self._on_text_changed)
        field.returnPressed.connect(self._on_return_pressed)
        field.installEventFilter(self)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(lambda: field.setFocus(Qt.FocusReason.ShortcutFocusReason))
        return field

    def _category_list(self) -> QListWidget:
        box = QListWidget()
        box.setAccessibleName(self._words("Categories"))
        for category, name in self._shelf.categories():
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, category)
            box.addItem(item)
        box.setCurrentRow(0)
        box.setSpacing(1)
        widest = box.sizeHintForColumn(0) + box.verticalScrollBar().sizeHint().width() + 12
        box.setFixedWidth(min(widest, box.fontMetrics().averageCharWidth() * 34))
        box.currentRowChanged.connect(lambda _: self._on_text_changed(self.search.text()))
        return box

    def _choice_list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(ChoiceDelegate(view))
        view.setAccessibleName(self._words("Platforms"))
        view.setUniformItemSizes(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        side = round(view.fontMetrics().height() * 1.3)
        view.setIconSize(QSize(side, side))
        return view

    def _lay_out(self, *, first_start: bool) -> None:
        self.setWindowTitle(self._words("Downlight: choose platforms"))
        fit(self, 92, 32)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        if first_start:
            layout.addLayout(self._welcome())
        layout.addWidget(self.search)
        lists = QHBoxLayout()
        lists.addWidget(self.categories)
        lists.addWidget(self.view, 1)
        lists.addWidget(self.hint, 1)
        layout.addLayout(lists, 1)
        layout.addWidget(self.offer_panel)
        layout.addWidget(self.picked)
        layout.addLayout(self._buttons(first_start=first_start))
        self.search.setFocus()

    def _welcome(self) -> QVBoxLayout:
        title = PlainLabel(self._words("What do you rely on?"))
        font = QFont(title.font())
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        title.setFont(font)
        text = PlainLabel(
            self._words(
                "Pick the platforms that Downlight is to watch. It tells you the moment one of "
                "them goes down, and when it is back."
            )
        )
        layout = QVBoxLayout()
        layout.setSpacing(4)
        layout.addWidget(title)
        layout.addWidget(text)
        return layout

    def _buttons(self, *, first_start: bool) -> QHBoxLayout:
        away = QPushButton(self._words("Later") if first_start else self._words("Cancel"))
        away.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        for button in (away, self.watch_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row
