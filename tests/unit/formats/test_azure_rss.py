"""Azure's status feed: services and regions out of one list, and no severity."""

from datetime import UTC, datetime

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FormatError, formats
from fakes.pages import NOW, page, report

FORMAT = "azure-rss"


def with_categories(*words: str) -> bytes:
    listed = "".join(f"<category>{word}</category>" for word in words)
    kept = b"<category>Sweden Central</category>"
    return page(FORMAT, "trouble.xml").replace(kept, listed.encode())


def test_categories_are_services_with_the_regions_of_the_item() -> None:
    assert report(FORMAT, "trouble.xml").components[0] == Component(
        "Azure DNS", "Azure DNS", Status.DEGRADED, None, "Sweden Central"
    )


def test_ten_regions_make_it_wide() -> None:
    regions = [f"{side} US" for side in ("East", "West", "North", "South", "Central")]
    regions += ["West Europe", "North Europe", "UK South", "Japan East"]
    read = formats()[FORMAT].parse
    assert read(with_categories(*regions), NOW).status is Status.DEGRADED
    assert read(with_categories(*regions, "East US 2"), NOW).status is Status.PARTIAL_OUTAGE


@pytest.mark.parametrize(
    "region",
    ["East US 2", "South Central US", "Australia Central 2", "Southeast Asia", "UAE North",
     "Jio India West", "US Gov Virginia", "US DoD Central", "New Zealand North", "West Central US",
     "China East 3", "Switzerland West", "Korea Central"],
)  # fmt: skip
def test_regions_are_told_from_services(region: str) -> None:
    shown = formats()[FORMAT].parse(with_categories(region), NOW)
    assert {c.region for c in shown.components} == {region}
    assert region not in {c.name for c in shown.components}


def test_an_item_that_comes_again_later_is_another_incident() -> None:
    (incident,) = report(FORMAT, "trouble.xml").incidents
    assert incident.external_id == "names-cannot-be-found Tue, 05 Mar 2024 09:20:00 Z"
    assert incident.started_at == datetime(2024, 3, 5, 9, 20, tzinfo=UTC)
    assert incident.updates[0].text == "A name server stands still.\nWe restart it."


def test_another_feed_is_refused() -> None:
    with pytest.raises(FormatError, match="not Azure"):
        formats()[FORMAT].parse(page("rss", "trouble.xml"), NOW)
