"""The status popup beside the tray icon: how each favourite is, and a search that adds more."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCursor,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.commands import AddFavourite, CheckNow, RemoveFavourite
from downlight.domain.events import Event, SettingsTaken, SnapshotTaken
from downlight.domain.settings import Favourite, Settings
from downlight.domain.snapshot import Snapshot
from downlight.present.picker import Choice, PlatformCatalogue, Shelf
from downlight.present.platform import worst_first
from downlight.present.popup import OFFERED, found
from downlight.present.tray import Action, ShowPlatform, light_view, pause_entry
from downlight.present.words import Words
from downlight.qt.icons import Icons
from downlight.qt.lamps import Lamps
from downlight.qt.plain import PlainLabel, QuietLabel
from downlight.qt.popup_actions import LEADING_AWAY, PopupFooter, row_menu
from downlight.qt.popup_delegate import PopupDelegate
from downlight.qt.popup_list import PopupList
from downlight.qt.popup_model import PopupModel
from downlight.qt.popup_place import place

TICK = 15_000
"""Milliseconds after which "20 s ago" is said anew, while it is seen."""
_LETTERS = 66
_ROWS = (6, 10)
"""Rows in sight at least and at most."""
_REOPEN = 300
"""Milliseconds in which the click that took the focus away does not open it again."""
_FRAMELESS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint
_INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class StatusPopup(QFrame):
    """Closes on Esc and when another window is used. Nothing is done while it is not seen."""

    chosen = Signal(object)
    """An Action: a row, a button, an entry of a menu."""

    def __init__(
        self,
        words: Words,
        icons: Icons,
        catalogue: PlatformCatalogue,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, _FRAMELESS)
        self._words = words
        self._icons = icons
        self._catalogue = catalogue
        self._now = now
        self._settings = Settings()
        self._snapshot: Snapshot | None = None
        self._shelf: Shelf | None = None
        self._removed: Favourite | None = None
        self._awaited: str | None = None
        self._stays = False
        self._left = QElapsedTimer()
        self._light = QLabel()
        self.headline = PlainLabel()
        self.search = self._search_field()
        self.model = PopupModel(words, now, self)
        self.list = self._list()
        self.hint = QuietLabel()
        self.farewell = PlainLabel()
        self.undo = QPushButton(words("Undo"))
        self.undo.clicked.connect(self._on_undo_clicked)
        self.footer = PopupFooter(words)
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self._on_tick)
        self._lay_out()
        self._show_removed(None)

    def on_event(self, event: Event) -> None:
        """Take in what the engine says; draw it only where somebody looks."""
        if isinstance(event, SnapshotTaken):
            self._snapshot = event.snapshot
            if self.isVisible():
                self.refresh()
        elif isinstance(event, SettingsTaken):
            self._settings = event.settings
            self._shelf = None
            if self.isVisible():
                self.refresh()

    def show_as_window(self) -> None:
        """Come up as a window like others, for a desktop that has no place for the icon."""
        if not self._stays:
            self._stays = True
            self.hide()
            self.setWindowFlags(Qt.WindowType.Window)
            self.footer.quit.show()
        self.refresh()
        if not self.isVisible():
            self.resize(self._fitting(self.screen().availableSize()))
        self.show()
        self.raise_()
        self.activateWindow()

    def show_at(self, anchor: QRect) -> None:
        """Come up beside the icon at `anchor`, which may be empty where nobody knows its place."""
        pointer = QCursor.pos()
        screen = QGuiApplication.screenAt(pointer if anchor.isEmpty() else anchor.center())
        screen = screen or QGuiApplication.primaryScreen()
        free = screen.availableGeometry()
        self.refresh()
        self.resize(self._fitting(free.size()))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.move(place(self.size(), anchor, pointer, screen.geometry(), free, mirrored=mirrored))
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def was_just_left(self) -> bool:
        """Whether it closed a moment ago since something else was clicked: maybe its icon."""
        return self._left.isValid() and self._left.elapsed() < _REOPEN

    def refresh(self) -> None:
        """Show what is known now; what is chosen and where the list stands stays."""
        text = self.search.text().strip()
        states = self._snapshot.platforms if self._snapshot else ()
        shown = found(worst_first(states, self._now()), text)
        bar = self.list.verticalScrollBar()
        stood = bar.value()
        self.model.show_states(shown)
        hint = self._offer(text)
        bar.setValue(stood)
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self._choose_awaited()
        self._show_light()
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to tell how long ago things were."""
        super().showEvent(event)
        self._tick.start()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: stand still, and begin afresh the next time."""
        super().hideEvent(event)
        self._tick.stop()
        self.search.clear()
        self._show_removed(None)
        self.list.scrollToTop()
        self.list.setCurrentIndex(self.model.index(0))

    def event(self, event: QEvent) -> bool:
        """Close when another window is used; a menu of its own is no other window."""
        if (
            event.type() is QEvent.Type.WindowDeactivate
            and self.isVisible()
            and not self._stays
            and QApplication.activePopupWidget() is None
        ):
            self._left.start()
            self.hide()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the search, then the popup, on Esc; look anew on F5."""
        if event.key() == Qt.Key.Key_Escape:
            if self.search.text():
                self.search.clear()
                self.list.setFocus()
            else:
                self.hide()
        elif event.key() == Qt.Key.Key_F5:
            self.chosen.emit(CheckNow())
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search field into the list with the keys that move in lists."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in _INTO_LIST
        ):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    def _on_opened(self, row: int) -> None:
        choice = self.model.offer(row)
        state = self.model.state(row)
        if choice is not None:
            self._awaited = choice.favourite.id
            self.search.clear()
            self.chosen.emit(AddFavourite(choice.favourite))
        elif state is not None:
            self._do(ShowPlatform(state.platform.id))

    def _on_menu_wanted(self, row: int, place: QPoint) -> None:
        state = self.model.state(row)
        if state is not None:
            menu = row_menu(state, self._words, self._now(), self._do, self)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(place)

    def _on_removed(self, row: int) -> None:
        state = self.model.state(row)
        if state is not None:
            self._do(RemoveFavourite(state.platform.id))

    def _do(self, action: Action) -> None:
        if isinstance(action, RemoveFavourite):
            self._show_removed(action.platform_id)
        if isinstance(action, LEADING_AWAY) and not self._stays:
            self.hide()
        self.chosen.emit(action)

    def _on_undo_clicked(self) -> None:
        if self._removed is not None:
            self._awaited = self._removed.id
            self.chosen.emit(AddFavourite(self._removed))
            self._show_removed(None)

    def _show_removed(self, platform_id: str | None) -> None:
        """Say what was removed, and offer to take that back."""
        known = (one for one in self._settings.favourites if one.id == platform_id)
        self._removed = next(known, None)
        for widget in (self.farewell, self.undo):
            widget.setVisible(self._removed is not None)
        row = self.model.row_of(platform_id) if platform_id else None
        state = self.model.state(row) if row is not None else None
        if state is not None:
            name = state.platform.name
            self.farewell.setText(
                self._words("{platform} is not watched any more; its history stays.", platform=name)
            )

    def _on_typed(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(self.search.text() + text)

    def _on_text_changed(self, _text: str) -> None:
        if self.isVisible():
            self.refresh()
            self.list.setCurrentIndex(self.model.index(0))
            self.list.scrollToTop()

    def _on_return_pressed(self) -> None:
        if self.list.currentIndex().isValid():
            self._on_opened(self.list.currentIndex().row())

    def _on_tick(self) -> None:
        self.model.tick()
        self.refresh()

    def _offer(self, text: str) -> str:
        """Offer what `text` finds beyond the favourites; return a hint where nothing is listed."""
        offered: tuple[Choice, ...] = ()
        hint = ""
        if text:
            if self._shelf is None:
                favourites = self._settings.favourites
                self._shelf = Shelf(self._catalogue, favourites, self._words)
            offer = self._shelf.search(text)
            offered = tuple(one for one in offer.choices if not one.watched)[:OFFERED]
            hint = offer.hint
        self.model.show_offers(offered)
        if self.model.rowCount():
            return ""
        return hint or self._words("Nothing is watched yet. Type the name of a platform to add it.")

    def _choose_awaited(self) -> None:
        row = self.model.row_of(self._awaited) if self._awaited else None
        if row is not None:
            self._awaited = None
            self.list.setCurrentIndex(self.model.index(row))

    def _show_light(self) -> None:
        if self._snapshot is None:
            self.headline.setText(self._words("Starting"))
            return
        now = self._now()
        view = light_view(self._snapshot, self._words, now)
        side = self.fontMetrics().height() * 3 // 2
        self._light.setPixmap(self._icons.light(view.lamp, view.down).pixmap(QSize(side, side)))
        self.headline.setText(view.headline)
        self.setAccessibleDescription(view.headline)
        self.footer.show_pause(pause_entry(self._snapshot, self._words, now))

    def _fitting(self, free: QSize) -> QSize:
        """Return a size for the rows there are, within what the screen has free."""
        width = min(self.fontMetrics().averageCharWidth() * _LETTERS, free.width() - 24)
        row = max(1, self.list.sizeHintForRow(0))
        rows = min(max(self.model.rowCount(), _ROWS[0]), _ROWS[1])
        layout = self._layout
        tall = max(layout.totalHeightForWidth(width), layout.totalSizeHint().height())
        around = tall - self.list.sizeHint().height()
        return QSize(width, min(rows * row + around + 8, free.height() - 24))

    def _search_field(self) -> QLineEdit:
        field = QLineEdit(clearButtonEnabled=True)
        field.setPlaceholderText(self._words("Search, or add a platform"))
        field.setAccessibleName(self._words("Search platforms, or type any web address"))
        field.textChanged.connect(self._on_text_changed)
        field.returnPressed.connect(self._on_return_pressed)
        field.installEventFilter(self)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(lambda: field.setFocus(Qt.FocusReason.ShortcutFocusReason))
        return field

    def _list(self) -> PopupList:
        view = PopupList()
        view.setModel(self.model)
        view.setItemDelegate(PopupDelegate(Lamps(), view))
        side = view.fontMetrics().height() * 5 // 4
        view.setIconSize(QSize(side, side))
        view.setAccessibleName(self._words("Platforms that are watched"))
        view.opened.connect(self._on_opened)
        view.typed.connect(self._on_typed)
        view.removed.connect(self._on_removed)
        view.menu_wanted.connect(self._on_menu_wanted)
        return view

    def _lay_out(self) -> None:
        self.setWindowTitle(self._words("Downlight: status"))
        self.setFrameStyle(QFrame.Shape.StyledPanel | QFrame.Shadow.Plain)
        head = QHBoxLayout()
        head.addWidget(self._light)
        head.addWidget(self.headline, 1)
        undo = QHBoxLayout()
        undo.addWidget(self.farewell, 1)
        undo.addWidget(self.undo)
        layout = self._layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.search)
        layout.addWidget(self.hint)
        layout.addWidget(self.list, 1)
        layout.addLayout(undo)
        layout.addWidget(self.footer)
        self.footer.chosen.connect(self._do)
