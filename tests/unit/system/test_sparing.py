"""Which log lines are worth writing."""

from hypothesis import given
from hypothesis import strategies as st

from downlight.system.sparing import PER_WINDOW, WINDOW, Sparing


def test_different_lines_pass() -> None:
    sparing = Sparing()
    assert sparing.take("a:1", "x", 0.0) == []
    assert sparing.take("a:2", "y", 0.0) == []


def test_a_line_that_comes_again_is_told_once_with_its_number() -> None:
    sparing = Sparing()
    sparing.take("a:1", "x", 0.0)
    assert sparing.take("a:1", "x", 1.0) is None
    assert sparing.take("a:1", "x", 2.0) is None
    assert sparing.take("a:2", "y", 3.0) == ["the last line came 2 more times"]


def test_a_place_that_says_too_much_is_cut_off_for_the_rest_of_the_window() -> None:
    sparing = Sparing()
    passed = [sparing.take("a:1", n, 0.0) for n in range(PER_WINDOW + 5)]
    assert passed.count([]) == PER_WINDOW
    assert sparing.take("b:1", "other", 1.0) == []
    assert sparing.take("a:1", "new", WINDOW) == ["5 lines from a:1 were left out"]


def test_a_clock_that_is_set_back_does_not_silence_a_place() -> None:
    sparing = Sparing()
    for n in range(PER_WINDOW + 5):
        sparing.take("a:1", n, 1000.0)
    assert sparing.take("a:1", "new", 5.0) == ["5 lines from a:1 were left out"]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.floats(0, 30))))
def test_no_place_writes_more_than_its_share(steps: list[tuple[str, int, float]]) -> None:
    sparing, now, written = Sparing(), 0.0, list[tuple[str, float]]()
    for place, what, passed in steps:
        now += passed
        if sparing.take(place, (place, what), now) is not None:
            written.append((place, now))
    for place in "ab":
        times = [at for where, at in written if where == place]
        for begin in times:
            assert sum(begin <= at < begin + WINDOW for at in times) <= 2 * PER_WINDOW
