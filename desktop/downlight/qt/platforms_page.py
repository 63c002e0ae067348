"""The settings page of favourites: add, edit, remove, and take a removal back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.commands import AddFavourite, Command, RemoveFavourite
from downlight.domain.settings import Favourite, Settings
from downlight.domain.takeover import Shared
from downlight.present.favourite_view import favourite_line
from downlight.present.picker import PlatformCatalogue, display_name
from downlight.present.words import Words
from downlight.qt.background import Background
from downlight.qt.flow_layout import FlowLayout
from downlight.qt.plain import PlainLabel, QuietLabel
from downlight.qt.services import Sharing
from downlight.qt.takeover_dialog import TakeoverDialog
from downlight.qt.tiles import tile


class PlatformsPage(QWidget):
    """Shows the favourites of the settings; holds none of its own."""

    edit_wanted = Signal(object)
    """The Favourite whose check is to be edited."""
    picker_wanted = Signal()

    def __init__(
        self,
        catalogue: PlatformCatalogue,
        words: Words,
        submit: Callable[[Command], None],
        parent: QWidget | None = None,
        *,
        sharing: Sharing | None = None,
    ) -> None:
        super().__init__(parent)
        self._sharing = sharing
        self._calls = Background(self)
        self._calls.ended.connect(self._on_shared)
        self._catalogue = catalogue
        self._words = words
        self._submit = submit
        self._settings = Settings()
        self._removed: Favourite | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(words("Platforms that are watched"))
        side = round(self.list.fontMetrics().height() * 1.4)
        self.list.setSpacing(2)
        self.list.setIconSize(QSize(side, side))
        self.list.currentRowChanged.connect(lambda _: self._enable())
        self.list.itemActivated.connect(lambda _: self._on_edit_clicked())
        self.add = QPushButton(words("Add…"))
        self.edit = QPushButton(words("Edit check…"))
        self.remove = QPushButton(words("Remove"))
        self.undo = QPushButton(words("Undo"))
        self.share = QPushButton(words("Copy link"))
        self.share.setToolTip(words("Copies a link by which others can add this platform."))
        self.take_over = QPushButton(words("Take over…"))
        self.take_over.setToolTip(words("Adds platforms that somebody shared with you."))
        self._farewell = PlainLabel()
        self._lay_out()
        self._connect()
        self._enable()

    def show_settings(self, settings: Settings) -> None:
        """List the favourites of these settings; the current one stays the current one."""
        self._settings = settings
        current = self._current()
        self.list.clear()
        for favourite in settings.favourites:
            self.list.addItem(self._item(favourite))
            if current is not None and favourite.id == current.id:
                self.list.setCurrentRow(self.list.count() - 1)
        if self._removed and any(one.id == self._removed.id for one in settings.favourites):
            self._show_removed(None)
        self._enable()

    def _item(self, favourite: Favourite) -> QListWidgetItem:
        name = display_name(favourite, self._catalogue)
        line = favourite_line(self._words, favourite)
        item = QListWidgetItem(tile(name), f"{name}\n{line}" if line else name)
        item.setData(Qt.ItemDataRole.UserRole, favourite)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {line}" if line else name)
        return item

    def _current(self) -> Favourite | None:
        item = self.list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item else None
        return found if isinstance(found, Favourite) else None

    def _on_edit_clicked(self) -> None:
        favourite = self._current()
        if favourite is not None:
            self.edit_wanted.emit(favourite)

    def _on_remove_clicked(self) -> None:
        favourite = self._current()
        if favourite is not None:
            self._submit(RemoveFavourite(favourite.id))
            self._show_removed(favourite)

    def _on_undo_clicked(self) -> None:
        if self._removed is not None:
            self._submit(AddFavourite(self._removed))
            self._show_removed(None)

    def _on_share_clicked(self) -> None:
        favourite = self._current()
        if favourite is not None and self._sharing is not None:
            self._calls.run(partial(self._sharing.link, favourite))

    def _on_shared(self, shared: object) -> None:
        if not isinstance(shared, Shared):
            return
        if shared.link:
            QGuiApplication.clipboard().setText(shared.link)
        told = self._words.said(shared.trouble) if shared.trouble else ""
        self._show_removed(None)
        self._farewell.setText(told or self._words("The link is copied; send it to anybody."))
        self._farewell.show()

    def take_over_platforms(self) -> TakeoverDialog | None:
        """Open the dialog that takes over platforms of somebody else."""
        if self._sharing is None:
            return None
        dialog = TakeoverDialog(self._words, self._sharing, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _show_removed(self, favourite: Favourite | None) -> None:
        self._removed = favourite
        for widget in (self._farewell, self.undo):
            widget.setVisible(favourite is not None)
        if favourite is not None:
            name = display_name(favourite, self._catalogue)
            self._farewell.setText(
                self._words("{platform} is not watched any more; its history stays.", platform=name)
            )

    def _enable(self) -> None:
        chosen = self._current() is not None
        self.edit.setEnabled(chosen)
        self.remove.setEnabled(chosen)
        self.share.setEnabled(chosen)

    def _connect(self) -> None:
        self.add.clicked.connect(self.picker_wanted)
        self.edit.clicked.connect(self._on_edit_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.undo.clicked.connect(self._on_undo_clicked)
        self.share.clicked.connect(self._on_share_clicked)
        self.take_over.clicked.connect(self.take_over_platforms)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_remove_clicked)
        self._show_removed(None)

    def _lay_out(self) -> None:
        buttons = FlowLayout()
        for button in (self.add, self.edit, self.remove, self.share, self.take_over):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        for button in (self.share, self.take_over):
            button.setVisible(self._sharing is not None)
        undo = QHBoxLayout()
        undo.addWidget(self._farewell, 1)
        undo.addWidget(self.undo)
        layout = QVBoxLayout(self)
        layout.addWidget(QuietLabel(self._words("What Downlight watches for you.")))
        layout.addWidget(self.list, 1)
        layout.addLayout(undo)
        layout.addLayout(buttons)
