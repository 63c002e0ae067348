"""Three bubbles a minute, and never more, whatever happens when."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.allowance import MOST, WINDOW, free_at, left
from fakes.records import T0


def after(*seconds: float) -> list[datetime]:
    return [T0 + timedelta(seconds=each) for each in seconds]


def test_the_first_comes_at_once_the_next_a_little_later() -> None:
    (now,) = after(0)
    assert (left([], now), free_at([], now)) == (3, now)
    assert (left([now], now), free_at([now], now)) == (2, after(2)[0])
    shows = after(0, 2)
    assert (left(shows, after(2)[0]), free_at(shows, after(2)[0])) == (1, after(12)[0])
    shows = after(0, 2, 12)
    assert (left(shows, after(12)[0]), free_at(shows, after(12)[0])) == (0, after(60)[0])


def test_after_a_minute_all_is_as_before() -> None:
    shows = after(0, 2, 12)
    (now,) = after(72)
    assert (left(shows, now), free_at(shows, now)) == (3, now)


def test_a_clock_that_was_wrong_keeps_nobody_waiting() -> None:
    (now,) = after(0)
    assert free_at(after(3600, 3601, 3602), now) == now


@given(st.lists(st.floats(0, 30), min_size=1, max_size=60))
def test_no_minute_sees_more_than_three(gaps: list[float]) -> None:
    now, shows = T0, list[datetime]()
    for gap in gaps:
        now += timedelta(seconds=gap)
        if free_at(shows, now) <= now:
            assert left(shows, now) > 0
            shows.append(now)
    for first, fourth in zip(shows, shows[MOST:], strict=False):
        assert fourth - first >= WINDOW
