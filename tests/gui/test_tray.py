"""The light in the tray, without a panel: what it shows and what it says was chosen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from downlight.domain.commands import CheckNow, Mute, Pause, Quit
from downlight.domain.settings import Palette
from downlight.domain.snapshot import Snapshot
from downlight.present.platform import Lamp
from downlight.present.tray import (
    Action,
    MenuEntry,
    OpenPage,
    Place,
    Show,
    ShowPlatform,
    TrayView,
    starting_view,
    tray_view,
)
from downlight.qt.icons import Icons
from downlight.qt.tray import MenuOfView, Tray
from fakes.desktop import ICONS, STORIES
from fakes.states import NOW, down, english, snapshot, up

TRIGGER = QSystemTrayIcon.ActivationReason.Trigger
MIDDLE = QSystemTrayIcon.ActivationReason.MiddleClick
DOUBLE = QSystemTrayIcon.ActivationReason.DoubleClick
CONTEXT = QSystemTrayIcon.ActivationReason.Context


def view(taken: Snapshot) -> TrayView:
    return tray_view(taken, english(), NOW)


@pytest.fixture
def tray(qtbot: QtBot) -> Iterator[Tray]:
    made = Tray(Icons(ICONS), starting_view(english()))
    yield made
    made.hide()


@pytest.fixture
def chosen(tray: Tray) -> list[Action]:
    heard: list[Action] = []
    tray.chosen.connect(heard.append)
    return heard


def actions(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if not action.isSeparator()]


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in actions(menu)]


def by_text(menu: QMenu, text: str) -> QAction:
    return next(action for action in actions(menu) if action.text() == text)


def below(action: QAction) -> QMenu:
    menu = action.menu()
    assert isinstance(menu, QMenu)
    return menu


def test_it_is_grey_and_can_be_ended_before_anything_is_known(tray: Tray) -> None:
    assert tray.icon.toolTip() == "Starting"
    assert texts(tray.menu) == ["Quit"]
    assert tray.icon.isVisible()


def test_it_shows_what_the_view_says(tray: Tray) -> None:
    before = tray.icon.icon().cacheKey()
    tray.show_view(view(STORIES["red"]))
    assert tray.icon.toolTip() == "X: Down for everyone for 6 min"
    assert texts(tray.menu)[:3] == [
        "X: Down for everyone for 6 min",
        "X: Down for everyone for 6 min",
        "GitHub: All is well",
    ]
    assert tray.icon.icon().cacheKey() != before


def test_names_with_an_ampersand_keep_it(tray: Tray) -> None:
    tray.show_view(view(STORIES["green"]))
    assert "AT&&T: All is well" in texts(tray.menu)


def test_a_menu_whose_shape_stays_is_reworded_and_not_rebuilt(tray: Tray) -> None:
    tray.show_view(view(snapshot(up("X"), up("Y"))))
    before = tray.menu.actions()
    tray.show_view(view(snapshot(down("X"), up("Y"))))
    assert tray.menu.actions() == before
    assert texts(tray.menu)[0] == "X: Down for everyone for 6 min"


def test_a_menu_whose_shape_changes_is_rebuilt(tray: Tray) -> None:
    tray.show_view(view(snapshot(up("X"))))
    tray.show_view(view(snapshot(up("X"), up("Y"))))
    assert "Y: All is well" in texts(tray.menu)
    tray.show_view(view(snapshot()))
    assert texts(tray.menu)[0] == "No platforms chosen yet"


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Check now", CheckNow()),
        ("Show status", Show(Place.STATUS)),
        ("History…", Show(Place.HISTORY)),
        ("Choose platforms…", Show(Place.PICKER)),
        ("Settings…", Show(Place.SETTINGS)),
        ("About Downlight", Show(Place.ABOUT)),
        ("Quit", Quit()),
    ],
)
def test_each_entry_says_what_it_is_for(
    tray: Tray, chosen: list[Action], text: str, action: Action
) -> None:
    tray.show_view(view(STORIES["red"]))
    by_text(tray.menu, text).trigger()
    assert chosen == [action]


def test_a_favourite_has_a_menu_of_its_own(tray: Tray, chosen: list[Action]) -> None:
    tray.show_view(view(STORIES["red"]))
    favourite = below(actions(tray.menu)[1])
    assert texts(favourite) == [
        "Details…",
        "Open status page",
        "Check now",
        "Mute for an hour",
        "Mute until it is back",
    ]
    for action in actions(favourite):
        action.trigger()
    assert chosen == [
        ShowPlatform("x"),
        OpenPage("https://status.x.example/"),
        CheckNow("x"),
        Mute("x", NOW.replace(hour=16)),
        Mute("x", None),
    ]


def test_a_pause_is_chosen_by_its_length(tray: Tray, chosen: list[Action]) -> None:
    tray.show_view(view(STORIES["red"]))
    lengths = below(by_text(tray.menu, "Pause"))
    assert texts(lengths) == ["For an hour", "Until tomorrow morning", "Until I resume"]
    for action in actions(lengths):
        action.trigger()
    assert chosen == [
        Pause(NOW.replace(hour=16)),
        Pause(NOW.replace(day=24, hour=8)),
        Pause(None),
    ]


def test_time_alone_changes_nothing_in_the_menu(tray: Tray) -> None:
    """Panels fetch the whole menu again for each change."""
    tray.show_view(view(STORIES["green"]))
    changes: list[QAction] = []
    for action in tray.menu.findChildren(QAction):
        action.changed.connect(lambda action=action: changes.append(action))
    before = actions(tray.menu)
    tray.show_view(tray_view(STORIES["green"], english(), NOW + timedelta(seconds=30)))
    assert changes == []
    assert actions(tray.menu) == before


def test_an_entry_does_what_the_newest_view_means(tray: Tray, chosen: list[Action]) -> None:
    """The order of favourites changes under an open menu; the text and the deed stay together."""
    tray.show_view(view(snapshot(up("X"), up("Y"))))
    first = below(actions(tray.menu)[1])
    tray.show_view(view(snapshot(up("X"), down("Y"))))
    assert texts(tray.menu)[1].startswith("Y:")
    by_text(first, "Check now").trigger()
    assert chosen == [CheckNow("y")]


def test_a_click_opens_the_status_and_a_middle_click_looks(
    tray: Tray, chosen: list[Action]
) -> None:
    for reason in (TRIGGER, MIDDLE, DOUBLE, CONTEXT):
        tray.icon.activated.emit(reason)
    assert chosen == [Show(Place.STATUS), CheckNow()]


def test_opening_the_menu_asks_for_a_fresh_view(tray: Tray, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tray.opening):
        tray.menu.aboutToShow.emit()


def test_an_icon_made_before_its_host_is_made_anew(tray: Tray, chosen: list[Action]) -> None:
    tray.show_view(view(STORIES["red"]))
    before = tray.icon
    tray.host.appeared.emit()
    assert tray.icon is not before
    assert tray.icon.isVisible()
    assert not before.isVisible()
    assert tray.icon.toolTip() == "X: Down for everyone for 6 min"
    by_text(tray.menu, "Check now").trigger()
    assert chosen == [CheckNow()]


def test_a_view_that_says_the_same_touches_nothing(tray: Tray) -> None:
    same = view(STORIES["green"])
    tray.show_view(same)
    icon = tray.icon.icon().cacheKey()
    tray.show_view(replace(same))
    assert tray.icon.icon().cacheKey() == icon


def test_other_colours_are_drawn_at_once_in_icon_and_menu(qtbot: QtBot) -> None:
    icons = Icons(ICONS)
    tray = Tray(icons, view(STORIES["red"]))
    before = tray.icon.icon().cacheKey(), actions(tray.menu)[1].icon().cacheKey()
    icons.use(Palette.COLOUR_BLIND)
    tray.redraw()
    after = tray.icon.icon().cacheKey(), actions(tray.menu)[1].icon().cacheKey()
    assert before[0] != after[0]
    assert before[1] != after[1]
    tray.hide()


def test_a_desktop_without_tray_is_noticed(qtbot: QtBot) -> None:
    assert not QSystemTrayIcon.isSystemTrayAvailable()
    lonely = Tray(Icons(ICONS), starting_view(english()), patience=1)
    with qtbot.waitSignal(lonely.missing):
        pass
    lonely.hide()


def test_once_hidden_nothing_is_missing(qtbot: QtBot) -> None:
    lonely = Tray(Icons(ICONS), starting_view(english()), patience=1)
    lonely.hide()
    with qtbot.waitSignal(lonely.missing, timeout=50, raising=False) as told:
        pass
    assert not told.signal_triggered


def test_a_lamp_stands_beside_each_favourite(qtbot: QtBot) -> None:
    menu = MenuOfView(Icons(ICONS))
    menu.show_entries(((MenuEntry("X", lamp=Lamp.RED), MenuEntry("Y")),))
    assert [action.icon().isNull() for action in menu.widget.actions()] == [False, True]
    menu.show_entries(((MenuEntry("X"), MenuEntry("Y", lamp=Lamp.GREEN)),))
    assert [action.icon().isNull() for action in menu.widget.actions()] == [True, False]
