"""StatusIQ's JSON."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.site24x7 import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "site24x7"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_components_in_groups_are_told_apart_by_their_group() -> None:
    report = parse((FEEDS / "operational.json").read_bytes(), NOW)
    assert [(c.id, c.group) for c in report.components] == [
        ("enc-archive", None),
        ("Mirrors/North", "Mirrors"),
        ("Mirrors/South", "Mirrors"),
    ]


def test_a_message_without_trouble_is_noted() -> None:
    report = parse((FEEDS / "resolved.json").read_bytes(), NOW)
    assert report.status is Status.OPERATIONAL
    assert report.notes == ("Archive: there is a message, but no trouble",)


@pytest.mark.parametrize("other", [b"{}", b'{"current_status": []}', b'{"current_status": [{}]}'])
def test_other_json_is_refused(other: bytes) -> None:
    with pytest.raises(FormatError, match="not of StatusIQ"):
        parse(other, NOW)


def test_a_component_without_a_name_is_left_out() -> None:
    body = (
        b'{"current_status": [{"component_status": 6}, {"component_status": 1, "component_id": 7}]}'
    )
    report = parse(body, NOW)
    assert [c.id for c in report.components] == ["7"]
    assert report.status is Status.OPERATIONAL
