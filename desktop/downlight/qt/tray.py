"""The light in the tray: draws a TrayView and says what the user chose."""

import sys
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from downlight.domain.commands import CheckNow
from downlight.present.platform import Lamp
from downlight.present.tray import MenuEntry, Place, Show, TrayView
from downlight.qt.icons import Icons
from downlight.qt.plain import no_mnemonic
from downlight.qt.stillness import draw_without_cache

WATCHER = "org.kde.StatusNotifierWatcher"
"""Owned by the panel's half of the tray; it may come late and go and come."""
_SETTLING = 5_000
"""Milliseconds that a vanished watcher gets to come back (a panel that restarts)."""


class Tray(QObject):
    """Keeps one icon alive whatever the panel does.

    Qt decides once per icon, when it is made, how it gets into the panel: by StatusNotifierItem
    if a watcher is there at that moment, else on X11 by the older XEmbed. An icon of the first
    kind finds each later watcher by itself; one of the second kind never gets into a panel that
    knows StatusNotifierItem alone. So the icon is made anew when a watcher appears after it.
    """

    chosen = Signal(object)
    """An Action of the view: a menu entry, or a click on the icon."""
    opening = Signal()
    """The menu is about to be seen: now is the time for a fresh view."""
    missing = Signal()
    """This desktop shows no tray icons."""

    def __init__(
        self,
        icons: Icons,
        view: TrayView,
        parent: QObject | None = None,
        patience: int = 20_000,
    ) -> None:
        """Make and show the icon; `patience` is in milliseconds."""
        super().__init__(parent)
        draw_without_cache()
        self._icons = icons
        self._view = view
        self.host = HostWatcher(self)
        self.host.appeared.connect(self._on_host_appeared)
        self.host.vanished.connect(self._on_host_vanished)
        self._icon = self._made()
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING)
        self._settling.timeout.connect(self._on_settled)
        self._patience = QTimer(self, singleShot=True, interval=patience)
        self._patience.timeout.connect(self._on_patience_ended)
        self._patience.start()

    @property
    def icon(self) -> QSystemTrayIcon:
        """The icon of the moment."""
        return self._icon

    @property
    def menu(self) -> QMenu:
        """Its menu."""
        return self._menu.widget

    def show_view(self, view: TrayView) -> None:
        """Draw `view`; only what differs from the last one is touched."""
        before, self._view = self._view, view
        if (before.lamp, before.down) != (view.lamp, view.down):
            self._icon.setIcon(self._icons.light(view.lamp, view.down))
        if before.tooltip != view.tooltip:
            self._icon.setToolTip(view.tooltip)
        if before.menu != view.menu:
            self._menu.show_entries(view.menu)

    def redraw(self) -> None:
        """Draw the light and the lamps of the menu anew: their colours are others now."""
        self._icon.setIcon(self._icons.light(self._view.lamp, self._view.down))
        self._menu.show_entries(self._view.menu)

    def hide(self) -> None:
        """Take the icon away: the end is near."""
        self._patience.stop()
        self._icon.hide()

    def _made(self) -> QSystemTrayIcon:
        self._made_for_host = self.host.is_there()
        self._menu = MenuOfView(self._icons, self)
        self._menu.chosen.connect(self.chosen)
        self._menu.opening.connect(self.opening)
        self._menu.show_entries(self._view.menu)
        icon = QSystemTrayIcon(self._icons.light(self._view.lamp, self._view.down), self)
        icon.setToolTip(self._view.tooltip)
        icon.setContextMenu(self._menu.widget)
        icon.activated.connect(self._on_activated)
        icon.show()
        return icon

    def _make_anew(self) -> None:
        old_icon, old_menu = self._icon, self._menu
        old_icon.hide()
        self._icon = self._made()
        old_icon.deleteLater()
        old_menu.widget.deleteLater()
        old_menu.deleteLater()

    def _on_host_appeared(self) -> None:
        self._settling.stop()
        if not self._made_for_host:
            self._make_anew()

    def _on_host_vanished(self) -> None:
        self._settling.start()

    def _on_settled(self) -> None:
        """The panel is gone for good: what there is now may know the older way only."""
        if not self.host.is_there():
            self._make_anew()

    def _on_patience_ended(self) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            self.missing.emit()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.MiddleClick:
            self.chosen.emit(CheckNow())
        elif reason is QSystemTrayIcon.ActivationReason.Trigger and sys.platform != "darwin":
            self.chosen.emit(Show(Place.STATUS))  # there a click opens the menu already


class HostWatcher(QObject):
    """Says when the desktop's half of the tray comes and goes; silent where there is no D-Bus."""

    appeared = Signal()
    vanished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = QDBusConnection.sessionBus()
        mode = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
        self._watcher = QDBusServiceWatcher(WATCHER, self._bus, mode, self)
        self._watcher.serviceRegistered.connect(self._on_registered)
        self._watcher.serviceUnregistered.connect(self._on_unregistered)

    def is_there(self) -> bool:
        """Whether somebody shows StatusNotifierItems now."""
        asked = self._bus.interface() if self._bus.isConnected() else None
        return asked is not None and bool(asked.isServiceRegistered(WATCHER).value())

    def _on_registered(self, _name: str) -> None:
        self.appeared.emit()

    def _on_unregistered(self, _name: str) -> None:
        self.vanished.emit()


class MenuOfView(QObject):
    """A menu kept in step with entries: rebuilt when their shape changes, else only reworded."""

    chosen = Signal(object)
    opening = Signal()

    def __init__(self, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.widget = QMenu()
        self.widget.aboutToShow.connect(self.opening)
        self._shape: object = None
        self._flat: list[MenuEntry] = []
        self._actions: list[QAction] = []

    def show_entries(self, groups: tuple[tuple[MenuEntry, ...], ...]) -> None:
        """Make the menu show these groups of entries."""
        shape = tuple(tuple(len(entry.entries) for entry in group) for group in groups)
        self._flat = list(_flattened(groups))
        if shape != self._shape:
            self._shape = shape
            self._rebuild(groups)
        for entry, action in zip(self._flat, self._actions, strict=True):
            _reword(action, no_mnemonic(entry.text))
            self._relight(action, entry.lamp)

    def _rebuild(self, groups: tuple[tuple[MenuEntry, ...], ...]) -> None:
        for action in self._actions:
            if action.menu() is not None:
                action.menu().deleteLater()
        self.widget.clear()
        self._actions = []
        for number, group in enumerate(groups):
            if number:
                self.widget.addSeparator()
            for entry in group:
                self._add(self.widget, entry)

    def _add(self, menu: QMenu, entry: MenuEntry) -> None:
        if entry.entries:
            below = menu.addMenu(no_mnemonic(entry.text))
            self._actions.append(below.menuAction())
            for each in entry.entries:
                self._add(below, each)
            return
        action = menu.addAction(no_mnemonic(entry.text))
        action.triggered.connect(self._teller(len(self._actions)))
        self._actions.append(action)

    def _teller(self, place: int) -> Callable[[], None]:
        """The entry is looked up when it is chosen: what it does may have changed meanwhile."""
        return lambda: self.chosen.emit(self._flat[place].action)

    def _relight(self, action: QAction, lamp: Lamp | None) -> None:
        name = f"{self._icons.palette.value} {lamp.value}" if lamp else ""
        if action.property("lamp") != name:
            action.setProperty("lamp", name)
            action.setIcon(self._icons.light(lamp) if lamp else QIcon())


def _flattened(groups: tuple[tuple[MenuEntry, ...], ...]) -> Iterator[MenuEntry]:
    for group in groups:
        for entry in group:
            yield entry
            yield from _flattened((entry.entries,))


def _reword(action: QAction, text: str) -> None:
    if action.text() != text:
        action.setText(text)
