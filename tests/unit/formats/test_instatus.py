"""Instatus in its shapes."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from downlight.formats.instatus import FORMAT, parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "instatus"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FEEDS / name).read_text(encoding="utf-8"))
    return loaded


def body(changed: object) -> bytes:
    return json.dumps(changed).encode()


def test_children_stand_in_their_parents_group_and_parents_stand_nowhere() -> None:
    for name in ("trouble.json", "components-list.json"):
        groups = {c.name: c.group for c in parse((FEEDS / name).read_bytes(), NOW).components}
        assert groups["Saving"] == "Notes"
        assert groups["Web client"] is None
        assert "Notes" not in groups


def test_components_are_believed_before_the_impact_of_an_incident() -> None:
    (incident,) = parse((FEEDS / "page-trouble.json").read_bytes(), NOW).incidents
    assert incident.impact is Status.MAJOR_OUTAGE
    assert incident.stage is Stage.INVESTIGATING
    assert incident.component_ids == ("cl1a",)
    assert incident.updates[0].text == "Saving fails with an error."


def test_issues_that_nothing_explains_are_at_least_a_degradation() -> None:
    page = document("operational.json")
    page["page"]["status"] = "HASISSUES"
    assert parse(body(page), NOW).status is Status.DEGRADED


@pytest.mark.parametrize(
    ("headline", "status"),
    [
        ("ALLMAJOROUTAGE", Status.MAJOR_OUTAGE),
        ("SOMEMAJOROUTAGE", Status.PARTIAL_OUTAGE),
        ("SOMEUNDERMAINTENANCE", Status.MAINTENANCE),
        ("SOMEOPERATIONAL", Status.DEGRADED),
    ],
)
def test_the_headline_tells_when_no_component_does(headline: str, status: Status) -> None:
    page = document("page-operational.json")
    page["site"].update(status="HASISSUES", mainStatus=headline)
    assert parse(body(page), NOW).status is status


def test_a_maintenance_ends_after_its_minutes() -> None:
    running, _ = parse((FEEDS / "maintenance.json").read_bytes(), NOW).maintenances
    assert running.starts_at == datetime(2024, 3, 5, 9, tzinfo=UTC)
    assert running.ends_at == datetime(2024, 3, 5, 11, tzinfo=UTC)
    page = document("maintenance.json")
    page["activeMaintenances"][0]["duration"] = "soon"
    assert parse(body(page), NOW).maintenances[0].ends_at is None


def test_the_data_of_the_page_may_be_wrapped_as_its_framework_does() -> None:
    wrapped = {"props": {"pageProps": document("page-trouble.json")}}
    report = parse(body(wrapped), NOW)
    assert report == parse((FEEDS / "page-trouble.json").read_bytes(), NOW)
    assert (report.name, report.url) == ("Loch Notes", "https://status.loch.example/")


@pytest.mark.parametrize("word", ["up", 5, None, "SULKING"])
def test_only_the_known_word_says_that_all_is_well(word: object) -> None:
    page = document("page-operational.json")
    page["site"].update(status=word, mainStatus=word)
    assert (parse(body(page), NOW).status is Status.OPERATIONAL) is (word == "up")


@pytest.mark.parametrize("other", [{}, [], {"components": []}, {"page": {"status": 5}}])
def test_other_json_is_refused(other: object) -> None:
    with pytest.raises(FormatError, match="not an Instatus page"):
        parse(body(other), NOW)


def test_a_new_word_of_the_page_is_unknown_and_makes_nobody_take_it_for_instatus() -> None:
    strange = body({"page": {"name": "Loch Notes", "status": "SULKING"}})
    report = parse(strange, NOW)
    assert report.status is Status.UNKNOWN
    assert report.notes
    assert not FORMAT.looks_like(strange)
