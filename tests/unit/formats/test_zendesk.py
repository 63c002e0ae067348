"""Zendesk: incidents with flags, and services that stand apart."""

from datetime import UTC, datetime
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import changed, read, report, states


def test_services_are_those_that_are_included_each_with_its_own_flags() -> None:
    shown = states(report("zendesk", "trouble.json"))
    assert shown == {"1": Status.PARTIAL_OUTAGE, "2": Status.DEGRADED, "3": Status.DEGRADED}


def test_a_service_that_is_well_again_is_left_out() -> None:
    def heal(page: Any) -> None:
        page["included"][0]["attributes"]["resolvedAt"] = "2024-03-05T09:40:00Z"

    assert "1" not in states(changed("zendesk", "trouble.json", heal))


def test_an_incident_keeps_its_times_its_stage_and_its_messages() -> None:
    first, second = report("zendesk", "trouble.json").incidents
    assert first.started_at == datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
    assert first.component_ids == ("1", "2")
    assert first.updates[0].text == "We restart it."
    assert first.url == "https://status.zendesk.com/incidents/301"
    assert second.stage is Stage.MONITORING


def test_a_maintenance_begins_with_its_start() -> None:
    shown = report("zendesk", "maintenance.json")
    assert [n.stage for n in shown.maintenances] == [Stage.IN_PROGRESS, Stage.SCHEDULED]
    assert states(shown) == {"4": Status.MAINTENANCE, "3": Status.OPERATIONAL}


def test_no_active_incident_is_good_news_for_who_asked_zendesk() -> None:
    assert read("zendesk", {"data": [], "included": []}).status is Status.OPERATIONAL


@pytest.mark.parametrize("document", [{}, {"data": [{"attributes": {"name": "x"}}]}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="not Zendesk"):
        read("zendesk", document)


def test_a_service_without_a_name_is_left_out() -> None:
    def forget(page: Any) -> None:
        page["included"][0]["attributes"] = {"outage": True}

    assert set(states(changed("zendesk", "trouble.json", forget))) == {"2", "3"}
