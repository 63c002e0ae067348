from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from downlight.domain.clues import LINKED
from downlight.domain.commands import Command, LookInto, StopLooking
from downlight.domain.events import LookedInto
from downlight.domain.model import Component
from downlight.domain.offer import FeedOffer, Offer
from downlight.domain.settings import Favourite
from downlight.domain.status import Reason, Status
from downlight.qt.offer_panel import OfferPanel
from downlight.qt.parts_dialog import PartsDialog
from fakes.states import english

URL = "https://x.example/"
MINE = Favourite("x.example", name="x.example", url=URL)
FEED = FeedOffer(
    "https://status.x.example/feed",
    "statuspage",
    "Statuspage",
    "https://status.x.example/",
    "X",
    0.95,
    LINKED,
    Status.OPERATIONAL,
    (Component("1", "Voice"), Component("2", "Text")),
)
OFFER = Offer(URL, Reason.OK, 200, "X", FEED)


class Opened:
    def __init__(self, qtbot: QtBot) -> None:
        self.commands: list[Command] = []
        self.panel = OfferPanel(english(), self.commands.append)
        qtbot.addWidget(self.panel)
        self.panel.show_favourite(MINE)

    def find(self, offer: Offer = OFFER) -> None:
        self.panel.on_event(LookedInto(offer))


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    return Opened(qtbot)


def test_it_looks_at_once_and_says_so(opened: Opened) -> None:
    assert opened.commands == [LookInto(URL)]
    assert opened.panel.page.text().startswith("Looking at x.example")
    assert opened.panel.halt.isVisible()
    assert not opened.panel.feed.isVisible()


def test_a_sure_feed_is_taken_unless_somebody_says_no(opened: Opened) -> None:
    opened.find()
    assert not opened.panel.is_looking
    assert opened.panel.feed.isChecked()
    assert opened.panel.completed(MINE).feed == FEED.url
    opened.panel.feed.click()
    assert opened.panel.completed(MINE) == MINE


def test_an_unsure_feed_is_only_taken_by_a_click(opened: Opened) -> None:
    opened.find(replace(OFFER, feed=replace(FEED, sureness=0.4)))
    assert opened.panel.completed(MINE) == MINE
    opened.panel.feed.click()
    assert opened.panel.completed(MINE).feed == FEED.url


def test_parts_can_be_chosen_before_it_is_watched(qtbot: QtBot, opened: Opened) -> None:
    opened.find()
    opened.panel.pick_parts.click()
    (dialog,) = opened.panel.findChildren(PartsDialog)
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.close()
    assert opened.panel.completed(MINE).components == ("Voice",)
    assert "Voice" in opened.panel.parts.text()


def test_it_can_be_stopped(opened: Opened) -> None:
    QTest.mouseClick(opened.panel.halt, Qt.MouseButton.LeftButton)
    assert opened.commands == [LookInto(URL), StopLooking()]
    assert "was not looked at" in opened.panel.page.text()
    assert opened.panel.completed(MINE) == MINE


def test_what_is_known_is_not_looked_into_again(opened: Opened) -> None:
    opened.find()
    opened.panel.show_favourite(Favourite("y", url="https://y.example/"))
    opened.panel.show_favourite(MINE)
    assert opened.commands == [LookInto(URL), LookInto("https://y.example/")]
    assert opened.panel.feed.isVisible()


def test_what_is_not_wanted_any_more_is_forgotten(opened: Opened) -> None:
    opened.panel.forget(set())
    assert not opened.panel.isVisible()
    assert opened.commands[-1] == StopLooking()
    opened.find()
    assert not opened.panel.isVisible()


def test_what_was_found_elsewhere_is_not_mixed_up(opened: Opened) -> None:
    opened.find(replace(OFFER, url="https://other.example/"))
    assert opened.panel.is_looking
