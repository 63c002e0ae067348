"""Figures count what was measured, and add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.history import Bar
from downlight.domain.statistics import HOUR, Figures, by_hour, figures, together

DAY = (0.0, 86_400.0)


def hour_of(at: float) -> int:
    return int(at // HOUR) % 24


def of(*bars: Bar, blind: tuple[tuple[float, float], ...] = ()) -> Figures:
    return figures(DAY, [DAY], blind, bars, hour_of)


def test_a_quiet_day_has_no_means() -> None:
    found = of()
    assert found.uptime.ratio == 1.0
    assert (found.count, found.repair, found.between, found.longest) == (0, None, None, ())


def test_repair_and_between_are_means_over_what_began_here() -> None:
    found = of(Bar(1, 0, 1_000, 4), Bar(2, 10_000, 12_000, 2))
    assert found.count == 2
    assert found.repair == 1_500
    assert found.between == (86_400 - 3_000) / 2
    assert [bar.id for bar in found.longest] == [2, 1]


def test_what_is_not_over_has_no_length_yet() -> None:
    found = of(Bar(1, 86_000, float("inf"), 4))
    assert found.repair is None
    assert found.longest == (Bar(1, 86_000, 86_400, 4),)
    assert found.uptime.down == 400


def test_time_that_was_not_measured_counts_neither_way() -> None:
    found = of(Bar(1, 0, 4_000, 4), blind=((2_000, 46_400),))
    assert found.uptime.unmeasured == 44_400
    assert found.uptime.down == 2_000
    assert found.hours[0] == 2_000
    assert found.between == 40_000


def test_an_incident_that_began_before_counts_as_down_but_not_as_one_more() -> None:
    found = of(Bar(1, -5_000, 600, 4))
    assert (found.count, found.uptime.down) == (0, 600)


def test_hours_are_told_by_the_local_clock() -> None:
    assert by_hour([(1_800, 5_400)], lambda at: int((at + 1_800) // HOUR) % 24)[1] == 3_600
    assert sum(by_hour([(100, 700), (90_000, 90_010)], hour_of)) == 610


def test_several_platforms_add_up() -> None:
    one = of(Bar(1, 0, 1_000, 4))
    two = of(Bar(2, 0, 3_000, 4), Bar(3, 50_000, 51_000, 4))
    both = together([one, two])
    assert both.count == 3
    assert both.uptime.window == 2 * 86_400
    assert both.repair == pytest.approx(5_000 / 3)
    assert both.longest[0].id == 2
    assert both.hours[0] == 4_000
    assert together([]).uptime.ratio is None


spans = st.lists(st.tuples(st.floats(0, 86_000), st.floats(0, 9_000)), max_size=8)


@given(bad=spans, asleep=spans)
def test_the_hours_hold_all_the_time_that_it_was_down(
    bad: list[tuple[float, float]], asleep: list[tuple[float, float]]
) -> None:
    bars = [Bar(n, at, at + length, 4) for n, (at, length) in enumerate(sorted(bad))]
    found = of(*bars, blind=tuple((at, at + length) for at, length in asleep))
    assert sum(found.hours) == pytest.approx(found.uptime.down)
