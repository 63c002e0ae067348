"""Better Stack's JSON:API document."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.betterstack import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "betterstack"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FEEDS / name).read_text(encoding="utf-8"))
    return loaded


def body(changed: object) -> bytes:
    return json.dumps(changed).encode()


def of_kind(page: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [row for row in page["included"] if row["type"] == kind]


def test_resources_stand_in_their_sections_and_unmonitored_ones_are_left_out() -> None:
    report = parse((FEEDS / "trouble.json").read_bytes(), NOW)
    assert {c.name: c.group for c in report.components} == {
        "Uploads": "Storage",
        "Downloads": "Storage",
        "Links": "Sharing",
    }


def test_a_report_has_its_messages_newest_first_and_names_known_resources_only() -> None:
    (incident,) = parse((FEEDS / "trouble.json").read_bytes(), NOW).incidents
    assert incident.component_ids == ("801", "803")
    assert [update.text for update in incident.updates] == [
        "A disk controller is gone.",
        "We are looking into failing uploads.",
    ]
    assert incident.started_at == datetime(2024, 3, 5, 9, 5, tzinfo=UTC)
    assert incident.url == "https://status.unst.example/incidents/91"


def test_a_report_whose_end_has_passed_is_over_unless_the_page_is_still_in_trouble() -> None:
    page = document("trouble.json")
    for row in of_kind(page, "status_report"):
        row["attributes"]["ends_at"] = "2024-03-05T09:44:00.000Z"
    assert len(parse(body(page), NOW).incidents) == 1
    page["data"]["attributes"]["aggregate_state"] = "operational"
    assert parse(body(page), NOW).notices == ()


def test_a_maintenance_that_overruns_goes_on_while_the_page_says_so() -> None:
    page = document("maintenance.json")
    (row, *_) = of_kind(page, "status_report")
    row["attributes"]["ends_at"] = "2024-03-05T09:44:00.000Z"
    running = [n.title for n in parse(body(page), NOW).maintenances if n.is_active(NOW)]
    assert "New switches" in running
    page["data"]["attributes"]["aggregate_state"] = "operational"
    assert [n.title for n in parse(body(page), NOW).maintenances] == ["More disks"]


def test_a_maintenance_that_was_called_resolved_is_over() -> None:
    page = document("maintenance.json")
    for row in of_kind(page, "status_report"):
        row["attributes"].update(aggregate_state="resolved", ends_at=None)
    assert parse(body(page), NOW).maintenances == []


def test_downtime_without_resources_is_believed() -> None:
    page = document("all-down.json")
    page["included"] = []
    assert parse(body(page), NOW).status is Status.MAJOR_OUTAGE


def test_a_page_without_a_domain_of_its_own_stands_at_better_stack() -> None:
    page = document("operational.json")
    page["data"]["attributes"]["custom_domain"] = None
    assert parse(body(page), NOW).url == "https://unst.betteruptime.com/"


def test_a_message_that_is_not_in_the_document_is_left_out() -> None:
    page = document("trouble.json")
    page["included"] = [row for row in page["included"] if row["id"] != "912"]
    (incident,) = parse(body(page), NOW).incidents
    assert [update.text for update in incident.updates] == ["We are looking into failing uploads."]


def test_other_json_is_refused() -> None:
    for other in ({}, {"data": {"type": "status_page"}}, {"data": {"type": "person"}}):
        with pytest.raises(FormatError, match="not a Better Stack page"):
            parse(body(other), NOW)
