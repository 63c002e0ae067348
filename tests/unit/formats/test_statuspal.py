"""StatusPal's API."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from downlight.formats.statuspal import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "statuspal"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FEEDS / name).read_text(encoding="utf-8"))
    return loaded


def body(changed: object) -> bytes:
    return json.dumps(changed).encode()


def test_null_says_that_all_is_well_and_silence_does_not() -> None:
    page = document("operational.json")
    assert parse(body(page), NOW).status is Status.OPERATIONAL
    del page["services"][0]["current_incident_type"]
    assert parse(body(page), NOW).components[0].status is Status.UNKNOWN


def test_a_service_with_children_is_listed_only_when_it_suffers_alone() -> None:
    calm = parse((FEEDS / "trouble.json").read_bytes(), NOW)
    alone = parse((FEEDS / "parent-only.json").read_bytes(), NOW)
    assert {c.name: c.group for c in calm.components} == {
        "Shop": None,
        "Cards": "Payments",
        "Invoices": "Payments",
    }
    assert "Payments" in {c.name for c in alone.components}


def test_an_incident_is_as_far_as_its_newest_update() -> None:
    (incident,) = parse((FEEDS / "trouble.json").read_bytes(), NOW).incidents
    assert incident.stage is Stage.IDENTIFIED
    assert incident.component_ids == ("3",)
    assert [update.text for update in incident.updates] == ["An acquirer is down.", "We look."]


def test_services_may_be_named_without_their_ids() -> None:
    running, _ = parse((FEEDS / "maintenance.json").read_bytes(), NOW).maintenances
    assert running.component_ids == ("1",)


def test_an_incident_without_an_end_is_open_whatever_was_said() -> None:
    page = document("trouble.json")
    page["incidents"][0]["updates"][1]["type"] = "resolved"
    assert parse(body(page), NOW).incidents[0].stage is Stage.UNKNOWN


def test_other_json_is_refused() -> None:
    for other in ({}, {"status_page": {"name": "Sula"}}):
        with pytest.raises(FormatError, match="not of StatusPal"):
            parse(body(other), NOW)
