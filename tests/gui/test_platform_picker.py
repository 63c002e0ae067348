import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from downlight.domain.commands import AddFavourite, Command, LookInto, StopLooking
from downlight.domain.events import LookedInto, SettingsTaken
from downlight.domain.offer import FeedOffer, Offer
from downlight.domain.settings import Favourite, Settings
from downlight.domain.status import Reason, Status
from downlight.qt.platform_picker import PlatformPicker
from fakes.shelf import SmallCatalogue
from fakes.states import english


class Opened:
    def __init__(self, qtbot: QtBot, *, first_start: bool = False) -> None:
        self.commands: list[Command] = []
        self.picker = PlatformPicker(
            SmallCatalogue(),
            [Favourite("github")],
            english(),
            self.commands.append,
            first_start=first_start,
        )
        qtbot.addWidget(self.picker)
        with qtbot.waitActive(self.picker):
            self.picker.show()
            self.picker.activateWindow()

    @property
    def names(self) -> list[str]:
        model = self.picker.model
        return [str(model.index(row).data()) for row in range(model.rowCount())]

    def click_row(self, row: int) -> None:
        view = self.picker.view
        place = view.visualRect(self.picker.model.index(row)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    return Opened(qtbot)


def test_picked_platforms_are_watched_at_the_press_of_the_button(opened: Opened) -> None:
    assert not opened.picker.watch_button.isEnabled()
    opened.click_row(0)
    opened.click_row(2)
    assert opened.picker.watch_button.text() == "Watch 2 platforms"
    assert opened.picker.picked.text() == "Picked: X, Odd"
    assert opened.commands == []
    QTest.mouseClick(opened.picker.watch_button, Qt.MouseButton.LeftButton)
    assert opened.commands == [AddFavourite(Favourite("x")), AddFavourite(Favourite("odd"))]
    assert not opened.picker.isVisible()


def test_what_is_watched_already_cannot_be_picked(opened: Opened) -> None:
    opened.click_row(1)
    assert not opened.picker.watch_button.isEnabled()


def test_typing_searches_and_enter_picks_the_best(opened: Opened) -> None:
    QTest.keyClicks(opened.picker.search, "twit")
    assert opened.names == ["X"]
    QTest.keyClick(opened.picker.search, Qt.Key.Key_Return)
    assert opened.picker.model.favourites == [Favourite("x")]
    assert opened.picker.search.selectedText() == "twit"
    assert opened.picker.isVisible()


def test_enter_in_an_empty_field_watches_what_is_picked(opened: Opened) -> None:
    opened.click_row(0)
    QTest.keyClick(opened.picker.search, Qt.Key.Key_Return)
    assert opened.commands == [AddFavourite(Favourite("x"))]


def test_any_address_can_be_watched(opened: Opened) -> None:
    QTest.keyClicks(opened.picker.search, "intranet.example/wiki")
    QTest.keyClick(opened.picker.search, Qt.Key.Key_Return)
    QTest.mouseClick(opened.picker.watch_button, Qt.MouseButton.LeftButton)
    looked, added, stopped = opened.commands
    assert looked == LookInto("https://intranet.example/wiki")
    assert isinstance(added, AddFavourite)
    assert added.favourite.url == "https://intranet.example/wiki"
    assert stopped == StopLooking()


def test_the_official_feed_of_an_address_is_shown_before_it_is_watched(opened: Opened) -> None:
    QTest.keyClicks(opened.picker.search, "x.example")
    QTest.keyClick(opened.picker.search, Qt.Key.Key_Return)
    feed = FeedOffer(
        "https://status.x.example/feed", "rss", "RSS", "https://status.x.example/", "X", 0.9,
        "the home page links to it", Status.OPERATIONAL,
    )  # fmt: skip
    opened.picker.on_event(LookedInto(Offer("https://x.example/", Reason.OK, 200, "X", feed)))
    assert opened.picker.offer_panel.feed.text() == "Read its official status as well: X"
    QTest.mouseClick(opened.picker.watch_button, Qt.MouseButton.LeftButton)
    added = opened.commands[-1]
    assert isinstance(added, AddFavourite)
    assert added.favourite.feed == "https://status.x.example/feed"


def test_what_cannot_be_watched_is_told(opened: Opened) -> None:
    QTest.keyClicks(opened.picker.search, "mailto:me@example.com")
    assert opened.picker.hint.isVisible()
    assert opened.picker.hint.text() == "Only http and https addresses can be watched, not mailto:."
    assert not opened.picker.view.isVisible()
    opened.picker.search.clear()
    assert not opened.picker.hint.isVisible()
    assert opened.names == ["X", "GitHub", "Odd"]


def test_categories_narrow_and_rest_while_one_searches(opened: Opened) -> None:
    assert opened.picker.categories.currentItem().text() == "Popular"
    opened.picker.categories.setCurrentRow(2)
    assert opened.names == ["GitHub"]
    QTest.keyClicks(opened.picker.search, "odd")
    assert opened.names == ["Odd"]
    assert not opened.picker.categories.isEnabled()
    opened.picker.search.clear()
    assert opened.names == ["GitHub"]


def test_it_can_be_used_with_the_keyboard_alone(qtbot: QtBot, opened: Opened) -> None:
    qtbot.waitUntil(opened.picker.search.hasFocus)
    QTest.keyClick(opened.picker.search, Qt.Key.Key_Down)
    qtbot.waitUntil(opened.picker.view.hasFocus)
    QTest.keyClick(opened.picker.view, Qt.Key.Key_Space)
    assert opened.picker.model.favourites == [Favourite("x")]
    QTest.keyClick(opened.picker.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(opened.picker.search.hasFocus)


def test_escape_watches_nothing(opened: Opened) -> None:
    opened.click_row(0)
    QTest.keyClick(opened.picker, Qt.Key.Key_Escape)
    assert opened.commands == []
    assert not opened.picker.isVisible()
    assert opened.picker.model.favourites == []


def test_it_learns_what_is_watched_meanwhile(opened: Opened) -> None:
    opened.click_row(0)
    settings = Settings(favourites=(Favourite("x"), Favourite("odd")))
    opened.picker.on_event(SettingsTaken(settings))
    assert opened.picker.model.favourites == []
    assert [opened.picker.model.index(row).flags() for row in (0, 2)] == [
        Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
    ] * 2


def test_the_first_start_says_what_this_is(qtbot: QtBot, opened: Opened) -> None:
    first = Opened(qtbot, first_start=True)

    def texts(picker: PlatformPicker) -> list[str]:
        return [label.text() for label in picker.findChildren(QLabel)]

    assert "What do you rely on?" in texts(first.picker)
    assert "What do you rely on?" not in texts(opened.picker)


def test_every_control_has_a_name(opened: Opened) -> None:
    for widget in (opened.picker.search, opened.picker.categories, opened.picker.view):
        assert widget.accessibleName()
