"""Offers in sentences."""

from dataclasses import replace

import pytest

from downlight.domain.clues import LINKED
from downlight.domain.offer import FeedOffer, Offer
from downlight.domain.settings import Favourite
from downlight.domain.status import Reason, Status
from downlight.present.offer_view import accepted, is_believed, looking, offer_view, unanswered
from fakes.states import english

FEED = FeedOffer(
    "https://status.x.example/api/v2/summary.json",
    "statuspage",
    "Atlassian Statuspage",
    "https://status.x.example/",
    "X Mail",
    0.95,
    LINKED,
    Status.OPERATIONAL,
)
OFFER = Offer("https://x.example/", Reason.OK, 200, "X", FEED)
MINE = Favourite("x.example", name="x.example", url="https://x.example/")


def test_page_and_feed_are_told_with_sureness_and_state() -> None:
    view = offer_view(english(), OFFER)
    assert view.page == "It answers, and calls itself “X”."
    assert view.feed == "Read its official status as well: X Mail"
    assert view.how == (
        "Atlassian Statuspage, 95 % sure: the home page links to it. It says now: All is well."
    )


def test_a_feed_without_a_name_is_called_by_its_host() -> None:
    view = offer_view(english(), replace(OFFER, feed=replace(FEED, name="")))
    assert view.feed.endswith(": status.x.example")


@pytest.mark.parametrize(
    ("offer", "told"),
    [
        (Offer("https://x.example/", Reason.OK, 200), "It answers."),
        (Offer("https://x.example/", Reason.HTTP_STATUS, 503), "with an error now (HTTP 503)"),
        (Offer("https://x.example/", Reason.DNS), "its name does not resolve. It can be watched"),
    ],
)
def test_a_page_that_is_not_well_is_told_and_can_be_watched(offer: Offer, told: str) -> None:
    view = offer_view(english(), offer)
    assert told in view.page
    assert view.feed == ""
    assert view.how.startswith("No official status feed was found")


def test_only_what_is_sure_enough_is_taken_without_a_question() -> None:
    assert is_believed(FEED)
    assert not is_believed(replace(FEED, sureness=0.4))


def test_an_accepted_feed_comes_into_the_favourite_with_its_page_and_parts() -> None:
    taken = accepted(MINE, FEED, ("Voice",))
    assert (taken.feed, taken.feed_format) == (FEED.url, "statuspage")
    assert taken.status_page == "https://status.x.example/"
    assert taken.components == ("Voice",)
    assert taken.url == MINE.url


def test_it_says_what_it_is_doing() -> None:
    assert "x.example" in looking(english(), MINE)
    assert "was not looked at" in unanswered(english(), MINE)
