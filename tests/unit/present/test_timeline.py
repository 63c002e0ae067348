import itertools
from datetime import UTC, datetime, timedelta
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.gap import Gap
from downlight.domain.history import Bar
from downlight.domain.status import GapReason, Status
from downlight.domain.uptime import Span
from downlight.present.timeline import Lane, Mark, Range, Run, joined, lane, mark_of, runs

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = (NOW - timedelta(hours=24), NOW)


def hours(*edges: float) -> Span:
    """Return a span by hours after the window's start."""
    return DAY[0] + timedelta(hours=edges[0]), DAY[0] + timedelta(hours=edges[1])


def incident(
    start: float, end: float | None, status: Status = Status.MAJOR_OUTAGE, number: int = 1
) -> Bar:
    ended = inf if end is None else DAY[0].timestamp() + 3600 * end
    return Bar(number, DAY[0].timestamp() + 3600 * start, ended, status.severity)


def a_lane(*incidents: Bar, gaps: tuple[Gap, ...] = (), watched: tuple[Span, ...] = (DAY,)) -> Lane:
    return lane(("x", "X"), DAY, sorted(incidents, key=lambda bar: bar.begin), gaps, watched)


def test_a_quiet_day_is_one_run_of_up() -> None:
    assert runs(a_lane(), 24) == (Run(0, 24, Mark.UP),)


def test_time_in_which_nobody_watched_is_left_blank() -> None:
    drawn = runs(a_lane(watched=(hours(6, 30),)), 24)
    assert drawn == (Run(0, 6, Mark.NOT_WATCHED), Run(6, 18, Mark.UP))


def test_unmeasured_time_is_kept_apart_from_up_time() -> None:
    asleep = Gap(GapReason.ASLEEP, *hours(8, 12))
    drawn = runs(a_lane(gaps=(asleep,)), 24)
    assert drawn == (Run(0, 8, Mark.UP), Run(8, 4, Mark.UNMEASURED), Run(12, 12, Mark.UP))


def test_a_gap_of_another_platform_does_not_show() -> None:
    other = Gap(GapReason.PAUSED, *hours(8, 12), platform_id="y")
    assert runs(a_lane(gaps=(other,)), 24) == (Run(0, 24, Mark.UP),)


def test_a_gap_outside_of_watched_time_is_not_called_unmeasured() -> None:
    before = Gap(GapReason.NOT_RUNNING, *hours(0, 6))
    drawn = runs(a_lane(gaps=(before,), watched=(hours(6, 24),)), 24)
    assert drawn[0] == Run(0, 6, Mark.NOT_WATCHED)


def test_an_incident_of_a_second_still_shows() -> None:
    drawn = runs(a_lane(incident(5.5, 5.5003)), 24)
    assert Run(5, 1, Mark.MAJOR_OUTAGE) in drawn


def test_the_worst_of_several_incidents_in_one_cell_shows() -> None:
    minor = incident(5.6, 5.7, Status.DEGRADED, 2)
    drawn = runs(a_lane(incident(5.1, 5.2), minor), 24)
    assert [run.mark for run in drawn if run.first == 5] == [Mark.MAJOR_OUTAGE]


def test_an_open_incident_reaches_to_the_end() -> None:
    assert runs(a_lane(incident(20, None)), 24)[-1] == Run(20, 4, Mark.MAJOR_OUTAGE)


def test_an_incident_that_began_before_the_window_shows_from_its_start() -> None:
    assert runs(a_lane(incident(-5, 2)), 24)[0] == Run(0, 2, Mark.MAJOR_OUTAGE)


def test_an_incident_that_just_began_shows_in_the_last_cell() -> None:
    assert runs(a_lane(incident(24, None)), 24)[-1].mark is not Mark.MAJOR_OUTAGE
    assert runs(a_lane(incident(23.9999, None)), 24)[-1] == Run(23, 1, Mark.MAJOR_OUTAGE)


def test_no_width_draws_nothing() -> None:
    assert runs(a_lane(), 0) == ()


@pytest.mark.parametrize(
    ("status", "mark"),
    [
        (Status.MAJOR_OUTAGE, Mark.MAJOR_OUTAGE),
        (Status.PARTIAL_OUTAGE, Mark.PARTIAL_OUTAGE),
        (Status.DEGRADED, Mark.DEGRADED),
        (Status.UNKNOWN, Mark.DEGRADED),
    ],
)
def test_each_severity_has_its_mark(status: Status, mark: Mark) -> None:
    assert mark_of(status.severity) is mark


def test_a_lane_keeps_the_incidents_within_the_window() -> None:
    before = incident(-9, -8, number=8)
    assert [bar.id for bar in a_lane(before, incident(1, 2)).incidents] == [1]


def test_a_part_of_the_window_is_drawn_as_if_it_were_all() -> None:
    found = a_lane(incident(6, 7), gaps=(Gap(GapReason.ASLEEP, *hours(8, 10)),))
    begin = DAY[0].timestamp()
    drawn = runs(found, 6, (begin + 3600 * 5, begin + 3600 * 11))
    assert [(run.first, run.count, run.mark) for run in drawn] == [
        (0, 1, Mark.UP),
        (1, 1, Mark.MAJOR_OUTAGE),
        (2, 1, Mark.UP),
        (3, 2, Mark.UNMEASURED),
        (5, 1, Mark.UP),
    ]


def test_a_view_that_reaches_beyond_what_is_known_is_blank_there() -> None:
    begin = DAY[0].timestamp()
    drawn = runs(a_lane(), 48, (begin - 24 * 3600, begin + 24 * 3600))
    assert drawn == (Run(0, 24, Mark.NOT_WATCHED), Run(24, 24, Mark.UP))


def test_incidents_that_overlap_are_all_found() -> None:
    found = a_lane(incident(1, 20, number=1), incident(2, 3, number=2), incident(4, 5, number=3))
    begin = DAY[0].timestamp()
    near = found.between(begin + 3600 * 10, begin + 3600 * 11)
    assert [bar.id for bar in near] == [1]


def test_why_nothing_was_measured_is_told_of_watched_time_alone() -> None:
    found = a_lane(gaps=(Gap(GapReason.ASLEEP, *hours(4, 10)),), watched=(hours(6, 24),))
    gap = found.gap_at(hours(7, 8)[0])
    assert gap is not None
    assert gap[2] is GapReason.ASLEEP
    assert found.gap_at(hours(5, 8)[0]) is None
    assert found.gap_at(hours(11, 12)[0]) is None


crowds = st.lists(
    st.tuples(st.floats(0, 80_000), st.floats(0, 900), st.integers(-1, 4)), max_size=60
).map(
    lambda told: [
        Bar(number, begin, begin + length, severity)
        for number, (begin, length, severity) in enumerate(sorted(told))
    ]
)


@given(bars=crowds, width=st.sampled_from([60.0, 300.0, 3600.0]))
def test_bars_that_are_joined_keep_the_worst_and_all_time(bars: list[Bar], width: float) -> None:
    coarse = joined(bars, width)
    assert len(coarse) <= len(bars)
    assert {bar.id for bar in coarse} <= {bar.id for bar in bars}
    for bar in bars:
        cover = [one for one in coarse if one.begin <= bar.begin and bar.end <= one.end]
        assert any(one.severity >= bar.severity for one in cover)


def test_a_crowded_lane_is_drawn_from_few_bars() -> None:
    begin = DAY[0].timestamp()
    bars = [Bar(n, begin + n * 10, begin + n * 10 + 5, 4) for n in range(8_000)]
    found = lane(("x", "X"), DAY, bars, (), (DAY,))
    assert len(found.incidents) == 8_000
    assert len(found.between(begin, begin + 86_400, 600)) <= 300
    assert len(found.between(begin, begin + 100, 1)) <= 12


def test_uptime_is_worked_out_for_every_range_from_what_lies_outside_of_the_window() -> None:
    week_ago = (NOW - timedelta(days=7), NOW)
    found = lane(("x", "X"), DAY, [incident(-24, -12), incident(12, 18)], [], [week_ago])
    day, week = found.uptime(Range.DAY), found.uptime(Range.WEEK)
    assert day is not None
    assert day.ratio == 0.75
    assert week is not None
    assert week.down == 18 * 3600
    month = found.uptime(Range.MONTH)
    assert month is not None
    assert month.unmeasured == 23 * 24 * 3600


def test_a_lane_of_nothing_is_blank() -> None:
    assert a_lane(watched=()).is_blank
    assert not a_lane().is_blank
    assert not a_lane(incident(1, 2), watched=()).is_blank


def test_the_worst_incident_near_a_moment_is_found() -> None:
    found = a_lane(incident(5, 6, Status.DEGRADED, 1), incident(5.5, 6, number=2))
    at = DAY[0] + timedelta(hours=6.2)
    near = found.incident_at(at, timedelta(minutes=15))
    assert near is not None
    assert near.id == 2
    assert found.incident_at(at, timedelta(minutes=5)) is None


edges = st.tuples(st.floats(-30, 30), st.floats(-30, 30)).map(sorted).map(tuple)


@given(
    cells=st.integers(1, 300),
    bad=st.lists(edges, max_size=8),
    asleep=st.lists(edges, max_size=8),
    watched=st.lists(edges, max_size=4),
)
def test_runs_cover_the_strip_once_and_neighbours_differ(
    cells: int,
    bad: list[tuple[float, float]],
    asleep: list[tuple[float, float]],
    watched: list[tuple[float, float]],
) -> None:
    found = a_lane(
        *(incident(*span) for span in bad),
        gaps=tuple(Gap(GapReason.ASLEEP, *hours(*span)) for span in asleep),
        watched=tuple(hours(*span) for span in watched),
    )
    drawn = runs(found, cells)
    assert sum(run.count for run in drawn) == cells
    assert [run.first for run in drawn] == [
        sum(run.count for run in drawn[:place]) for place in range(len(drawn))
    ]
    assert all(one.mark is not two.mark for one, two in itertools.pairwise(drawn))
    assert bool(found.incidents) == any(run.mark >= Mark.DEGRADED for run in drawn)
