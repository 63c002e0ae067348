"""Google's dashboards: a history, of which only what has no end is open."""

from datetime import UTC, datetime
from typing import Any

import pytest

from downlight.domain.model import Component, Place
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import changed, read, report

FORMAT = "google-incidents"


def test_products_keep_their_ids_and_the_places_of_the_incident() -> None:
    places = (Place("", Status.DEGRADED), Place("europe-north1", Status.DEGRADED))
    assert report(FORMAT, "trouble.json").components == (
        Component("prodSto1", "Cloud Storage", Status.DEGRADED, None, "europe-north1", places),
        Component("prodRun1", "Cloud Run", Status.DEGRADED, None, "europe-north1", places),
    )


def test_a_product_of_two_incidents_has_the_worse_state() -> None:
    shown = {c.name: c.status for c in report(FORMAT, "outage.json").components}
    assert shown == {"Cloud Storage": Status.DEGRADED, "Cloud Run": Status.MAJOR_OUTAGE}


def test_an_incident_keeps_its_times_and_its_messages_without_marks() -> None:
    (incident,) = report(FORMAT, "trouble.json").incidents
    assert incident.external_id == "Slow1"
    assert incident.started_at == datetime(2024, 3, 5, 8, 50, tzinfo=UTC)
    assert incident.updated_at == datetime(2024, 3, 5, 9, 31, tzinfo=UTC)
    assert [update.text for update in incident.updates] == ["Summary\nWe are moving traffic."]


def test_available_without_an_end_is_being_watched() -> None:
    (incident,) = report(FORMAT, "monitoring.json").incidents
    assert incident.stage is Stage.MONITORING
    assert incident.updates[0].text == "We see it recover."


def test_without_an_impact_the_severity_counts() -> None:
    def forget(rows: Any) -> None:
        del rows[0]["status_impact"]
        rows[0]["severity"] = "high"

    assert changed(FORMAT, "trouble.json", forget).status is Status.MAJOR_OUTAGE


def test_an_incident_without_products_names_its_service() -> None:
    def forget(rows: Any) -> None:
        rows[0]["affected_products"] = []

    (component,) = changed(FORMAT, "information.json", forget).components
    assert component.name == "Gmail"


def test_keys_with_hyphens_read_as_those_of_today() -> None:
    assert report(FORMAT, "hyphens.json") == report(FORMAT, "trouble.json")


def test_no_incident_at_all_is_good_news_for_who_asked_google() -> None:
    assert read(FORMAT, []).status is Status.OPERATIONAL


@pytest.mark.parametrize("document", [{}, [5], [{"begin": "2024-03-05T09:00:00Z"}]])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError):
        read(FORMAT, document)
