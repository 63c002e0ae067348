"""The ways in which feeds write a moment."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.formats.instants import instant

NOON = datetime(2022, 7, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2022-07-14T12:00:00Z",
        "2022-07-14T12:00:00.000Z",
        "2022-07-14T05:00:00.000-07:00",
        "2022-07-14T12:00:00.000000000Z",
        "2022-07-14 12:00:00",
        "2022-07-14 12:00:00 UTC",
        "20220714T120000Z",
        "Thu, 14 Jul 2022 12:00:00 GMT",
        "Thu, 14 Jul 2022 14:00:00 +0200",
        "Thu, 14 Jul 2022 12:00:00 -0000",
        "14 Jul 2022 08:00:00 EDT",
        1657800000,
        1657800000.0,
        1657800000000,
        "1657800000",
        "1657800000000",
    ],
)
def test_a_moment_is_read_into_utc(written: object) -> None:
    assert instant(written) == NOON


@pytest.mark.parametrize(
    "written",
    [None, True, "", "soon", "0001-01-01T00:00:00Z", 0, -1, "0000000000", float("nan"),
     float("inf"), 10**400, "9999-12-31T23:59:59-23:59", [], {}, "2022-13-45", "a" * 500,
     "Thu, 99 Jul 99999 99:99:99 +9999"],
)  # fmt: skip
def test_what_is_no_moment_is_none(written: object) -> None:
    assert instant(written) is None


@given(st.text(max_size=70) | st.integers() | st.floats())
def test_anything_gives_none_or_a_time_in_utc(written: object) -> None:
    moment = instant(written)
    assert moment is None or moment.tzinfo is UTC
