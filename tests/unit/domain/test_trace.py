"""The last day of a platform's answers, in slices."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.observation import Observation
from downlight.domain.status import Reason, Source, Status
from downlight.domain.trace import MOST, SLICE, TracePoint, traced

START = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def look(
    seconds: float = 0,
    latency: float | None = 0.2,
    status: Status = Status.OPERATIONAL,
    reason: Reason = Reason.OK,
    source: Source = Source.PROBE,
) -> Observation:
    at = START + timedelta(seconds=seconds)
    return Observation("x/http", "x", source, status, reason, at, at, latency=latency)


def test_looks_of_one_slice_share_a_point() -> None:
    points = traced(traced((), look(10, 0.2)), look(70, 0.4))
    (point,) = points
    assert (point.at, point.answered, point.slowest, point.failed) == (START, 2, 0.4, 0)
    assert point.latency is not None
    assert abs(point.latency - 0.3) < 1e-9


def test_a_failed_look_is_counted_and_does_not_move_the_mean() -> None:
    points = traced((), look(latency=0.2))
    points = traced(points, look(60, 8.0, Status.MAJOR_OUTAGE, Reason.TIMEOUT))
    assert points == (TracePoint(START, 1, 0.2, 0.2, 1),)


def test_a_slow_answer_is_an_answer() -> None:
    points = traced((), look(0, 6.0, Status.DEGRADED, Reason.SLOW))
    assert points == (TracePoint(START, 1, 6.0, 6.0),)


def test_a_slice_in_which_every_look_failed_has_no_latency() -> None:
    points = traced((), look(0, None, Status.MAJOR_OUTAGE, Reason.REFUSED))
    assert points == (TracePoint(START, failed=1),)


def test_what_says_nothing_of_the_platform_leaves_no_trace() -> None:
    points = traced((), look())
    offline = look(60, None, Status.UNKNOWN, Reason.OFFLINE)
    assert traced(points, offline) is points
    assert traced(points, look(60, source=Source.OFFICIAL)) is points
    assert traced(points, look(60, latency=None)) is points


def test_a_clock_that_was_set_back_goes_on_in_the_newest_slice() -> None:
    points = traced(traced((), look(SLICE)), look(0))
    assert [point.answered for point in points] == [2]


@given(st.lists(st.floats(0, 3 * 86_400), max_size=600))
def test_there_are_never_more_points_than_a_day_holds_and_they_are_in_order(
    moments: list[float],
) -> None:
    points: tuple[TracePoint, ...] = ()
    for moment in moments:
        points = traced(points, look(moment))
    assert len(points) <= MOST
    assert sorted(point.at for point in points) == [point.at for point in points]
