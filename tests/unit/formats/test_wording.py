"""What the words of feeds mean."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from downlight.domain.model import Component, Place
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats.reading import Notes
from downlight.formats.wording import (
    MAX_UPDATES,
    impact_of,
    is_within,
    joined,
    listed,
    merged,
    newest_first,
    of_open,
    spread,
    stage_of,
    told,
    word_of,
)

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("value", "word"), [("Open", "open"), (3, "3"), (None, ""), ([], "")])
def test_a_word_may_be_written_large_or_as_a_number(value: object, word: str) -> None:
    assert word_of(value) == word


def test_words_that_nobody_knows_are_open_and_not_good_news() -> None:
    notes = Notes()
    assert stage_of("pondering", {}, "Slow", notes) is Stage.UNKNOWN
    assert impact_of("cosmic", {}, "Slow", notes) is Status.DEGRADED
    assert impact_of(3, {"3": Status.PARTIAL_OUTAGE}, "Slow", notes) is Status.PARTIAL_OUTAGE
    assert len(notes.all()) == 2


def test_a_message_is_plain_text_with_its_time() -> None:
    update = told(Stage.MONITORING, "<p>It <b>works</b>.</p>", "2024-03-05T09:45:00Z")
    assert (update.text, update.published_at) == ("It works.", NOW)
    assert told(Stage.UNKNOWN, None, None).text == ""


def test_messages_come_newest_first_and_not_without_end() -> None:
    times = [NOW - HOUR, NOW, None, NOW - 2 * HOUR]
    updates = [told(Stage.UNKNOWN, "", time.isoformat() if time else None) for time in times]
    ordered = [update.published_at for update in newest_first(updates)]
    assert ordered == [NOW, NOW - HOUR, NOW - 2 * HOUR, None]
    assert len(newest_first(updates * 20)) == MAX_UPDATES


def test_a_component_that_is_named_twice_has_the_worse_state() -> None:
    first = Component("a", "API", Status.DEGRADED, "Core")
    worse = Component("a", "Api", Status.MAJOR_OUTAGE)
    other = Component("b", "Web", Status.OPERATIONAL)
    assert merged([first, other, worse, first]) == (
        Component("a", "API", Status.MAJOR_OUTAGE, "Core"),
        other,
    )


def test_a_component_is_in_each_place_as_was_said_of_it_there() -> None:
    part = Component("a", "API", Status.DEGRADED)
    north = spread(part, ["north", "south", "north"])
    worse = spread(replace(part, status=Status.MAJOR_OUTAGE), ["north", "east"])
    (both,) = merged([north, worse])
    assert both.region == "north, south, east"
    assert {place.name: place.status for place in both.places} == {
        "north": Status.MAJOR_OUTAGE,
        "south": Status.DEGRADED,
        "east": Status.MAJOR_OUTAGE,
    }


def test_what_names_no_place_is_everywhere() -> None:
    part = Component("a", "API", Status.MAJOR_OUTAGE)
    (both,) = merged([part, spread(replace(part, status=Status.DEGRADED), ["north", "south"])])
    assert both.places[0] == Place("", Status.MAJOR_OUTAGE)
    assert both.region == "north, south"


def test_a_single_place_is_the_region_alone() -> None:
    alone = spread(Component("a", "API"), ["north"])
    assert (alone.region, alone.places) == ("north", ())
    assert spread(Component("a", "API"), []) == Component("a", "API")


def test_a_notice_that_stands_under_several_components_is_told_once_with_all_of_them() -> None:
    def under(key: str, *components: str) -> Notice:
        return Notice(key, NoticeKind.INCIDENT, key, Stage.UNKNOWN, component_ids=components)

    told_often = [under("1", "a"), under("2", "a"), under("1", "b", "a")]
    assert joined(told_often) == (under("1", "a", "b"), under("2", "a"))


def test_a_page_without_open_trouble_is_fine() -> None:
    assert of_open([]) is Status.OPERATIONAL
    assert of_open([Status.DEGRADED, Status.OPERATIONAL]) is Status.DEGRADED


@pytest.mark.parametrize(
    ("starts", "ends", "within"),
    [
        (None, None, True),
        (NOW, None, True),
        (NOW + HOUR, None, False),
        (None, NOW, False),
        (NOW - HOUR, NOW + HOUR, True),
    ],
)
def test_a_window_may_be_open_at_either_end(
    starts: datetime | None, ends: datetime | None, within: bool
) -> None:
    assert is_within(starts, ends, NOW) is within


def test_several_texts_make_one_line() -> None:
    assert listed(["eu-1", "us-1"]) == "eu-1, us-1"
    assert listed([]) is None
