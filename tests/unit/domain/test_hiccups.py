from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.hiccups import Hiccups
from downlight.domain.tuning import DAY, Tuning

TUNING = Tuning()
LONG = TUNING.hiccup_most + 10.0


def after(*failures: tuple[float, float]) -> float:
    """Return how long hiccups are taken to last after failures of some seconds on some days."""
    hiccups = Hiccups(TUNING)
    for span, day in failures:
        hiccups.learn(span, day * DAY, TUNING)
    return hiccups.most


def test_it_begins_with_what_is_common() -> None:
    assert after() == TUNING.hiccup_most


def test_a_single_long_hiccup_changes_nothing() -> None:
    assert after((LONG, 0.0)) == TUNING.hiccup_most


def test_two_long_ones_make_us_wait_longer_than_either() -> None:
    assert after((LONG, 0.0), (LONG, 1.0)) > LONG


def test_two_that_lie_months_apart_do_not() -> None:
    assert after((LONG, 0.0), (LONG, 60.0)) == TUNING.hiccup_most


def test_what_lasts_for_minutes_is_no_hiccup() -> None:
    assert after((600.0, 0.0), (600.0, 1.0), (600.0, 2.0)) == TUNING.hiccup_most


def test_a_network_that_has_become_steady_is_trusted_again() -> None:
    short = TUNING.hiccup_most - 5.0
    assert after((LONG, 0.0), (LONG, 1.0), (short, 60.0), (short, 61.0)) < after(
        (LONG, 0.0), (LONG, 1.0)
    )


@given(st.lists(st.tuples(st.floats(0.0, 1000.0), st.floats(0.0, 100.0)), max_size=30))
def test_the_wait_stays_above_the_common_and_near_what_was_seen(
    failures: list[tuple[float, float]],
) -> None:
    most = after(*sorted(failures, key=lambda failure: failure[1]))
    seen = max((span for span, _ in failures), default=0.0)
    assert TUNING.hiccup_most <= most <= max(TUNING.hiccup_most, 1.5 * seen)
    assert most < 180.0
