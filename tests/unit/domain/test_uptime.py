from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.uptime import clip, complement, merge, subtract, uptime

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def span(start: float, end: float) -> tuple[datetime, datetime]:
    return at(start), at(end)


WINDOW = span(0, 100)
spans = st.lists(
    st.tuples(st.integers(-20, 120), st.integers(1, 40)).map(lambda p: span(p[0], p[0] + p[1])),
    max_size=8,
)


def test_a_quiet_window_is_all_up() -> None:
    assert uptime(WINDOW, [WINDOW], [], []).ratio == 1.0


def test_an_incident_counts_as_down_for_its_measured_part() -> None:
    result = uptime(WINDOW, [WINDOW], [], [span(90, 130)])
    assert result.down == 600.0
    assert result.ratio == 0.9


def test_unmeasured_time_is_neither_up_nor_down() -> None:
    result = uptime(WINDOW, [WINDOW], [span(0, 50)], [span(40, 60)])
    assert (result.measured, result.unmeasured, result.down) == (3000.0, 3000.0, 600.0)
    assert result.ratio == 0.8


def test_nothing_measured_has_no_ratio() -> None:
    assert uptime(WINDOW, [], [], [span(0, 5)]).ratio is None


@given(watched=spans, gaps=spans, incidents=spans)
def test_parts_never_exceed_the_whole(
    watched: list[tuple[datetime, datetime]],
    gaps: list[tuple[datetime, datetime]],
    incidents: list[tuple[datetime, datetime]],
) -> None:
    result = uptime(WINDOW, watched, gaps, incidents)
    assert 0 <= result.down <= result.measured <= result.window == 6000.0


@given(spans)
def test_what_is_covered_and_what_is_not_make_up_the_window(
    some: list[tuple[datetime, datetime]],
) -> None:
    covered = merge(clip(WINDOW, some))
    free = complement(WINDOW, covered)
    total = sum((end - start).total_seconds() for start, end in [*covered, *free])
    assert total == 6000.0
    assert subtract([WINDOW], covered) == free
