"""Rootly pages."""

import json
from datetime import UTC, datetime
from pathlib import Path

from downlight.domain.status import Status
from downlight.formats.rootly import FORMAT, parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "rootly"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_major_is_the_worst_word_there_is() -> None:
    report = parse((FEEDS / "trouble.json").read_bytes(), NOW)
    assert report.status is Status.MAJOR_OUTAGE
    assert report.incidents[0].started_at == datetime(2024, 3, 5, 9, 5, tzinfo=UTC)


def test_an_unknown_indicator_is_no_good_news() -> None:
    page = json.loads((FEEDS / "operational.json").read_text())
    page["status"]["indicator"] = "fine"
    report = parse(json.dumps(page).encode(), NOW)
    assert report.status is Status.UNKNOWN
    assert report.notes


def test_a_page_with_components_is_somebody_elses() -> None:
    page = json.loads((FEEDS / "operational.json").read_text())
    page["components"] = []
    assert not FORMAT.looks_like(json.dumps(page).encode())
