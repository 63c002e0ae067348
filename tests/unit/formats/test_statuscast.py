"""StatusCast's JSON."""

import json
from datetime import UTC, datetime

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.statuscast import parse

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Available", Status.OPERATIONAL),
        ("available", Status.OPERATIONAL),
        ("Unavailable", Status.DEGRADED),
        ("Informational", Status.DEGRADED),
        ("", Status.UNKNOWN),
        (None, Status.UNKNOWN),
    ],
)
def test_only_available_says_that_all_is_well(word: object, status: Status) -> None:
    report = parse(json.dumps({"Status": word, "StatusText": "Late faxes"}).encode(), NOW)
    assert report.status is status
    assert bool(report.notes) is (status is not Status.OPERATIONAL)


def test_the_time_of_the_change_is_kept() -> None:
    page = {"Status": "Available", "StatusText": "", "InEffectSince": "2024-03-05T09:05:00Z"}
    report = parse(json.dumps(page).encode(), NOW)
    assert report.updated_at == datetime(2024, 3, 5, 9, 5, tzinfo=UTC)


def test_small_letters_are_somebody_elses() -> None:
    with pytest.raises(FormatError, match="not of StatusCast"):
        parse(b'{"status": "Available", "statusText": ""}', NOW)
