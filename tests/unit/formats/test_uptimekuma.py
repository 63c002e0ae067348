"""Uptime Kuma's two documents."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from downlight.formats.uptimekuma import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "uptimekuma"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FEEDS / name).read_text(encoding="utf-8"))
    return loaded


def body(changed: object) -> bytes:
    return json.dumps(changed).encode()


def test_a_monitor_in_two_groups_is_listed_once() -> None:
    report = parse((FEEDS / "trouble.json").read_bytes(), NOW)
    assert [(c.id, c.group) for c in report.components] == [
        ("1", "Cellar"),
        ("2", "Cellar"),
        ("3", "Attic"),
    ]
    assert report.updated_at == datetime(2024, 3, 5, 9, 40, tzinfo=UTC)


def test_the_last_beat_counts() -> None:
    page = document("trouble.json")
    page["heartbeatList"]["1"].append({"status": 1, "time": "2024-03-05 09:44:00"})
    page["heartbeatList"]["2"].append({"status": 9})
    states = {c.name: c.status for c in parse(body(page), NOW).components}
    assert states["Storage"] is Status.OPERATIONAL
    assert states["Printer"] is Status.DEGRADED


def test_heartbeats_alone_know_monitors_by_number() -> None:
    report = parse((FEEDS / "heartbeats-only.json").read_bytes(), NOW)
    assert [c.name for c in report.components] == ["Monitor 1", "Monitor 2", "Monitor 3"]


def test_a_page_without_heartbeats_says_so() -> None:
    report = parse((FEEDS / "page-only.json").read_bytes(), NOW)
    assert report.status is Status.UNKNOWN
    assert any("heartbeats" in note for note in report.notes)


def test_maintenance_has_the_times_of_its_first_slot() -> None:
    running, later = parse((FEEDS / "maintenance.json").read_bytes(), NOW).maintenances
    assert (running.stage, later.stage) == (Stage.IN_PROGRESS, Stage.SCHEDULED)
    assert running.ends_at == datetime(2024, 3, 5, 11, tzinfo=UTC)


@pytest.mark.parametrize("other", [{}, {"publicGroupList": []}, {"heartbeatList": []}])
def test_other_json_is_refused(other: object) -> None:
    with pytest.raises(FormatError, match="not of Uptime Kuma"):
        parse(body(other), NOW)


def test_monitors_without_an_id_are_left_out() -> None:
    page = document("operational.json")
    page["publicGroupList"][0]["monitorList"].append({"name": "Ghost"})
    assert len(parse(body(page), NOW).components) == 3
    beats = document("heartbeats-only.json")
    beats["heartbeatList"] = {"": [{"status": 0}], "1": [{"status": 1}]}
    assert [c.id for c in parse(body(beats), NOW).components] == ["1"]
