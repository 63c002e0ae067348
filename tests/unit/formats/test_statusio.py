"""Status.io."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.model import Place
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from downlight.formats.statusio import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "statusio"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_the_code_counts_and_not_the_label() -> None:
    page = json.loads((FEEDS / "trouble.json").read_text())
    page["result"]["status_overall"]["status"] = "All fine"
    assert parse(json.dumps(page).encode(), NOW).status is Status.PARTIAL_OUTAGE


def test_a_component_names_its_containers() -> None:
    report = parse((FEEDS / "operational.json").read_bytes(), NOW)
    assert [c.region for c in report.components] == ["Oslo, Bergen", "Oslo", None]


def test_each_container_has_a_state_of_its_own() -> None:
    page = json.loads((FEEDS / "operational.json").read_bytes())
    part = page["result"]["status"][0]
    part["status_code"] = 400
    part["containers"][1]["status_code"] = "500"
    (first, *_) = parse(json.dumps(page).encode(), NOW).components
    assert first.places == (
        Place("Oslo", Status.OPERATIONAL),
        Place("Bergen", Status.MAJOR_OUTAGE),
    )


def test_the_last_message_of_an_incident_tells_its_stage_and_its_severity() -> None:
    (incident,) = parse((FEEDS / "trouble.json").read_bytes(), NOW).incidents
    assert (incident.stage, incident.impact) == (Stage.IDENTIFIED, Status.DEGRADED)
    assert incident.updated_at == datetime(2024, 3, 5, 9, 31, tzinfo=UTC)
    assert [update.text for update in incident.updates] == [
        "A cache was emptied.",
        "We see slow answers.",
    ]
    assert len(incident.component_ids) == 1


def test_active_work_is_under_way_even_if_nobody_has_said_so() -> None:
    running, planned = parse((FEEDS / "maintenance.json").read_bytes(), NOW).maintenances
    assert (running.stage, planned.stage) == (Stage.IN_PROGRESS, Stage.SCHEDULED)
    assert running.ends_at == datetime(2024, 3, 5, 11, tzinfo=UTC)


def test_an_incident_without_messages_is_open_and_noted() -> None:
    page = json.loads((FEEDS / "trouble.json").read_text())
    page["result"]["incidents"][0]["messages"] = None
    report = parse(json.dumps(page).encode(), NOW)
    assert report.incidents[0].stage is Stage.UNKNOWN
    assert report.notes


def test_a_wrong_page_id_is_an_error_in_the_servers_words() -> None:
    with pytest.raises(FormatError, match="status page not found"):
        parse(b'{"error": "status page not found"}', NOW)


def test_a_nameless_component_is_left_out() -> None:
    page = json.loads((FEEDS / "operational.json").read_text())
    page["result"]["status"].append({"status_code": 500})
    assert len(parse(json.dumps(page).encode(), NOW).components) == 3


@pytest.mark.parametrize("other", [{}, {"result": {}}, {"result": []}])
def test_other_json_is_refused(other: object) -> None:
    with pytest.raises(FormatError, match=r"not a Status\.io page"):
        parse(json.dumps(other).encode(), NOW)
