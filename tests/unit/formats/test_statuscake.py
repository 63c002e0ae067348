"""StatusCake reports."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.formats import FormatError
from downlight.formats.statuscake import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "statuscake"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_paused_tests_are_left_out() -> None:
    report = parse((FEEDS / "operational.json").read_bytes(), NOW)
    assert [(c.id, c.name) for c in report.components] == [("11", "Letters"), ("12", "Parcels")]


def test_tests_without_a_name_are_counted() -> None:
    rows = [{"Status": "Up"}, {"Status": "Down", "Title": "Post"}]
    report = parse(json.dumps({"TestData": rows}).encode(), NOW)
    assert [c.name for c in report.components] == ["Test 1", "Post"]


@pytest.mark.parametrize("other", [b"{}", b'{"TestData": [{}]}', b'{"TestData": {"Status": "Up"}}'])
def test_other_json_is_refused(other: bytes) -> None:
    with pytest.raises(FormatError, match="not of StatusCake"):
        parse(other, NOW)
