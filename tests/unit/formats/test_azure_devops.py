"""Azure DevOps: services by geography."""

from typing import Any

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FormatError
from fakes.pages import changed, read, report

FORMAT = "azure-devops"


def test_a_service_is_told_apart_by_geography() -> None:
    shown = report(FORMAT, "trouble.json")
    assert shown.components[3] == Component(
        "Repos/EU", "Repos", Status.MAJOR_OUTAGE, None, "Europe"
    )
    assert shown.notes == ("Repos cannot be reached in Europe",)


def test_an_unhealthy_page_whose_parts_are_well_is_partly_down() -> None:
    def heal(page: Any) -> None:
        for service in page["services"]:
            for place in service["geographies"]:
                place["health"] = "healthy"

    assert changed(FORMAT, "trouble.json", heal).status is Status.PARTIAL_OUTAGE


def test_an_unhealthy_page_without_parts_is_down() -> None:
    assert read(FORMAT, {"status": {"health": "unhealthy"}}).status is Status.MAJOR_OUTAGE


def test_other_json_is_refused() -> None:
    with pytest.raises(FormatError, match="health"):
        read(FORMAT, {"status": "healthy"})
