"""incident.io in its three shapes."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.notice import NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError, find
from downlight.formats.incidentio import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "incidentio"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FEEDS / name).read_text(encoding="utf-8"))
    return loaded


def body(changed: object) -> bytes:
    return json.dumps(changed).encode()


def test_components_stand_in_their_groups_and_hidden_ones_stay_hidden() -> None:
    report = parse((FEEDS / "trouble.json").read_bytes(), NOW)
    assert {c.name: (c.group, c.status) for c in report.components} == {
        "Calls": (None, Status.MAJOR_OUTAGE),
        "Recordings": ("Add-ons", Status.OPERATIONAL),
        "SIP trunks": ("Add-ons", Status.DEGRADED),
    }


def test_a_hidden_component_is_shown_once_it_is_affected() -> None:
    page = document("operational.json")
    fax = page["summary"]["structure"]["items"][2]["component"]["component_id"]
    page["summary"]["affected_components"] = [{"component_id": fax, "status": "partial_outage"}]
    report = parse(body(page), NOW)
    assert {c.name for c in report.components if c.status.is_trouble} == {"Fax"}
    assert report.status is Status.PARTIAL_OUTAGE


def test_an_incident_has_its_times_its_components_and_its_page() -> None:
    (incident,) = parse((FEEDS / "trouble.json").read_bytes(), NOW).incidents
    assert incident.impact is Status.MAJOR_OUTAGE
    assert incident.stage is Stage.IDENTIFIED
    assert incident.started_at == datetime(2024, 3, 5, 9, 12, 40, tzinfo=UTC)
    assert incident.updated_at == datetime(2024, 3, 5, 9, 31, tzinfo=UTC)
    assert len(incident.component_ids) == 2
    assert incident.url == f"https://status.halden.example/incidents/{incident.external_id}"
    assert incident.updates[0].text == "A carrier's gateway answers nothing."


def test_an_incident_that_is_only_watched_has_no_impact_left() -> None:
    (incident,) = parse((FEEDS / "watched.json").read_bytes(), NOW).incidents
    assert incident.stage is Stage.MONITORING
    assert incident.impact is Status.OPERATIONAL


def test_a_maintenance_keeps_the_times_it_is_planned_for() -> None:
    running, later = parse((FEEDS / "maintenance.json").read_bytes(), NOW).maintenances
    assert running.ends_at == datetime(2024, 3, 5, 11, tzinfo=UTC)
    assert later.starts_at == datetime(2024, 3, 12, 22, tzinfo=UTC)


def test_the_summary_may_stand_alone_and_mark_what_is_missing() -> None:
    page = document("trouble.json")["summary"]
    page["affected_components"][0]["current_status"] = "$undefined"
    page["ongoing_incidents"][0]["component_impacts"][0]["end_at"] = "$undefined"
    page["ongoing_incidents"][0]["affected_components"][0]["current_status"] = "$undefined"
    report = parse(body(page), NOW)
    assert report.status is Status.MAJOR_OUTAGE
    assert report.incidents[0].impact is Status.MAJOR_OUTAGE
    assert report.notes == ()


def test_the_widget_takes_the_impact_of_this_moment() -> None:
    first, second = parse((FEEDS / "widget-trouble.json").read_bytes(), NOW).incidents
    assert first.impact is Status.PARTIAL_OUTAGE
    assert second.impact is Status.OPERATIONAL
    page = document("widget-trouble.json")
    del page["ongoing_incidents"][0]["current_worst_impact"]
    page["ongoing_incidents"][0]["affected_components"] = []
    assert parse(body(page), NOW).incidents[0].impact is Status.DEGRADED


def test_works_of_the_widget_are_maintenances_whatever_their_word() -> None:
    notices = parse((FEEDS / "widget-maintenance.json").read_bytes(), NOW).notices
    assert {notice.kind for notice in notices} == {NoticeKind.MAINTENANCE}
    assert [notice.stage for notice in notices] == [Stage.IN_PROGRESS, Stage.SCHEDULED]
    assert notices[1].starts_at == datetime(2024, 3, 12, 22, tzinfo=UTC)


def test_atlassian_ids_are_not_taken_for_ulids() -> None:
    page = document("compat-trouble.json")
    page["page"]["id"] = "n0rthw1nd001"
    found = find(body(page))
    assert found is not None
    assert found.name == "statuspage"


@pytest.mark.parametrize("other", [b"{}", b'{"page_title": "x"}', b'{"summary": {}}'])
def test_other_json_is_refused(other: bytes) -> None:
    with pytest.raises(FormatError, match=r"not an incident\.io page"):
        parse(other, NOW)


def test_components_that_stand_in_no_structure_are_listed_all_the_same() -> None:
    page = document("trouble.json")
    page["summary"]["structure"]["items"] = []
    page["summary"]["affected_components"].append({"component_id": "x", "status": "full_outage"})
    names = {c.name for c in parse(body(page), NOW).components}
    assert names == {"Calls", "Recordings", "SIP trunks", "Fax", "x"}


def test_affected_parts_without_id_and_name_are_left_out() -> None:
    page = document("widget-trouble.json")
    page["ongoing_incidents"][0]["affected_components"] = [{}]
    report = parse(body(page), NOW)
    assert report.incidents[0].component_ids == ()
    assert [c.name for c in report.components] == ["Recordings"]
