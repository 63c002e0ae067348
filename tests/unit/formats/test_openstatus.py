"""OpenStatus pages and their widget."""

import json
from datetime import UTC, datetime

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError, find
from downlight.formats.openstatus import parse

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("operational", Status.OPERATIONAL),
        ("incident", Status.DEGRADED),
        ("under_maintenance", Status.MAINTENANCE),
        ("unknown", Status.UNKNOWN),
        ("wobbly", Status.UNKNOWN),
    ],
)
def test_the_widget_is_one_word(word: str, status: Status) -> None:
    assert parse(json.dumps({"status": word}).encode(), NOW).status is status


@pytest.mark.parametrize(
    "other",
    [
        {"status": "ok"},
        {"status": "operational", "uptime": 1},
        {"page": {"id": "n0rthw1nd001"}, "status": {"indicator": "none"}},
        {"page": {"name": "x"}, "components": [{"id": "a", "name": "b", "status": "operational"}]},
    ],
)
def test_words_and_pages_of_others_are_not_taken_for_it(other: object) -> None:
    found = find(json.dumps(other).encode())
    assert found is None or found.name != "openstatus"


def test_other_json_is_refused() -> None:
    with pytest.raises(FormatError, match="not an OpenStatus page"):
        parse(b'{"status": 1}', NOW)
