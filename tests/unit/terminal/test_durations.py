"""Spans of time as people type them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.terminal.durations import DurationError, parse_duration


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("45", 45),
        ("2.5", 2.5),
        ("45s", 45),
        ("90m", 5400),
        ("90 min", 5400),
        ("24h", 86_400),
        ("7d", 604_800),
        ("2W", 1_209_600),
        ("1h30m", 5400),
        (" 1d 12h ", 129_600),
    ],
)
def test_a_span_is_read_into_seconds(typed: str, seconds: float) -> None:
    assert parse_duration(typed) == seconds


@pytest.mark.parametrize(
    "typed", ["", "soon", "7 years", "-3d", "0", "0h", "d7", "1h or so", "9" * 12]
)
def test_what_is_no_span_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(DurationError, match=r"span of time|longer than nothing"):
        parse_duration(typed)


@given(st.text(max_size=20))
def test_any_text_is_a_positive_span_or_refused(typed: str) -> None:
    with contextlib.suppress(DurationError):
        assert parse_duration(typed) > 0
