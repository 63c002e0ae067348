"""Time that follows the wall clock and never runs backwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.system.timekeeping import MOST_GIVEN_BACK, TOLERANCE, Reading, Timekeeper

NOON = 1_800_000_000.0


def _keeper() -> Timekeeper:
    return Timekeeper(Reading(wall=NOON, steady=100.0))


def test_time_passes_with_the_steady_clock() -> None:
    assert _keeper().read(Reading(NOON + 60, 160)) == (NOON + 60, 0)


def test_a_small_disagreement_is_left_alone() -> None:
    assert _keeper().read(Reading(NOON + 61.5, 160)) == (NOON + 60, 0)


def test_sleep_is_time_like_any_other_and_no_jump() -> None:
    assert _keeper().read(Reading(NOON + 8 * 3600, 100 + 8 * 3600)) == (NOON + 8 * 3600, 0)


def test_a_wall_clock_set_forward_is_followed_at_once_and_told() -> None:
    keeper = _keeper()
    assert keeper.read(Reading(NOON + 7260, 160)) == (NOON + 7260, 7200)
    assert keeper.read(Reading(NOON + 7261, 161)) == (NOON + 7261, 0)


def test_a_wall_clock_set_back_is_told_once_and_followed_at_half_speed() -> None:
    keeper = _keeper()
    assert keeper.read(Reading(NOON - 7200, 100)) == (NOON, -7200)
    assert keeper.read(Reading(NOON - 7140, 160)) == (NOON + 30, 0)


def test_the_stamps_agree_again_after_twice_the_time_it_was_set_back_by() -> None:
    keeper = _keeper()
    shown = 0.0
    for passed in range(0, 14_401, 60):
        shown, _ = keeper.read(Reading(NOON - 7200 + passed, 100 + passed))
    assert shown == pytest.approx(NOON + 7200, abs=TOLERANCE)


def test_a_second_setting_while_the_first_is_given_back_moves_forward_only() -> None:
    keeper = _keeper()
    keeper.read(Reading(NOON - 7200, 100))
    assert keeper.read(Reading(NOON + 3600, 101)) == (NOON + 3600, 3599)


def test_a_clock_set_back_by_years_is_told_but_not_followed() -> None:
    keeper = _keeper()
    back = 12 * 365 * MOST_GIVEN_BACK
    assert keeper.read(Reading(NOON - back, 100)) == (NOON, -back)
    assert keeper.read(Reading(NOON - back + 60, 160)) == (NOON + 60, 0)


def test_due_moments_are_reached_at_the_speed_that_time_has() -> None:
    keeper = _keeper()
    assert keeper.real_seconds(NOON + 30) == 30
    keeper.read(Reading(NOON - 7200, 100))
    assert keeper.real_seconds(NOON + 30) == 60


_STEPS = st.lists(
    st.tuples(
        st.floats(0, 100_000),
        st.one_of(st.just(0.0), st.floats(-200_000, 200_000), st.floats(-5e8, 5e8)),
    ),
    max_size=30,
)


@given(_STEPS)
def test_time_never_runs_backwards_whatever_is_done_to_the_wall_clock(
    steps: list[tuple[float, float]],
) -> None:
    keeper, steady, wall, last = _keeper(), 100.0, NOON, NOON
    for elapsed, set_by in steps:
        steady += elapsed
        wall += elapsed + set_by
        shown, _ = keeper.read(Reading(wall, steady))
        assert shown >= last
        assert shown >= wall - TOLERANCE
        last = shown


@given(_STEPS, st.floats(0.001, 10_000))
def test_waiting_the_real_seconds_reaches_the_moment(
    steps: list[tuple[float, float]], ahead: float
) -> None:
    keeper, steady, wall, shown = _keeper(), 100.0, NOON, NOON
    for elapsed, set_by in steps:
        steady += elapsed
        wall += elapsed + set_by
        shown, _ = keeper.read(Reading(wall, steady))
    until = shown + ahead
    for _ in range(3):  # once more when full speed came back in between
        wait = max(0.0, keeper.real_seconds(until))
        steady, wall = steady + wait, wall + wait
        shown, _ = keeper.read(Reading(wall, steady))
    assert shown >= until - 1e-3
