"""The desktop app: the light first, then the engine, windows when they are wanted."""

import logging
import os
import sys
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from downlight import __version__
from downlight.domain.commands import Quit
from downlight.domain.events import (
    EngineStopped,
    Event,
    IncidentAsked,
    PageAsked,
    SettingsTaken,
    SnapshotTaken,
)
from downlight.domain.snapshot import Snapshot
from downlight.present.tray import (
    Action,
    EditCheck,
    OpenPage,
    Place,
    Show,
    ShowPlatform,
    TrayView,
    starting_view,
    stopped_view,
    tray_view,
)
from downlight.qt.bridge import Bridge
from downlight.qt.calm import Faults
from downlight.qt.ending import EndSignals
from downlight.qt.icons import Icons
from downlight.qt.instance import Instance, Start
from downlight.qt.lamps import use_palette
from downlight.qt.language import Language
from downlight.qt.qtlog import route_qt_log
from downlight.qt.services import DesktopServices
from downlight.qt.settings_watch import SettingsWatch
from downlight.qt.theme import Themes
from downlight.qt.tray import Tray
from downlight.qt.windows import Windows

log = logging.getLogger(__name__)

APP_ID = "io.github.downlight.Downlight"
STOP_WITHIN = 2.5
"""Seconds that the engine has to end."""


class Unfinished(Exception):  # noqa: N818 - a state of the world, not an error of ours
    """The engine did not end in time: the process must be left without waiting for it."""


def run(services: DesktopServices, arguments: list[str] | None = None) -> int:
    """Run until the user quits; return the exit code.

    0 also when another Downlight of this profile is running and came forward; 1 when it does not
    answer. Raises Unfinished when the engine could not be ended in time.
    """
    route_qt_log()
    app = make_application(services, arguments or [])
    instance = Instance(services.runtime, services.profile)
    start = instance.begin(os.environ.pop("XDG_ACTIVATION_TOKEN", ""))
    if start is not Start.FIRST:
        if start is Start.SILENT:
            sys.stderr.write(services.words("Downlight is running already but does not answer."))
            sys.stderr.write("\n")
        return 0 if start is Start.SHOWN else 1
    desktop = Desktop(app, services, instance)
    try:
        app.exec()
    finally:
        ended = desktop.end()
        instance.end()
    if not ended:
        raise Unfinished
    return 0


def make_application(services: DesktopServices, arguments: list[str]) -> QApplication:
    """Return the one QApplication, by name and icon known to the desktop."""
    app = QApplication(["downlight", *arguments])
    app.setApplicationName("downlight")
    app.setApplicationVersion(__version__)
    app.setOrganizationName("Downlight")
    QGuiApplication.setDesktopFileName(APP_ID)
    app.setQuitOnLastWindowClosed(False)
    return app


class Desktop(QObject):
    """Joins tray, windows and engine. It shows the light as it is made."""

    def __init__(self, app: QApplication, services: DesktopServices, instance: Instance) -> None:
        super().__init__()
        self._app = app
        self._services = services
        self._words = services.words
        self._snapshot: Snapshot | None = None
        self._trouble: str | None = None
        self._welcomed = False
        self._ended: bool | None = None
        self._language = Language(app, services.words, services.speak)
        icons = self._icons = Icons(services.icons)
        patience = round(services.tray_patience * 1000)
        self.tray = Tray(icons, starting_view(self._words), self, patience)
        self.bridge = Bridge(services.engine, self)
        self.windows = Windows(services, icons, self.bridge.submit, self.open_page, self)
        self.themes = Themes(app)
        self._faults = Faults(self)
        self._signals = EndSignals(self)
        self._connect(app, instance)
        app.setWindowIcon(icons.app())
        QTimer.singleShot(0, self.bridge.start)
        if services.settings_file is not None:
            beside = services.files_beside
            SettingsWatch(services.settings_file, self.bridge.submit, self, beside)
        if services.quit_after is not None:
            QTimer.singleShot(round(services.quit_after * 1000), app.quit)

    def _connect(self, app: QApplication, instance: Instance) -> None:
        self.bridge.happened.connect(self._on_event, Qt.ConnectionType.QueuedConnection)
        self.tray.chosen.connect(self._on_chosen)
        self.windows.chosen.connect(self._on_chosen)
        self.tray.opening.connect(self._on_menu_opening)
        self.tray.missing.connect(self._on_tray_missing)
        instance.asked.connect(self._on_second_start)
        self._faults.happened.connect(self._on_fault)
        self._signals.asked.connect(app.quit)
        app.commitDataRequest.connect(self._on_session_end)

    def view(self) -> TrayView:
        """Return what the tray is to show now."""
        if self._trouble is not None:
            return stopped_view(self._words, self._trouble)
        if self._snapshot is None:
            return starting_view(self._words)
        return tray_view(self._snapshot, self._words, self._services.now())

    def open_page(self, url: str) -> None:
        """Open a web page in the browser; anything but http(s) is refused."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            log.warning("not a web page, not opened: %.200s", url)
        elif self._services.open_url is not None:
            self._services.open_url(url)
        else:
            QDesktopServices.openUrl(QUrl(url))

    def end(self) -> bool:
        """Take everything away and end the engine; return whether it ended in time."""
        if self._ended is None:
            self.tray.hide()
            self.windows.close_all()
            self._ended = self.bridge.stop(STOP_WITHIN)
            self._signals.close()
            self._faults.close()
        return self._ended

    def _on_event(self, event: Event) -> None:
        if isinstance(event, SnapshotTaken):
            self._snapshot = event.snapshot
            self.tray.show_view(self.view())
        elif isinstance(event, SettingsTaken):
            self._on_settings(event)
        elif isinstance(event, IncidentAsked):
            self.windows.show_incident(event.incident_id, event.token)
        elif isinstance(event, PageAsked):
            self.open_page(event.url)
        elif isinstance(event, EngineStopped):
            self._on_engine_stopped(event)
        self.windows.on_event(event)

    def _on_settings(self, event: SettingsTaken) -> None:
        self.themes.apply(event.settings.general.theme)
        if self._icons.use(event.settings.general.palette):
            self.tray.redraw()
            use_palette(self._app, event.settings.general.palette)
        if self._language.apply(event.settings.general):
            self.tray.show_view(self.view())
            self.windows.say_anew()
        if not self._welcomed and not event.settings.favourites:
            QTimer.singleShot(0, self._welcome)
        self._welcomed = True

    def _welcome(self) -> None:
        self.windows.show(Place.PICKER)

    def _on_engine_stopped(self, event: EngineStopped) -> None:
        if not event.trouble:
            self._app.quit()
            return
        self._trouble = event.trouble
        self.tray.show_view(self.view())
        self.windows.note(
            self._words(
                "Downlight has stopped watching: {trouble}", trouble=self._words.said(event.trouble)
            ),
            self._words("Close"),
            (self._words("Quit"), self._app.quit),
        )

    def _on_chosen(self, action: Action) -> None:
        if isinstance(action, Show):
            self._show(action)
        elif isinstance(action, ShowPlatform):
            self.windows.show_detail(action.platform_id)
        elif isinstance(action, EditCheck):
            self.windows.edit_check(action.platform_id)
        elif isinstance(action, OpenPage):
            self.open_page(action.url)
        elif isinstance(action, Quit):
            self._app.quit()
        else:
            self.bridge.submit(action)

    def _show(self, action: Show) -> None:
        if action.place is Place.STATUS:
            self.windows.show_status(self.tray.icon.geometry())
        elif action.platform_id is not None:
            self.windows.show_platform(action.platform_id)
        else:
            self.windows.show(action.place)

    def _on_menu_opening(self) -> None:
        self.tray.show_view(self.view())

    def _on_second_start(self, token: str) -> None:
        """Show the picker to somebody who has chosen nothing yet, else the history.

        Where there is no icon to click, this is the way to the status.
        """
        chosen = self._snapshot is None or self._snapshot.platforms
        known = Place.STATUS if self.windows.has_no_icon else Place.HISTORY
        self.windows.show(known if chosen else Place.PICKER, token)

    def _on_tray_missing(self) -> None:
        self.windows.has_no_icon = True
        self.windows.show(Place.STATUS)
        self.windows.note(
            self._words(
                "This desktop shows no tray icons. Downlight goes on watching and notifies you;"
                " start it again to see its window."
            ),
            self._words("Keep watching"),
            (self._words("Quit"), self._app.quit),
        )

    def _on_fault(self, what: str) -> None:
        self.windows.note(
            self._words(
                "Something went wrong inside Downlight. It goes on watching; the log has the"
                " details: {what}",
                what=what,
            ),
            self._words("Close"),
        )

    def _on_session_end(self, manager: QSessionManager) -> None:
        """The log is written as things happen; only do not come back by ourselves."""
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)


def tray_is_there() -> bool:
    """Whether this desktop shows tray icons now. Needs a QApplication."""
    return QSystemTrayIcon.isSystemTrayAvailable()
