"""Cachet 2."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from downlight.formats.cachet import ABANDONED, FORMAT, parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "cachet"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FEEDS / name).read_text(encoding="utf-8"))
    return loaded


def body(changed: object) -> bytes:
    return json.dumps(changed).encode()


def test_components_of_one_name_are_told_apart_by_their_ids_and_tags() -> None:
    report = parse((FEEDS / "trouble.json").read_bytes(), NOW)
    assert [c.id for c in report.components if c.name == "Mirror"] == ["3", "4"]
    assert {c.region for c in report.components} == {"Oslo"}
    assert "only one page of 2 was read" in report.notes


def test_groups_name_the_components_in_them() -> None:
    report = parse((FEEDS / "groups.json").read_bytes(), NOW)
    assert {c.name: c.group for c in report.components} == {
        "Website": "Public",
        "API": "Public",
        "Mirror": "Mirrors",
    }
    assert report.notes


def test_an_incident_keeps_its_message_behind_its_updates() -> None:
    incident = parse((FEEDS / "incidents.json").read_bytes(), NOW).incidents[0]
    assert incident.stage is Stage.IDENTIFIED
    assert incident.impact is Status.MAJOR_OUTAGE
    assert incident.started_at == datetime(2024, 3, 5, 9, 5, tzinfo=UTC)
    assert [update.text for update in incident.updates] == ["A pool is full.", "We look."]


def test_an_incident_is_abandoned_after_thirty_days_unless_its_component_suffers() -> None:
    page = document("incidents.json")
    page["data"] = page["data"][1:2]
    touched = datetime(2024, 1, 5, 9, 31, tzinfo=UTC)
    assert parse(body(page), touched + ABANDONED).incidents
    assert not parse(body(page), touched + ABANDONED + timedelta(seconds=1)).incidents


def test_the_latest_update_outdates_the_state_of_the_incident() -> None:
    page = document("incidents.json")
    page["data"][0]["latest_status"] = 4
    titles = [n.title for n in parse(body(page), NOW).incidents]
    assert "API answers with errors" not in titles


@pytest.mark.parametrize(
    "other",
    [
        {"data": "Pong!"},
        {"meta": {"pagination": {"total": 1}}, "data": [{"attributes": {}}]},
        {"meta": {"pagination": {"total": 1}}, "data": [{"id": 1}]},
        {"data": []},
    ],
)
def test_other_json_is_refused(other: object) -> None:
    with pytest.raises(FormatError, match="not a list of Cachet 2"):
        parse(body(other), NOW)


def test_a_list_without_its_pages_is_read_when_it_is_asked_for() -> None:
    bare = body({"data": [{"name": "API", "status": "1"}]})
    assert parse(bare, NOW).status is Status.OPERATIONAL
    assert not FORMAT.looks_like(bare)


def test_an_empty_list_says_nothing() -> None:
    empty = {"meta": {"pagination": {"total": 0}}, "data": []}
    assert parse(body(empty), NOW).status is Status.UNKNOWN
