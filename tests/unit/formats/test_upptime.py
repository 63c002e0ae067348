"""Upptime's summary."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.upptime import FORMAT, parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "upptime"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_a_site_is_known_by_its_slug() -> None:
    report = parse((FEEDS / "trouble.json").read_bytes(), NOW)
    assert {c.id: c.status for c in report.components} == {
        "library": Status.MAJOR_OUTAGE,
        "journal": Status.OPERATIONAL,
        "forum": Status.DEGRADED,
    }


def test_figures_may_be_missing() -> None:
    bare = b'[{"name": "x", "slug": "x", "status": "up"}]'
    assert parse(bare, NOW).status is Status.OPERATIONAL
    assert not FORMAT.looks_like(bare)


@pytest.mark.parametrize("other", [b"[]", b"[1]", b'[{"name": "x", "slug": "x"}]'])
def test_other_json_is_refused(other: bytes) -> None:
    with pytest.raises(FormatError, match="not of Upptime"):
        parse(other, NOW)
