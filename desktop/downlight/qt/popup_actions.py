"""What can be done from the status popup: the menu of a row, and the buttons below the list."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from downlight.domain.commands import CheckNow, Quit, RemoveFavourite, Resume
from downlight.domain.snapshot import PlatformState
from downlight.present.platform import platform_view
from downlight.present.tray import (
    Action,
    EditCheck,
    MenuEntry,
    OpenPage,
    Place,
    Show,
    ShowPlatform,
    favourite_entries,
)
from downlight.present.words import Words
from downlight.qt.flow_layout import FlowLayout
from downlight.qt.plain import no_mnemonic

LEADING_AWAY = (Show, ShowPlatform, EditCheck, OpenPage)
"""Actions that open something else: the popup is done then."""

Do = Callable[[Action], None]


def row_menu(state: PlatformState, words: Words, now: datetime, do: Do, parent: QWidget) -> QMenu:
    """Return the menu of what can be done about a favourite."""
    view = platform_view(state, words, now)
    entries = (
        *favourite_entries(view, words, now),
        MenuEntry(words("Edit check…"), EditCheck(view.id)),
        MenuEntry(words("Remove"), RemoveFavourite(view.id)),
    )
    return filled(QMenu(parent), entries, do)


def filled(menu: QMenu, entries: tuple[MenuEntry, ...], do: Do) -> QMenu:
    """Return `menu` with these entries, each of which hands its action to `do`."""
    for entry in entries:
        if entry.action is not None:
            menu.addAction(no_mnemonic(entry.text)).triggered.connect(_doer(do, entry.action))
    return menu


def _doer(do: Do, action: Action) -> Callable[[], None]:
    return lambda: do(action)


class PopupFooter(QWidget):
    """The buttons below the list; in a second row where the text is large."""

    chosen = Signal(object)
    """An Action."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = self._button(words("Check now"), CheckNow())
        self.resume = self._button(words("Resume"), Resume())
        self.pause = QPushButton(words("Pause"))
        self._menu = QMenu(self.pause)
        self._menu.aboutToShow.connect(self._on_menu_opening)
        self._entry: MenuEntry | None = None
        self.pause.setMenu(self._menu)
        self.history = self._button(words("History…"), Show(Place.HISTORY))
        self.settings = self._button(words("Settings…"), Show(Place.SETTINGS))
        self.quit = self._button(words("Quit"), Quit())
        """Seen only where no menu has it."""
        self.quit.hide()
        layout = FlowLayout(self)
        for button in (
            self.check, self.pause, self.resume, self.history, self.settings, self.quit,
        ):  # fmt: skip
            button.setAutoDefault(False)
            layout.addWidget(button)

    def show_pause(self, entry: MenuEntry) -> None:
        """Offer the ways to pause, or the one to go on."""
        self._entry = entry
        self.pause.setVisible(bool(entry.entries))
        self.resume.setVisible(not entry.entries)

    def _on_menu_opening(self) -> None:
        self._menu.clear()
        if self._entry is not None:
            filled(self._menu, self._entry.entries, self.chosen.emit)

    def _button(self, text: str, action: Action) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda: self.chosen.emit(action))
        return button
