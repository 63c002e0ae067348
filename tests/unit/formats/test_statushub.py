"""StatusHub's counters."""

import json
from datetime import UTC, datetime

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.statushub import parse

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ((5, 0, 0), Status.OPERATIONAL),
        ((5, 1, 0), Status.PARTIAL_OUTAGE),
        ((0, 1, 4), Status.PARTIAL_OUTAGE),
        ((0, 0, 5), Status.MAJOR_OUTAGE),
        ((0, 0, 0), Status.UNKNOWN),
    ],
)
def test_the_counts_make_the_state(counts: tuple[int, int, int], status: Status) -> None:
    counters = {f"count_status_{place}": count for place, count in enumerate(counts, 1)}
    report = parse(json.dumps({"counters": counters}).encode(), NOW)
    assert report.status is status
    assert bool(report.notes) is (status is not Status.OPERATIONAL)


@pytest.mark.parametrize("count", [None, -1, True, "many", 10**9])
def test_what_is_no_count_is_refused(count: object) -> None:
    counters = {"count_status_1": 5, "count_status_2": count, "count_status_3": 0}
    with pytest.raises(FormatError, match="not of StatusHub"):
        parse(json.dumps(counters).encode(), NOW)
