"""Walks through the whole program in a real desktop, by mouse and keyboard, as a newcomer would."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from downlight.present.words import Words
from downlight.system import languages
from end2end.desk import Desk, Window
from end2end.installed_app import InstalledApp, settings
from end2end.lamp import await_lamp
from end2end.past import NAMES, write_past
from end2end.patience import until
from end2end.platform_server import Mood, PlatformServer
from end2end.tray_watch import TrayWatch

I18N = Path(__file__).parents[2] / "resources" / "i18n"
PAGES = 5
"""Pages of the settings."""
FRAME = 24
"""Pixels that the window manager adds on top."""
LARGE = 192
"""Dots an inch that make text twice as large as the usual 96."""

Keep = Callable[[str, QImage], None]
"""Takes the picture of a place under its name."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the program looks on a tour."""

    theme: str = "light"
    language: str = "en"
    large: bool = False
    """Whether text is twice as large."""

    @property
    def name(self) -> str:
        """For the names of pictures."""
        return f"{self.theme}-{self.language}" + ("-200" if self.large else "")

    @property
    def screen(self) -> str:
        """What the screen measures, as the box wants it."""
        return "1920x1200" if self.large else "1280x800"


class Tour:
    """One tour with one look. Every step fails where a window does not come or go."""

    def __init__(
        self, desk: Desk, home: Path, server: PlatformServer, look: Look, keep: Keep | None = None
    ) -> None:
        self._desk = desk
        self._server = server
        self._look = look
        self._keep = keep
        env = {"QT_FONT_DPI": str(LARGE)} if look.large else {}
        self.app = InstalledApp(desk, home / "profile", env)
        self._words: Words = languages.load(look.language, I18N, UTC)
        self._tray = TrayWatch(desk.env["DBUS_SESSION_BUS_ADDRESS"])

    def close(self) -> None:
        """End the program and ask the tray no more."""
        if self.app.is_running:
            self.app.stop()
        self._tray.close()

    def walk(self) -> None:
        """Go through everything, from the first start to the help."""
        self.first_start()
        self.menu()
        self.notification()
        self.popup()
        self.history()
        self.settings()
        for place, entry, title in (
            ("help", "Help", "Downlight: help"),
            ("about", "About Downlight", "About Downlight"),
        ):
            self.simple(place, entry, title)

    def first_start(self) -> None:
        """Nothing is chosen yet: the picker comes by itself, and finds what is typed."""
        canary = f'[network]\ncanaries = [{{ url = "{self._server.canary}", status = 204 }}]\n'
        self.app.configure(self._general() + canary)
        self.app.start()
        window = self._await("Downlight: choose platforms")
        self._picture("picker", window)
        self._desk.run("xdotool", "type", "--delay", "60", "git")
        self._picture("search", window)
        self.app.stop()

    def menu(self) -> None:
        """Three months later: a right click on the light opens its menu."""
        write_past(self.app.profile / "history.sqlite3")
        self.app.configure(self._general() + settings(self._server, NAMES, feeds=True))
        self.app.start()
        spot = await_lamp(self._desk, "green", 60)
        before = self._desk.picture()
        self._desk.click(spot.x, spot.y, 3)
        shown = self._settled(lambda image: image != before)
        self._save("menu", cut(shown, changed(before, shown)))
        self._desk.key("Escape")

    def notification(self) -> None:
        """A platform goes down: the light turns red and a bubble says so."""
        self._desk.bus.forget()
        self._server.play(NAMES[0], Mood.ERROR_TEXT)
        before = self._desk.picture()
        await_lamp(self._desk, "red", 60)
        until(60, "the bubble", lambda: self._desk.bus.bubbles)
        shown = self._settled()
        width, height = shown.width(), shown.height()
        top = QRect(width // 2, 0, width // 2, height // 2)
        self._save("bubble", cut(shown, changed(before, shown, top)))
        self._save("tray", cut(shown, QRect(width - 200, height - 48, 200, 48)))
        self._desk.run("dunstctl", "close-all")

    def popup(self) -> None:
        """A left click on the light opens the status popup; Enter tells all of its first row."""
        spot = await_lamp(self._desk, "red", 30)
        self._desk.click(spot.x, spot.y, 1)
        window = self._await("Downlight: status")
        self._picture("status", window, frame=0)
        until(60, "the keys to be heard", lambda: self._has_focus(window))
        self._desk.key("Return")
        title = self._words("Downlight: {platform}", platform=NAMES[0])
        detail = self._await_title(title)
        self._picture("detail", detail)
        self._leave(detail, title)

    def history(self) -> None:
        """The menu opens the history; the arrow keys choose an incident."""
        self._tray.choose(self._words("History…"))
        title = self._words("Downlight: history")
        window = self._await_title(title)
        self._focus(window)
        self._settled()
        self._desk.key("Down", "Up")
        self._picture("history", window)
        self._leave(window, title)

    def settings(self) -> None:
        """The menu opens the settings; the arrow keys go from page to page."""
        self._tray.choose(self._words("Settings…"))
        title = self._words("Downlight: settings")
        window = self._await_title(title)
        self._focus(window)
        for page in range(1, PAGES + 1):
            self._picture(f"settings-{page}", window)
            self._desk.key("Down")
        self._leave(window, title)

    def simple(self, place: str, entry: str, title: str) -> None:
        """An entry of the menu opens a window; Esc closes it."""
        self._tray.choose(self._words(entry))
        window = self._await(title)
        self._focus(window)
        self._picture(place, window)
        self._leave(window, self._words(title))

    # --- what the steps are made of

    def _general(self) -> str:
        look = self._look
        return f'[general]\ntheme = "{look.theme}"\nlanguage = "{look.language}"\n\n'

    def _await(self, title: str, seconds: float = 60) -> Window:
        return self._await_title(self._words(title), seconds)

    def _await_title(self, title: str, seconds: float = 60) -> Window:
        return self._desk.await_window(title, seconds)

    def _leave(self, window: Window, title: str) -> None:
        self._focus(window)
        self._desk.key("Escape")
        until(60, f"the end of {title!r}", lambda: not self._desk.windows(title))

    def _has_focus(self, window: Window) -> bool:
        return self._desk.run("xdotool", "getwindowfocus").strip() == window.id

    def _focus(self, window: Window) -> None:
        self._desk.run("xdotool", "windowactivate", "--sync", window.id)

    def _picture(self, place: str, window: Window, frame: int = FRAME) -> None:
        if self._keep is not None:
            area = self._desk.area(window).adjusted(-2, -frame, 2, 2)
            self._save(place, cut(self._settled(), area))

    def _save(self, place: str, image: QImage) -> None:
        if self._keep is not None:
            self._keep(f"{place}-{self._look.name}", image)

    def _settled(self, wanted: Callable[[QImage], bool] = lambda image: True) -> QImage:
        """Return the screen once it stands still and is as `wanted`.

        What is alive never stands still (a platform is looked at every two seconds): after a
        dozen looks the newest is taken.
        """
        seen = [self._desk.picture()]

        def still() -> bool:
            seen.append(self._desk.picture())
            calm = len(seen) > 4 and seen[-1] == seen[-2]
            return (calm or len(seen) > 12) and wanted(seen[-1])

        until(60, "a screen to look at", still)
        return seen[-1]


def cut(image: QImage, area: QRect) -> QImage:
    """Return the part of a picture in `area`, as far as it is on the screen."""
    return image.copy(area.intersected(image.rect()))


def changed(before: QImage, after: QImage, within: QRect | None = None) -> QRect:
    """Return the smallest rectangle that holds all that differs, and a little around it."""
    area = within or before.rect()
    xs, ys = [], []
    for y in range(area.top(), area.bottom() + 1, 2):
        for x in range(area.left(), area.right() + 1, 2):
            if before.pixel(x, y) != after.pixel(x, y):
                xs.append(x)
                ys.append(y)
    assert xs, "nothing has changed"
    return QRect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).adjusted(-6, -6, 8, 8)
