"""FireHydrant's payload."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from downlight.formats.firehydrant import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "firehydrant"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FEEDS / name).read_text(encoding="utf-8"))
    return loaded


def body(changed: object) -> bytes:
    return json.dumps(changed).encode()


def test_the_page_says_what_its_own_conditions_mean() -> None:
    page = document("trouble.json")
    states = {c.name: c.status for c in parse(body(page), NOW).components}
    assert states == {
        "Clusters": Status.MAJOR_OUTAGE,
        "Console": Status.DEGRADED,
        "Backups": Status.OPERATIONAL,
    }
    page["conditions"]["Gone"] = "DEGRADED"
    assert parse(body(page), NOW).status is Status.DEGRADED


def test_notes_may_stand_in_notes_and_milestones_say_nothing() -> None:
    (incident,) = parse((FEEDS / "trouble.json").read_bytes(), NOW).incidents
    assert [update.text for update in incident.updates] == [
        "An election does not end.",
        "We look.",
    ]
    assert incident.started_at == datetime(2024, 3, 5, 9, 5, tzinfo=UTC)
    assert incident.impact is Status.MAJOR_OUTAGE


def test_work_in_the_future_touches_nothing_yet() -> None:
    running, later = parse((FEEDS / "maintenance.json").read_bytes(), NOW).maintenances
    assert (running.stage, later.stage) == (Stage.IN_PROGRESS, Stage.SCHEDULED)
    assert (running.component_ids, later.component_ids) == (("c-3",), ())


def test_an_incident_of_an_unheard_of_severity_is_a_degradation() -> None:
    page = document("bare-incident.json")
    page["incidents"][0]["severitySlug"] = "UNSET"
    assert parse(body(page), NOW).status is Status.DEGRADED


def test_parts_without_id_and_name_are_left_out() -> None:
    page = document("trouble.json")
    page["components"].append({})
    page["incidents"][0]["components"].append({"condition": "Gone"})
    report = parse(body(page), NOW)
    assert len(report.components) == 3
    assert report.incidents[0].component_ids == ("c-1", "c-2")


@pytest.mark.parametrize(
    "other", [{}, {"components": [], "incidents": []}, {"conditions": {}, "components": []}]
)
def test_other_json_is_refused(other: object) -> None:
    with pytest.raises(FormatError, match="not of FireHydrant"):
        parse(body(other), NOW)
