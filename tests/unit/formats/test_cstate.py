"""cState's index."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.cstate import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "cstate"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_an_issue_under_several_systems_is_listed_once_with_those_that_exist() -> None:
    (incident,) = parse((FEEDS / "trouble.json").read_bytes(), NOW).incidents
    assert incident.component_ids == ("Relays", "Directory")
    assert incident.started_at == datetime(2024, 3, 5, 9, 5, tzinfo=UTC)
    assert incident.resolved_at is None
    assert incident.impact is Status.MAJOR_OUTAGE


def test_raw_control_characters_do_not_spoil_the_file() -> None:
    raw = (FEEDS / "control-characters.json").read_bytes()
    assert b"\x01" in raw
    assert parse(raw, NOW).name == "Canna Relays"


def test_what_informs_is_told_and_does_no_harm() -> None:
    report = parse((FEEDS / "notice.json").read_bytes(), NOW)
    assert report.incidents[0].impact is Status.OPERATIONAL
    assert report.notes


@pytest.mark.parametrize(("zone", "known"), [("UTC", True), ("CET", False)])
def test_the_time_of_building_is_only_known_in_utc(zone: str, known: bool) -> None:
    page = json.loads((FEEDS / "operational.json").read_text())
    page["buildTimezone"] = zone
    updated = parse(json.dumps(page).encode(), NOW).updated_at
    assert updated == (datetime(2024, 3, 5, 9, 40, tzinfo=UTC) if known else None)


def test_an_unknown_summary_is_unknown_even_beside_fine_systems() -> None:
    page = json.loads((FEEDS / "operational.json").read_text())
    page["summaryStatus"] = "splendid"
    assert parse(json.dumps(page).encode(), NOW).status is Status.UNKNOWN


@pytest.mark.parametrize("other", [b"{}", b'{"summaryStatus": "ok"}', b'{"is": "index"}'])
def test_other_json_is_refused(other: bytes) -> None:
    with pytest.raises(FormatError, match="not of cState"):
        parse(other, NOW)


def test_a_system_without_a_name_is_left_out() -> None:
    page = json.loads((FEEDS / "operational.json").read_text())
    page["systems"].append({"status": "down"})
    assert parse(json.dumps(page).encode(), NOW).status is Status.OPERATIONAL
