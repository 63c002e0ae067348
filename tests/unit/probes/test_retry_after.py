"""How long a server asks us to wait."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.probes.retry_after import retry_after

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 120 ", 120.0),
        ("120.5", 120.0),
        ("0", 30.0),
        ("-5", 30.0),
        ("+60", 60.0),
        ("3601", 3600.0),
        ("1000000000", 3600.0),
        ("9" * 5000, 3600.0),
        ("-" + "9" * 5000, 30.0),
        ("Fri, 20 Nov 2026 12:10:00 GMT", 600.0),
        ("Fri, 20 Nov 2026 11:00:00 GMT", 30.0),
        ("Fri, 20 Nov 2099 11:00:00 GMT", 3600.0),
        ("Fri, 20 Nov 2026 13:10:00 +0100", 600.0),
        ("Friday, 20-Nov-26 12:10:00 GMT", 600.0),
        ("", None),
        ("soon", None),
        ("NaN", None),
        ("inf", None),
        ("١٢٠", None),
        ("Fri, 99 Nov 2026 99:99:99 GMT", None),
    ],
)
def test_seconds_and_dates_are_taken_within_limits(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds


def test_no_header_asks_for_nothing() -> None:
    assert retry_after({}, NOW) is None


@given(st.text(max_size=60))
def test_no_header_breaks_it(value: str) -> None:
    seconds = retry_after({"retry-after": value}, NOW)
    assert seconds is None or 30.0 <= seconds <= 3600.0
