"""Adobe's events: the newest word on each product."""

from datetime import UTC, datetime

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import read, report, states

FORMAT = "adobe"


def test_only_the_products_that_are_still_open_are_affected() -> None:
    shown = report(FORMAT, "trouble.json")
    assert states(shown) == {"503000": Status.PARTIAL_OUTAGE, "503002": Status.DEGRADED}


def test_an_event_takes_its_texts_from_apart_and_its_stage_from_the_newest_entry() -> None:
    first, second = report(FORMAT, "trouble.json").incidents
    assert first.stage is Stage.IDENTIFIED
    assert first.updates[0].text == "A store is slow."
    assert first.updated_at == datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
    assert first.started_at == datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
    assert first.url == "https://status.adobe.com/products/503000/60001"
    assert second.stage is Stage.INVESTIGATING


def test_a_work_that_is_only_planned_leaves_its_product_alone() -> None:
    shown = report(FORMAT, "maintenance.json")
    assert states(shown) == {"503003": Status.MAINTENANCE, "503004": Status.OPERATIONAL}
    assert shown.maintenances[1].starts_at == datetime(2024, 3, 7, 8, 26, 40, tzinfo=UTC)


def test_a_product_without_a_history_is_over_when_it_has_an_end() -> None:
    product = {"id": "1", "name": "Fonts", "endedOn": 1709629200}
    event = {"id": "2", "products": {"1": product}}
    assert read(FORMAT, {"incidentEvent": {"incidents": {"2": event}}}).notices == ()


def test_other_json_is_refused() -> None:
    with pytest.raises(FormatError, match="incidentEvent"):
        read(FORMAT, {"incidentEvent": []})
