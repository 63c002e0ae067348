"""UptimeRobot's public pages."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.uptimerobot_psp import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "uptimerobot-psp"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FEEDS / name).read_text(encoding="utf-8"))
    return loaded


def test_paused_monitors_are_left_out() -> None:
    report = parse((FEEDS / "operational.json").read_bytes(), NOW)
    assert [(c.name, c.group) for c in report.components] == [
        ("Lists", "API"),
        ("Films", "API"),
        ("Web", "Pages"),
    ]


@pytest.mark.parametrize(
    ("up", "down", "status"),
    [
        (40, 2, Status.PARTIAL_OUTAGE),
        (0, 42, Status.MAJOR_OUTAGE),
        (42, 0, Status.OPERATIONAL),
        (None, 3, Status.OPERATIONAL),
    ],
)
def test_the_counts_tell_of_the_monitors_on_other_pages(
    up: int | None, down: int, status: Status
) -> None:
    page = document("first-page.json")
    page["statistics"]["counts"] = {"up": up, "down": down}
    report = parse(json.dumps(page).encode(), NOW)
    assert report.status is status
    assert "only 5 of 44 monitors are listed" in report.notes


@pytest.mark.parametrize("other", [b"{}", b'{"status": "ok", "data": []}', b'{"data": [{}]}'])
def test_other_json_is_refused(other: bytes) -> None:
    with pytest.raises(FormatError, match="not of UptimeRobot"):
        parse(other, NOW)
