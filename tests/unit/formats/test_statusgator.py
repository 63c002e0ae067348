"""StatusGator."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from downlight.formats.statusgator import FORMAT, parse

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def body(document: object) -> bytes:
    return json.dumps(document).encode()


def incident(**fields: Any) -> dict[str, Any]:
    row = {"id": 7, "title": "Tickets do not print", "severity": "minor", "phase": "identified"}
    return {**row, "started_at": "2024-03-05T09:00:00Z", **fields}


def test_a_monitor_keeps_its_group() -> None:
    monitor = {"id": 1, "display_name": "Ferry", "filtered_status": "up", "group": {"name": "Sea"}}
    (part,) = parse(body([monitor]), NOW).components
    assert (part.id, part.name, part.group) == ("1", "Ferry", "Sea")


@pytest.mark.parametrize(
    ("phase", "stage"),
    [("identified", Stage.IDENTIFIED), ("open", Stage.INVESTIGATING), ("closed", None)],
)
def test_the_incidents_of_a_monitor_tell_their_phase(phase: str, stage: Stage | None) -> None:
    report = parse(body({"data": [incident(phase=phase)]}), NOW)
    assert [notice.stage for notice in report.incidents] == ([stage] if stage else [])
    assert report.status is (Status.DEGRADED if stage else Status.UNKNOWN)


def test_maintenance_is_no_incident() -> None:
    report = parse(body({"data": [incident(severity="maintenance", phase="active")]}), NOW)
    assert [notice.is_active(NOW) for notice in report.maintenances] == [True]
    assert (report.incidents, report.status) == ([], Status.MAINTENANCE)


@pytest.mark.parametrize("other", [[], {"data": []}, {"data": [{"name": "x", "status": "up"}]}])
def test_other_json_is_refused(other: object) -> None:
    assert not FORMAT.looks_like(body(other))
    with pytest.raises(FormatError, match="not of StatusGator"):
        parse(body(other), NOW)
