"""The chart of a day's answers."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.trace import TracePoint
from downlight.present.pace import PaceView, pace_view
from fakes.states import NOW, english


def point(minutes: float, latency: float | None = 0.2, failed: int = 0) -> TracePoint:
    at = NOW - timedelta(minutes=minutes)
    return TracePoint(at, 0 if latency is None else 1, latency, latency, failed)


def of(*points: TracePoint) -> PaceView:
    return pace_view(points, english(), NOW)


def test_before_the_first_answer_it_says_so() -> None:
    assert of() == PaceView(sentence="No answers yet")
    assert of(point(25 * 60)).sentence == "No answers yet"


def test_the_scale_ends_at_a_round_number() -> None:
    assert of(point(6, 0.3)).levels == ((0.5, "0.2 s"), (1.0, "0.4 s"))
    assert of(point(6, 4.2)).levels == ((0.5, "3.0 s"), (1.0, "6.0 s"))
    assert of(point(6, 0.04)).levels == ((0.5, "20 ms"), (1.0, "40 ms"))


def test_the_line_has_a_gap_where_nothing_was_measured() -> None:
    view = of(point(90), point(84), point(78), point(18), point(12))
    assert [len(piece) for piece in view.lines] == [3, 2]


def test_failures_are_marked_where_they_were() -> None:
    view = of(point(723, None, failed=2), point(6))
    assert len(view.failures) == 1
    assert abs(view.failures[0] - 0.5) < 0.01


def test_the_hours_stand_along_the_foot() -> None:
    assert [text for _, text in of(point(6)).hours] == ["12:00", "06:00", "00:00", "18:00"]


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ([point(12, 0.2), point(6, 4.0)], "Answers usually in 4.0 s, at most in 4.0 s"),
        (
            [point(12, 0.2, failed=1), point(6, 0.2)],
            "Answers usually in 0.2 s, at most in 0.2 s; 1 look went wrong",
        ),
        ([point(12, None, failed=3)], "3 looks went wrong"),
    ],
)
def test_it_is_told_to_those_who_do_not_see_it(points: list[TracePoint], sentence: str) -> None:
    assert of(*points).sentence == sentence


@given(
    st.lists(
        st.tuples(st.floats(0, 1440), st.none() | st.floats(0, 100), st.integers(0, 3)),
        max_size=50,
    )
)
def test_all_of_it_lies_within_the_chart(looks: list[tuple[float, float | None, int]]) -> None:
    points = [point(*one) for one in sorted(looks, key=lambda one: -one[0])]
    view = of(*points)
    inside = [place for piece in view.lines for spot in piece for place in (spot.x, spot.y)]
    assert all(0 <= place <= 1 for place in (*inside, *view.failures))
    assert all(0 <= place <= 1 for place, _ in (*view.hours, *view.levels))
