"""The shown time stays before now, keeps what the pointer is at, and has its limits."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.present.time_window import LONGEST, SHORTEST, TimeWindow
from downlight.present.timeline import Range

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = TimeWindow.over(Range.WEEK, NOW)
DAY = 86_400.0


def test_a_range_ends_now() -> None:
    assert WEEK.times == (NOW - timedelta(days=7), NOW)
    assert WEEK.is_latest
    assert WEEK.range is Range.WEEK


def test_zooming_keeps_the_moment_under_the_pointer() -> None:
    past = WEEK.moved(-2)
    closer = past.zoomed(0.5, 0.25)
    assert closer.length == past.length / 2
    before = past.begin + 0.25 * past.length
    assert closer.begin + 0.25 * closer.length == pytest.approx(before)
    assert closer.range is None


def test_zooming_out_at_the_end_of_time_goes_into_the_past() -> None:
    farther = WEEK.zoomed(2, 0.5)
    assert farther.end == WEEK.end
    assert farther.length == 2 * WEEK.length


def test_moving_on_from_now_stays() -> None:
    assert WEEK.moved(3) == WEEK
    assert WEEK.moved(-1).moved(1) == WEEK


def test_another_range_ends_where_this_one_did() -> None:
    past = WEEK.moved(-1)
    assert past.ranged(Range.DAY).end == past.end
    assert past.latest() == WEEK


def test_time_goes_on_only_in_a_window_that_ends_now() -> None:
    later = NOW + timedelta(minutes=5)
    assert WEEK.at(later).times == (later - timedelta(days=7), later)
    past = WEEK.moved(-1)
    assert past.at(later).seconds == past.seconds
    assert past.at(later).now == later.timestamp()


def test_a_moment_can_be_brought_into_sight() -> None:
    old = NOW.timestamp() - 40 * DAY
    assert WEEK.showing(NOW.timestamp() - DAY) == WEEK
    there = WEEK.showing(old)
    assert there.begin < old < there.end
    assert there.length == WEEK.length


@given(
    st.lists(
        st.tuples(st.booleans(), st.floats(0.01, 50), st.floats(-1, 2), st.floats(-9, 9)),
        max_size=12,
    )
)
def test_no_way_leads_out_of_time(steps: list[tuple[bool, float, float, float]]) -> None:
    shown = WEEK
    for zooms, factor, at, share in steps:
        shown = shown.zoomed(factor, at) if zooms else shown.moved(share)
        assert shown.end <= shown.now
        assert SHORTEST - 1e-3 <= shown.length <= LONGEST + 1e-3
