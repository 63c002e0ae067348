"""Cachet 3."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError, find
from downlight.formats.cachet_v3 import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "cachet-v3"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FEEDS / name).read_text(encoding="utf-8"))
    return loaded


def body(changed: object) -> bytes:
    return json.dumps(changed).encode()


def test_unknown_components_are_unknown_and_disabled_ones_are_left_out() -> None:
    states = {
        c.name: c.status for c in parse((FEEDS / "components.json").read_bytes(), NOW).components
    }
    assert states["Statistics"] is Status.UNKNOWN
    assert states["Mail"] is Status.MAINTENANCE
    assert "Old API" not in states


def test_a_number_that_nobody_knows_is_degraded_and_noted() -> None:
    page = document("components.json")
    page["data"][0]["attributes"]["status"] = {"human": "Sulking", "value": 9}
    report = parse(body(page), NOW)
    assert report.components[0].status is Status.DEGRADED
    assert any("Sulking" in note for note in report.notes)


@pytest.mark.parametrize("bare", [True, False])
def test_times_may_stand_alone_or_beside_a_label(bare: bool) -> None:
    page = document("incidents.json")
    fields = page["data"][0]["attributes"]
    if bare:
        fields["occurred_at"] = fields.pop("occurred")["string"]
        fields["message"] = "x"
    (incident,) = parse(body(page), NOW).incidents
    assert incident.started_at == datetime(2024, 3, 5, 9, 5, tzinfo=UTC)
    assert incident.updates[0].published_at == datetime(2024, 3, 5, 9, 31, tzinfo=UTC)


@pytest.mark.parametrize("word", [None, 1, "success"])
def test_only_known_words_of_the_page_are_taken(word: object) -> None:
    page = document("operational.json")
    page["data"]["status"] = word
    if isinstance(word, str):
        assert parse(body(page), NOW).status is Status.UNKNOWN
    else:
        with pytest.raises(FormatError, match="not of Cachet 3"):
            parse(body(page), NOW)


def test_a_word_of_others_is_not_taken_for_its_own() -> None:
    assert find(b'{"data": {"status": "success", "message": "x"}}') is None
