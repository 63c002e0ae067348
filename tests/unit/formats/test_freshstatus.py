"""Freshstatus components."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.freshstatus import FORMAT, parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "freshstatus"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_only_the_innermost_that_count_are_listed() -> None:
    report = parse((FEEDS / "trouble.json").read_bytes(), NOW)
    assert {c.name: c.group for c in report.components} == {
        "Web": "Tickets",
        "Mail": "Tickets",
        "Telephone": None,
    }


def test_options_of_display_may_be_missing() -> None:
    bare = b'[{"name": "x", "status": "OP"}]'
    assert parse(bare, NOW).status is Status.OPERATIONAL
    assert not FORMAT.looks_like(bare)


@pytest.mark.parametrize("other", [b"[]", b"{}", b'[{"name": "x", "status": "up"}]'])
def test_other_json_is_refused(other: bytes) -> None:
    with pytest.raises(FormatError, match="not of Freshstatus"):
        parse(other, NOW)
