"""Every window of the app, furnished with what makes it say most; a new one is found by itself."""

import ast
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

import downlight.qt
from downlight.domain.commands import Command
from downlight.domain.events import SettingsTaken, SnapshotTaken
from downlight.domain.merging import Difference
from downlight.domain.model import Component
from downlight.domain.settings import Favourite, Problem, Settings
from downlight.domain.status import Phase, Scope, Status
from downlight.domain.verdict import Because, Rule
from downlight.present.tray import Place
from downlight.present.words import Words
from downlight.qt.check_editor import CheckEditor
from downlight.qt.correct_dialog import CorrectDialog
from downlight.qt.history_window import HistoryWindow
from downlight.qt.icons import Icons
from downlight.qt.import_dialog import ImportDialog
from downlight.qt.parts_dialog import PartsDialog
from downlight.qt.settings_dialog import SettingsDialog
from downlight.qt.statistics_window import StatisticsWindow
from downlight.qt.takeover_dialog import TakeoverDialog
from downlight.qt.windows import Windows
from fakes.desktop import ICONS, FakeEngine, services
from fakes.exchange import Exchange
from fakes.history import FakeHistory
from fakes.keeper import LoginSystem, Shelf
from fakes.records import ended, minutes, trouble
from fakes.shelf import SmallCatalogue
from fakes.states import down, notification, snapshot, state, up

OWN = Favourite("our wiki", name="Our wiki", url="https://wiki.example/", auth="basic")
CHOSEN = Settings(favourites=(Favourite("x"), Favourite("github"), OWN))
SETTINGS_PAGES = 5
PARTS = tuple(
    Component(f"part-{n}", name, group=group)
    for n, (name, group) in enumerate((("API", "Core"), ("Web", "Core"), ("Frankfurt", "Regions")))
)
SEEN = snapshot(
    down("X", scope=Scope.JUST_YOU),
    state(
        "GitHub",
        Status.DEGRADED,
        Phase.CONFIRMED,
        Because(Rule.SLOW, {"latency": 4.2, "usual": 0.3}, 3.0),
    ),
    state("Our wiki", Status.MAINTENANCE),
    up("AT&T"),
    inbox=(notification(),),
)


class House:
    """The windows of one app, each as a user may find it."""

    def __init__(self, words: Words) -> None:
        self.submitted: list[Command] = []
        given = replace(
            services(FakeEngine(CHOSEN), ICONS, settings=CHOSEN),
            words=words,
            open_history=lambda: FakeHistory(5),
            catalogue=SmallCatalogue(),
            languages=("en", "ar", "de", "es", "fr"),
            store_secret=lambda name, value: None,
            start_at_login=LoginSystem(),
            keeper=Shelf(),
            restart=lambda: None,
            sharing=Exchange(),
            diagnose=lambda: "Downlight 1.2.3",
            try_notification=lambda: "",
            licences=lambda: (("Downlight", "MIT"), ("Qt", "LGPL")),
        )
        self.words = words
        self.windows = Windows(given, Icons(ICONS), self.submitted.append, lambda url: None)
        self._others = set(QApplication.topLevelWidgets())
        self._own: list[QWidget] = []
        self.windows.on_event(SettingsTaken(CHOSEN))
        self.windows.on_event(SnapshotTaken(SEEN))

    def open(self, room: str) -> QWidget:
        """Open a window by its name in ROOMS."""
        return ROOMS[room](self)

    def keep(self, window: QWidget) -> QWidget:
        self._own.append(window)
        window.show()
        return window

    def close(self) -> None:
        """Close all windows, and have them deleted now and not when the next test runs."""
        self.windows.close_all()
        for window in set(QApplication.topLevelWidgets()) - self._others:
            window.close()
            window.deleteLater()
        self._own.clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _place(place: Place) -> Callable[[House], QWidget]:
    return lambda house: house.windows.show(place)


def _detail(house: House) -> QWidget:
    house.windows.show_detail("x")
    return house.windows.show(Place.DETAIL)


def _settings_page(number: int) -> Callable[[House], QWidget]:
    def opened(house: House) -> QWidget:
        dialog = house.windows.show(Place.SETTINGS)
        assert isinstance(dialog, SettingsDialog)
        dialog.titles.setCurrentRow(number)
        dialog.on_event(SettingsTaken(CHOSEN, (Problem("general.interval", "It is too short."),)))
        return dialog

    return opened


def _check(house: House) -> QWidget:
    house.windows.edit_check("our wiki")
    found = (w for w in QApplication.topLevelWidgets() if isinstance(w, CheckEditor))
    return next(editor for editor in found if editor.isVisible())


def _parts(house: House) -> QWidget:
    return house.keep(PartsDialog("X", PARTS, (), house.words))


def _statistics(house: House) -> QWidget:
    history = house.windows.show(Place.HISTORY)
    assert isinstance(history, HistoryWindow)
    history.show_statistics()
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, StatisticsWindow))


def _correct(house: House) -> QWidget:
    return house.keep(CorrectDialog(replace(ended(trouble(), minutes(34)), id=7), house.words))


def _import(house: House) -> QWidget:
    new = (ended(trouble(), minutes(5)),)
    found = Difference(new, platforms={"A platform with a rather long name": 1})
    return house.keep(ImportDialog("incidents.json", found, house.words))


def _takeover(house: House) -> QWidget:
    return house.keep(TakeoverDialog(house.words, Exchange()))


def _note(house: House) -> QWidget:
    return house.windows.note(
        house.words("This computer was offline"), house.words("Close"), (house.words("Quit"), print)
    )


ROOMS: dict[str, Callable[[House], QWidget]] = {
    **{place.value: _place(place) for place in Place if place is not Place.DETAIL},
    "detail": _detail,
    **{
        f"settings, page {number + 1}": _settings_page(number)
        for number in range(1, SETTINGS_PAGES)
    },
    "check": _check,
    "parts": _parts,
    "statistics": _statistics,
    "correct": _correct,
    "import": _import,
    "takeover": _takeover,
    "note": _note,
}


def window_classes() -> set[type[QWidget]]:
    """Return the classes of the app that are windows: they have a title or are made as one."""
    found: set[type[QWidget]] = set()
    for module in pkgutil.iter_modules(downlight.qt.__path__):
        loaded = importlib.import_module(f"downlight.qt.{module.name}")
        assert loaded.__file__ is not None
        for node in ast.parse(Path(loaded.__file__).read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and _is_window(node):
                kind = getattr(loaded, node.name)
                if isinstance(kind, type) and issubclass(kind, QWidget):
                    found.add(kind)
    return found


def _is_window(node: ast.ClassDef) -> bool:
    called = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
    return any(
        ast.unparse(call.func) == "self.setWindowTitle"
        or (
            ast.unparse(call.func) in ("super().__init__", "self.setWindowFlags")
            and "WindowType." in ast.unparse(call)
        )
        for call in called
    )
