import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.flapping import Flapping

HALF_LIFE = 1800.0


def test_one_alarm_is_no_flapping() -> None:
    assert Flapping(HALF_LIFE).alarmed(0.0) is None


def test_two_alarms_within_minutes_are() -> None:
    flapping = Flapping(HALF_LIFE)
    flapping.alarmed(0.0)
    until = flapping.alarmed(300.0)
    assert until is not None
    assert until > 300.0
    assert flapping.score(until) == pytest.approx(Flapping.MANY)


def test_two_alarms_on_different_days_are_not() -> None:
    flapping = Flapping(HALF_LIFE)
    flapping.alarmed(0.0)
    assert flapping.alarmed(86_400.0) is None


def test_after_a_half_life_an_alarm_counts_half() -> None:
    flapping = Flapping(HALF_LIFE)
    flapping.alarmed(0.0)
    assert flapping.score(0.0) == 1.0
    assert flapping.score(HALF_LIFE) == pytest.approx(0.5)


def test_nothing_fades_before_an_alarm_has_ended() -> None:
    flapping = Flapping(HALF_LIFE)
    flapping.alarmed(0.0)
    flapping.cleared(10 * HALF_LIFE)
    assert flapping.score(10 * HALF_LIFE) == 1.0
    assert flapping.score(11 * HALF_LIFE) == pytest.approx(0.5)


def test_the_score_at_the_alarm_stays_while_the_alarm_lasts() -> None:
    flapping = Flapping(HALF_LIFE)
    flapping.alarmed(0.0)
    flapping.alarmed(60.0)
    at_alarm = flapping.at_alarm
    flapping.cleared(20 * HALF_LIFE)
    assert flapping.at_alarm == at_alarm > Flapping.MANY


def test_a_clock_set_back_makes_no_alarm_count_more() -> None:
    flapping = Flapping(HALF_LIFE)
    flapping.alarmed(1000.0)
    flapping.cleared(0.0)
    assert flapping.score(-1e6) == 1.0
    assert flapping.score(1000.0 + HALF_LIFE) == pytest.approx(0.5)


@given(st.lists(st.floats(0.0, 7200.0), min_size=1, max_size=20))
def test_the_score_fades_and_never_passes_the_number_of_alarms(gaps: list[float]) -> None:
    flapping, t = Flapping(HALF_LIFE), 0.0
    for gap in gaps:
        t += gap
        before = flapping.score(t)
        until = flapping.alarmed(t)
        assert flapping.score(t) == pytest.approx(before + 1.0)
        assert (until is not None) == (flapping.score(t) >= Flapping.MANY)
    assert 1.0 <= flapping.score(t) <= len(gaps)
    assert flapping.score(t + 60.0) < flapping.score(t)
