"""PagerDuty's status pages: data within a page."""

from datetime import UTC, datetime
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError, formats
from fakes.pages import NOW, changed, report, states

FORMAT = "pagerduty"


def test_services_are_found_by_what_they_are_in_business() -> None:
    shown = report(FORMAT, "trouble.json")
    assert states(shown) == {"S1": Status.MAJOR_OUTAGE, "S2": Status.DEGRADED}
    assert shown.name == "Halden Alerts"


def test_an_incident_keeps_its_times_and_its_newest_word() -> None:
    (incident,) = report(FORMAT, "trouble.json").incidents
    assert incident.component_ids == ("S1", "S2")
    assert incident.started_at == datetime(2024, 3, 5, 9, 10, tzinfo=UTC)
    assert incident.updated_at == datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
    assert [update.text for update in incident.updates] == ["A queue is full.", "Alerts wait."]
    assert incident.stage is Stage.INVESTIGATING


def test_the_page_and_its_data_read_the_same() -> None:
    assert report(FORMAT, "page.html") == report(FORMAT, "trouble.json")


def test_an_incident_without_services_makes_the_page_as_bad_as_itself() -> None:
    body = (
        b'{"summary": {"open_incidents": [{"id": "P1", "title": "Odd", "updates": [{"severity":'
        b' "minor", "status": "investigating", "reported_at": "2024-03-05T09:30:00Z"}]}]}}'
    )
    assert formats()[FORMAT].parse(body, NOW).status is Status.DEGRADED


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"<html><script id=\"data\">{}</script></html>",
        b"<html><script id=\"data\">",
        b"<html>no script</html>",
        b"<html" + b" " * 8_000_000,
    ],
)  # fmt: skip
def test_pages_without_the_data_are_refused(body: bytes) -> None:
    with pytest.raises(FormatError):
        formats()[FORMAT].parse(body, NOW)


def test_a_maintenance_whose_window_has_passed_is_over() -> None:
    later = datetime(2024, 3, 5, 11, 0, tzinfo=UTC)
    assert [n.title for n in report(FORMAT, "maintenance.json", later).maintenances] == [
        "New disks"
    ]


def test_a_service_of_an_incident_that_has_no_name_is_left_out() -> None:
    def forget(page: Any) -> None:
        page["summary"]["open_incidents"][0]["updates"][0]["impacted_business_services"] = [{}]

    (incident,) = changed(FORMAT, "trouble.json", forget).incidents
    assert incident.component_ids == ()


def test_a_resolved_incident_among_the_open_ones_affects_nothing() -> None:
    def resolve(page: Any) -> None:
        page["summary"]["open_incidents"][0]["updates"][0]["status"] = "resolved"

    shown = changed(FORMAT, "trouble.json", resolve)
    assert shown.status is Status.OPERATIONAL
    assert shown.incidents == []
