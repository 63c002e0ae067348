"""Sorry pages."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from downlight.formats.sorry import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "sorry"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_the_page_counts_before_its_components() -> None:
    page = json.loads((FEEDS / "trouble.json").read_text())
    page["page"]["state"] = "operational"
    report = parse(json.dumps(page).encode(), NOW)
    assert report.status is Status.OPERATIONAL
    assert report.incidents


def test_a_list_alone_is_read_as_what_its_rows_are() -> None:
    page = json.loads((FEEDS / "trouble.json").read_text())
    components = parse(json.dumps(page["components"]).encode(), NOW)
    notices = parse(json.dumps(page["notices"]).encode(), NOW)
    assert [c.name for c in components.components] == ["Tiles", "Routing", "Geocoding"]
    assert [n.title for n in notices.incidents] == ["Tiles stay grey"]


def test_what_has_ended_is_over_whatever_its_state() -> None:
    page = json.loads((FEEDS / "maintenance.json").read_text())
    page["notices"][0]["ended_at"] = "2024-03-05T09:30:00Z"
    assert [n.stage for n in parse(json.dumps(page).encode(), NOW).maintenances] == [
        Stage.SCHEDULED
    ]


def test_an_unknown_state_of_the_page_is_no_good_news() -> None:
    page = json.loads((FEEDS / "operational.json").read_text())
    page["page"]["state"] = "splendid"
    assert parse(json.dumps(page).encode(), NOW).status is Status.UNKNOWN


@pytest.mark.parametrize("other", [{}, [], {"page": {}}, {"response": []}, {"components": [{}]}])
def test_other_json_is_refused(other: object) -> None:
    with pytest.raises(FormatError, match="not a Sorry page"):
        parse(json.dumps(other).encode(), NOW)


def test_a_component_without_id_and_name_is_left_out() -> None:
    rows = [{"name": None, "state": "degraded"}, {"name": "Tiles", "state": "operational"}]
    assert parse(json.dumps(rows).encode(), NOW).status is Status.OPERATIONAL
