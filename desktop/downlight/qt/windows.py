"""The windows, each made when it is first wanted, and all of them kept up to date."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from downlight.domain.commands import Command
from downlight.domain.events import Event, SettingsTaken, SnapshotTaken
from downlight.domain.model import Component
from downlight.domain.settings import Settings
from downlight.present.backup_view import backup_name
from downlight.present.picker import display_name
from downlight.present.tray import Place
from downlight.qt.icons import Icons
from downlight.qt.remaking import open_dialog, remade
from downlight.qt.services import DesktopServices
from downlight.qt.stillness import draw_from_cache

if TYPE_CHECKING:
    from downlight.qt.remembered import Remembered


class _Listener(Protocol):
    def on_event(self, event: Event) -> None: ...


class Windows(QObject):
    """Opens windows. Their modules are imported with the first opening: the light comes first."""

    chosen = Signal(object)
    """An Action that the user chose in a window, to be carried out as one of the menu is."""

    def __init__(
        self,
        services: DesktopServices,
        icons: Icons,
        submit: Callable[[Command], None],
        open_url: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._icons = icons
        self._submit = submit
        self._open_url = open_url
        self.has_no_icon = False
        """Whether this desktop has no place for the icon: windows are all there is then."""
        self._open: dict[Place, QWidget] = {}
        self._notes: list[QMessageBox] = []
        self._editors: list[QWidget] = []
        self._last: dict[type, Event] = {}
        self._memory: Remembered | None = None
        self._makers: dict[Place, Callable[[], QWidget]] = {
            Place.STATUS: self._status,
            Place.DETAIL: self._detail,
            Place.HISTORY: self._history,
            Place.PICKER: self._picker,
            Place.SETTINGS: self._settings,
            Place.MESSAGES: self._messages,
            Place.ABOUT: self._about,
            Place.HELP: self._help,
        }

    @property
    def settings(self) -> Settings:
        """The settings in force, as far as the engine has told."""
        taken = self._last.get(SettingsTaken)
        if isinstance(taken, SettingsTaken):
            return taken.settings
        return self._services.settings.load()[0]

    def on_event(self, event: Event) -> None:
        """Hand an event to the windows there are, and keep what later ones will want to know."""
        if isinstance(event, SnapshotTaken | SettingsTaken):
            self._last[type(event)] = event
        for window in (*self._open.values(), *self._editors):
            _tell(window, event)

    def show(self, place: Place, token: str = "") -> QWidget:
        """Open a window, or bring it to the front."""
        window = self._opened(place)
        if place is Place.STATUS:
            _hand_on(token)
            self.show_status(QRect())
        else:
            _bring_forward(window, token)
        return window

    def show_status(self, anchor: QRect) -> None:
        """Open the status popup beside the icon at `anchor`, or close it."""
        from downlight.qt.popup import StatusPopup

        popup = cast("StatusPopup", self._opened(Place.STATUS))
        if self.has_no_icon:
            popup.show_as_window()
        elif popup.isVisible():
            popup.hide()
        elif not popup.was_just_left:
            popup.show_at(anchor)

    def show_detail(self, platform_id: str) -> None:
        """Open the detail of a platform."""
        from downlight.qt.detail_window import DetailWindow

        window = cast("DetailWindow", self._opened(Place.DETAIL))
        window.show_platform(platform_id)
        _bring_forward(window, "")

    def _components_of(self, platform_id: str) -> tuple[Component, ...]:
        """Return the parts of a platform as its official feed named them last."""
        taken = self._last.get(SnapshotTaken)
        states = taken.snapshot.platforms if isinstance(taken, SnapshotTaken) else ()
        return next((one.components for one in states if one.platform.id == platform_id), ())

    def edit_check(self, platform_id: str) -> None:
        """Open the editor of a favourite's check; nothing where it is none any more."""
        known = (one for one in self.settings.favourites if one.id == platform_id)
        favourite = next(known, None)
        if favourite is None:
            return
        from downlight.qt.check_editor import CheckEditor

        services = self._services
        name = display_name(favourite, services.catalogue)
        editor = CheckEditor(
            favourite,
            name,
            services.words,
            self._submit,
            services.store_secret,
            components=self._components_of(platform_id),
        )
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._editors.append(editor)
        editor.finished.connect(lambda: self._editors.remove(editor))
        _bring_forward(editor, "")

    def show_platform(self, platform_id: str) -> None:
        """Open the history narrowed to one platform."""
        from downlight.qt.history_window import HistoryWindow

        window = cast("HistoryWindow", self.show(Place.HISTORY))
        window.filter.pick_platform(platform_id)

    def show_incident(self, incident_id: int, token: str = "") -> None:
        """Open the history with one incident chosen."""
        from downlight.qt.history_window import HistoryWindow

        window = cast("HistoryWindow", self.show(Place.HISTORY, token))
        window.show_incident(incident_id)

    def note(
        self, sentence: str, away: str, *buttons: tuple[str, Callable[[], None]]
    ) -> QMessageBox:
        """Say something in a small window that stops nothing else; `away` labels its closing."""
        box = QMessageBox(QMessageBox.Icon.Information, "Downlight", sentence)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowModality(Qt.WindowModality.NonModal)
        for label, act in buttons:
            box.addButton(label, QMessageBox.ButtonRole.ActionRole).clicked.connect(act)
        closing = box.addButton(away, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(closing)
        box.setEscapeButton(closing)  # or a box with several buttons cannot be closed at all
        self._notes.append(box)
        box.finished.connect(lambda: self._notes.remove(box))
        box.show()
        return box

    def say_anew(self) -> None:
        """Put windows in the language of now in the place of those there are."""
        for place, window in list(self._open.items()):
            if window.isVisible():
                self._remake(place)
            else:
                del self._open[place]
                window.deleteLater()

    def close_all(self) -> None:
        """Close everything: the end is near."""
        for window in (*self._open.values(), *self._notes, *self._editors):
            window.close()

    def _opened(self, place: Place) -> QWidget:
        if place not in self._open:
            self._open[place] = self._made(place)
        return self._open[place]

    def _status(self) -> QWidget:
        from downlight.qt.popup import StatusPopup

        services = self._services
        popup = StatusPopup(services.words, self._icons, services.catalogue, services.now)
        popup.chosen.connect(self.chosen)
        return popup

    def _made(self, place: Place) -> QWidget:
        draw_from_cache()
        window = self._makers[place]()
        self._remember_size(place, window)
        keys = QShortcut(QKeySequence(Qt.Key.Key_F1), window)
        keys.activated.connect(lambda: self.show(Place.HELP))
        for event in self._last.values():
            _tell(window, event)
        return window

    def _remember_size(self, place: Place, window: QWidget) -> None:
        """The popup's place is beside the light; the history remembers more by itself."""
        from downlight.qt.remembered import WindowMemory

        if place not in (Place.STATUS, Place.HISTORY):
            WindowMemory(self._remembered(), place.value, window)

    def _remembered(self) -> "Remembered":
        from downlight.qt.remembered import Remembered

        if self._memory is None:
            self._memory = Remembered(self._services.window_file)
        return self._memory

    def _remake(self, place: Place) -> None:
        """Make a window anew; one with an open dialog when that is closed."""
        old = self._open.get(place)
        if old is None:
            return
        dialog = open_dialog(old)
        if dialog is None:
            self._open[place] = remade(old, lambda: self._made(place))
        else:
            dialog.finished.connect(lambda: QTimer.singleShot(0, lambda: self._remake(place)))

    def _detail(self) -> QWidget:
        from downlight.qt.detail_window import DetailWindow

        services = self._services
        window = DetailWindow(services.open_history, services.words, services.now)
        window.chosen.connect(self.chosen)
        window.incident_picked.connect(self.show_incident)
        before = self._open.get(Place.DETAIL)
        if isinstance(before, DetailWindow):  # made anew, in another language
            window.show_platform(before.platform_id)
        return window

    def _history(self) -> QWidget:
        from downlight.qt.history_window import HistoryWindow

        services = self._services
        window = HistoryWindow(
            services.open_history,
            services.words,
            self._submit,
            services.now,
            open_url=self._open_url,
            remembered=self._remembered(),
        )
        window.picker_wanted.connect(lambda: self.show(Place.PICKER))
        return window

    def _picker(self) -> QWidget:
        from downlight.qt.platform_picker import PlatformPicker

        services = self._services
        favourites = self.settings.favourites
        return PlatformPicker(
            services.catalogue,
            favourites,
            services.words,
            self._submit,
            first_start=not favourites,
        )

    def _settings(self) -> QWidget:
        from downlight.qt.settings_dialog import SettingsDialog
        from downlight.qt.settings_start import StartSwitch

        services = self._services
        return SettingsDialog(
            self.settings,
            services.words,
            self._submit,
            catalogue=services.catalogue,
            languages=services.languages,
            paths=services.paths,
            store_secret=services.store_secret,
            sharing=services.sharing,
            start=StartSwitch(services.words, services.start_at_login),
            backup=self._backup_box(),
            trial=self._trial_box(),
        )

    def _backup_box(self) -> QWidget | None:
        from downlight.qt.settings_backup import BackupBox

        services, restart = self._services, self._services.restart
        if services.keeper is None or restart is None:
            return None

        def begin_anew() -> None:
            restart()
            QApplication.quit()

        return BackupBox(
            services.words, services.keeper, begin_anew, lambda: backup_name(services.now())
        )

    def _trial_box(self) -> QWidget | None:
        from downlight.qt.settings_trial import TrialBox

        show = self._services.try_notification
        return TrialBox(self._services.words, show) if show else None

    def _help(self) -> QWidget:
        from downlight.qt.help_window import HelpWindow

        return HelpWindow(self._services.words, self._services.diagnose)

    def _messages(self) -> QWidget:
        from downlight.qt.messages import MessagesDialog

        return MessagesDialog(self._services.words, self._submit)

    def _about(self) -> QWidget:
        from downlight.qt.about import AboutDialog

        services = self._services
        return AboutDialog(services.words, self._icons, services.paths, services.licences)


def _tell(window: QWidget, event: Event) -> None:
    if hasattr(window, "on_event"):
        cast("_Listener", window).on_event(event)


def _bring_forward(window: QWidget, token: str) -> None:
    """Show a window in front of others; Wayland wants the token of the click for that."""
    _hand_on(token)
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()


def _hand_on(token: str) -> None:
    if token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt takes it from there, once
