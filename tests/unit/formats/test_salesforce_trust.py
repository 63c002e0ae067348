"""Salesforce Trust: instances that count, and its several shapes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import changed, read, report, states

FORMAT = "salesforce-trust"


def test_sandboxes_and_retired_instances_do_not_count() -> None:
    assert set(states(report(FORMAT, "operational.json"))) == {"EU90", "NA200"}


def test_a_sandbox_counts_when_it_is_what_was_asked_for() -> None:
    sandbox = {
        "key": "CS99",
        "status": "MINOR_INCIDENT_CORE",
        "isActive": True,
        "environment": "sandbox",
    }
    assert states(read(FORMAT, sandbox)) == {"CS99": Status.DEGRADED}


def test_an_instance_keeps_its_place_and_its_product() -> None:
    shown = report(FORMAT, "trouble.json")
    assert shown.components[1] == Component(
        "EU91", "EU91", Status.PARTIAL_OUTAGE, "Salesforce Services", "EMEA"
    )


def test_an_incident_of_several_instances_is_told_once() -> None:
    (incident,) = report(FORMAT, "trouble.json").incidents
    assert incident.external_id == "901"
    assert incident.started_at == datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
    assert incident.url == "https://status.salesforce.com/incidents/901"
    assert [update.text for update in incident.updates] == [
        "One database stands still.",
        "We look into it.",
    ]


def test_without_a_word_an_incident_is_over_when_all_its_impacts_are() -> None:
    def end(incidents: Any) -> None:
        del incidents[0]["status"]
        incidents[0]["IncidentImpacts"][0]["endTime"] = "2024-03-05T09:30:00Z"

    assert changed(FORMAT, "incidents.json", end).notices == ()


def test_a_maintenance_is_as_far_as_its_window() -> None:
    shown = report(FORMAT, "maintenance.json")
    assert [n.stage for n in shown.maintenances] == [Stage.IN_PROGRESS, Stage.SCHEDULED]
    assert shown.maintenances[1].starts_at == datetime(2024, 4, 6, 9, 0, tzinfo=UTC)


def test_a_maintenance_may_be_done_before_its_window_ends() -> None:
    def finish(instance: Any) -> None:
        instance["Maintenances"][1]["message"] = {"eventStatus": "completed"}

    shown = changed(FORMAT, "maintenance.json", finish)
    assert [n.title for n in shown.maintenances] == ["Spring release"]


def test_no_incident_at_all_is_good_news_for_who_asked_salesforce() -> None:
    assert read(FORMAT, []).status is Status.OPERATIONAL


@pytest.mark.parametrize("document", [{}, [{"id": 1}], {"Instances": [{"key": "x"}]}, 5])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="not Salesforce"):
        read(FORMAT, document)
