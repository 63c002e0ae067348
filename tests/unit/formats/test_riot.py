"""Riot: incidents in many languages."""

from datetime import UTC, datetime
from typing import Any

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import changed, read, report


def test_texts_are_taken_in_english_and_the_newest_first() -> None:
    first = report("riot", "trouble.json").incidents[0]
    assert [update.text for update in first.updates] == [
        "We restart the servers.",
        "We look into it.",
    ]
    assert first.started_at == datetime(2024, 3, 5, 8, 55, tzinfo=UTC)
    assert first.updated_at == datetime(2024, 3, 5, 9, 25, tzinfo=UTC)


def test_without_english_any_language_is_better_than_none() -> None:
    def translate(page: Any) -> None:
        page["incidents"][0]["titles"].pop()

    titles = [n.title for n in changed("riot", "trouble.json", translate).incidents]
    assert titles[0] == "Störung"


def test_a_platform_has_the_worst_of_its_incidents_in_the_region() -> None:
    assert report("riot", "trouble.json").components[0] == Component(
        "windows", "windows", Status.MAJOR_OUTAGE, None, "EUN1"
    )


def test_a_patch_that_is_planned_leaves_its_platform_alone() -> None:
    shown = report("riot", "maintenance.json")
    assert [n.stage for n in shown.maintenances] == [Stage.IN_PROGRESS, Stage.SCHEDULED]
    assert {c.name: c.status for c in shown.components}["macos"] is Status.OPERATIONAL


def test_other_json_is_refused() -> None:
    with pytest.raises(FormatError, match="not Riot"):
        read("riot", {"incidents": [], "maintenances": []})
