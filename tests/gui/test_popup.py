"""The status popup: found, moved through and acted upon by keys, quiet while it is not seen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from downlight.domain.commands import (
    AddFavourite,
    CheckNow,
    Mute,
    Pause,
    Quit,
    RemoveFavourite,
    Resume,
    Unmute,
)
from downlight.domain.events import SettingsTaken, SnapshotTaken
from downlight.domain.settings import Favourite, Settings
from downlight.domain.snapshot import PlatformState
from downlight.present.tray import Action, EditCheck, OpenPage, Place, Show, ShowPlatform
from downlight.qt.icons import Icons
from downlight.qt.popup import StatusPopup
from downlight.qt.popup_actions import LEADING_AWAY
from fakes.desktop import ICONS
from fakes.shelf import SmallCatalogue
from fakes.states import NOW, down, english, snapshot, up

KEY = Qt.Key


class Stage:
    """The popup, what was chosen in it, and the engine's part."""

    def __init__(self, qtbot: QtBot) -> None:
        self.chosen: list[Action] = []
        self.popup = StatusPopup(english(), Icons(ICONS), SmallCatalogue(), lambda: NOW)
        self.popup.chosen.connect(self.chosen.append)
        qtbot.addWidget(self.popup)

    def watch(self, *states: PlatformState) -> None:
        favourites = tuple(Favourite(state.platform.id) for state in states)
        self.popup.on_event(SettingsTaken(Settings(favourites=favourites)))
        self.popup.on_event(SnapshotTaken(snapshot(*states)))

    def open(self) -> None:
        self.popup.show_at(QRect())

    def press(self, *keys: KEY) -> None:
        for key in keys:
            QTest.keyClick(self.popup.focusWidget() or self.popup, key)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.popup.focusWidget(), letter)

    @property
    def rows(self) -> list[str]:
        model = self.popup.model
        return [model.index(row).data() for row in range(model.rowCount())]

    @property
    def current(self) -> str:
        return str(self.popup.list.currentIndex().data())


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(qtbot)
    made.watch(up("A"), down("B"), up("C"))
    made.open()
    yield made
    made.popup.hide()


def test_the_worst_comes_first_and_the_light_is_put_into_words(stage: Stage) -> None:
    assert stage.rows == ["B", "A", "C"]
    assert stage.popup.headline.text() == "B: Down for everyone for 6 min"
    assert stage.current == "B"


def test_it_is_wholly_on_the_screen(stage: Stage) -> None:
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(stage.popup.geometry())


def test_arrows_choose_and_enter_opens_the_detail(stage: Stage) -> None:
    stage.press(KEY.Key_Down, KEY.Key_Return)
    assert stage.chosen == [ShowPlatform("a")]
    assert not stage.popup.isVisible()


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ([KEY.Key_End], "C"),
        ([KEY.Key_End, KEY.Key_Home], "B"),
        ([KEY.Key_Down, KEY.Key_Down, KEY.Key_Up], "A"),
    ],
)
def test_the_keys_of_lists_move(stage: Stage, keys: list[KEY], name: str) -> None:
    stage.press(*keys)
    assert stage.current == name


def test_typing_filters_and_offers_what_is_not_watched(stage: Stage) -> None:
    stage.type("odd")
    assert stage.popup.search.text() == "odd"
    assert stage.rows == ["Watch Odd"]
    stage.press(KEY.Key_Return)
    assert stage.chosen == [AddFavourite(Favourite("odd"))]
    assert stage.popup.search.text() == ""
    assert stage.popup.isVisible()


def test_what_was_added_is_chosen_as_soon_as_it_is_watched(stage: Stage) -> None:
    stage.type("odd")
    stage.press(KEY.Key_Return)
    stage.watch(up("A"), down("B"), up("C"), up("Odd"))
    assert stage.current == "Odd"


def test_an_address_can_be_added_as_well(stage: Stage) -> None:
    stage.type("nas.example")
    assert stage.rows == ["Watch https://nas.example/"]
    stage.press(KEY.Key_Return)
    (added,) = stage.chosen
    assert isinstance(added, AddFavourite)
    assert added.favourite.url == "https://nas.example/"


def test_a_search_that_finds_nothing_says_so(stage: Stage) -> None:
    stage.type("qqq")
    assert stage.rows == []
    assert "qqq" in stage.popup.hint.text()
    assert stage.popup.hint.isVisible()


def test_down_goes_from_the_search_into_the_list(stage: Stage) -> None:
    stage.popup.search.setFocus()
    stage.press(KEY.Key_Down)
    assert stage.popup.list.hasFocus()
    assert stage.current == "A"


def test_esc_ends_the_search_and_then_the_popup(stage: Stage) -> None:
    stage.type("c")
    stage.press(KEY.Key_Escape)
    assert stage.popup.search.text() == ""
    assert stage.rows == ["B", "A", "C"]
    assert stage.popup.isVisible()
    stage.press(KEY.Key_Escape)
    assert not stage.popup.isVisible()


def test_it_closes_when_another_window_is_used(stage: Stage) -> None:
    QApplication.sendEvent(stage.popup, QEvent(QEvent.Type.WindowDeactivate))
    assert not stage.popup.isVisible()
    assert stage.popup.was_just_left


def test_where_there_is_no_icon_it_stays_as_a_window(stage: Stage) -> None:
    popup = stage.popup
    popup.show_as_window()
    QApplication.sendEvent(popup, QEvent(QEvent.Type.WindowDeactivate))
    assert popup.isVisible()
    assert popup.windowType() is Qt.WindowType.Window
    stage.press(KEY.Key_Return)
    assert popup.isVisible()
    popup.footer.quit.click()
    assert stage.chosen == [ShowPlatform("b"), Quit()]


def test_beside_its_icon_it_needs_no_button_to_quit(stage: Stage) -> None:
    assert not stage.popup.footer.quit.isVisible()


def test_news_changes_it_in_place(stage: Stage) -> None:
    stage.watch(*(up(f"P{number:02}") for number in range(60)))
    stage.press(KEY.Key_End)
    bar = stage.popup.list.verticalScrollBar()
    stood = bar.value()
    assert stood > 0
    stage.watch(*(up(f"P{number:02}") for number in range(60)))
    assert (stage.current, bar.value()) == ("P59", stood)
    moved = [down("P30") if number == 30 else up(f"P{number:02}") for number in range(60)]
    stage.watch(*moved)
    assert stage.rows[0] == "P30"
    assert stage.current == "P59"


def test_nothing_is_done_while_it_is_not_seen(stage: Stage) -> None:
    stage.press(KEY.Key_Escape)
    stage.watch(up("Z"))
    assert "Z" not in stage.rows
    assert not stage.popup._tick.isActive()
    stage.open()
    assert stage.rows == ["Z"]
    assert stage.popup._tick.isActive()


def test_two_hundred_favourites_cost_only_those_in_sight(qtbot: QtBot) -> None:
    stage = Stage(qtbot)
    stage.watch(*(up(f"P{number}") for number in range(200)))
    stage.open()
    QApplication.processEvents()
    assert 0 < stage.popup.model.texts_made < 40
    stage.popup.hide()


def menu(popup: StatusPopup) -> QMenu:
    (found,) = [one for one in popup.findChildren(QMenu) if one.isVisible()]
    return found


@pytest.mark.parametrize(
    ("entry", "action"),
    [
        ("Details…", ShowPlatform("b")),
        ("Open status page", OpenPage("https://status.b.example/")),
        ("Check now", CheckNow("b")),
        ("Mute for an hour", Mute("b", NOW + timedelta(hours=1))),
        ("Mute until it is back", Mute("b", None)),
        ("Edit check…", EditCheck("b")),
        ("Remove", RemoveFavourite("b")),
    ],
)
def test_the_menu_of_a_row_says_what_can_be_done(stage: Stage, entry: str, action: Action) -> None:
    stage.popup.list.menu_wanted.emit(0, QPoint(5, 5))
    opened = menu(stage.popup)
    next(one for one in opened.actions() if one.text() == entry).trigger()
    opened.close()
    assert stage.chosen == [action]
    assert stage.popup.isVisible() is not isinstance(action, LEADING_AWAY)


def test_a_muted_row_offers_to_speak_again(stage: Stage) -> None:
    stage.watch(replace(down("B"), muted_until=NOW + timedelta(hours=1)))
    stage.popup.list.menu_wanted.emit(0, QPoint(5, 5))
    opened = menu(stage.popup)
    next(one for one in opened.actions() if one.text() == "Speak again").trigger()
    opened.close()
    assert stage.chosen == [Unmute("b")]


def test_what_was_removed_can_be_taken_back(stage: Stage) -> None:
    stage.press(KEY.Key_Delete)
    assert stage.chosen == [RemoveFavourite("b")]
    assert "B is not watched any more" in stage.popup.farewell.text()
    stage.popup.undo.click()
    assert stage.chosen[-1] == AddFavourite(Favourite("b"))
    assert not stage.popup.farewell.isVisible()


def test_the_buttons_below_lead_on(stage: Stage) -> None:
    footer = stage.popup.footer
    footer.check.click()
    footer.history.click()
    assert stage.chosen == [CheckNow(), Show(Place.HISTORY)]
    assert not stage.popup.isVisible()


def test_a_pause_is_chosen_and_ended(stage: Stage) -> None:
    footer = stage.popup.footer
    assert footer.pause.isVisible()
    assert not footer.resume.isVisible()
    footer.pause.menu().aboutToShow.emit()
    footer.pause.menu().actions()[-1].trigger()
    stage.popup.on_event(SnapshotTaken(snapshot(up("A"), paused_until=NOW + timedelta(hours=1))))
    assert not footer.pause.isVisible()
    footer.resume.click()
    assert stage.chosen == [Pause(None), Resume()]


def test_f5_looks_at_everything(stage: Stage) -> None:
    stage.press(KEY.Key_F5)
    assert stage.chosen == [CheckNow()]


def test_without_favourites_it_says_how_to_add_one(qtbot: QtBot) -> None:
    stage = Stage(qtbot)
    stage.watch()
    stage.open()
    assert stage.popup.hint.text().startswith("Nothing is watched yet.")
    stage.popup.hide()


def test_rows_are_sentences_in_the_accessible_tree(stage: Stage) -> None:
    tree = QAccessible.queryAccessibleInterface(stage.popup.list)
    assert tree is not None
    names = [tree.child(n).text(QAccessible.Text.Name) for n in range(tree.childCount())]
    assert "B: Down for everyone for 6 min, checked 20 s ago" in names
