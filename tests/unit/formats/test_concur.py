"""SAP Concur: what is now, out of a history."""

from datetime import UTC, datetime

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from fakes.pages import read, report


def test_only_the_current_state_of_a_service_counts() -> None:
    service = {"Current Status": {"status": "normal"}, "2024-03-04": {"status": "outage"}}
    assert read("concur", {"data": {"Expense": service}}).status is Status.OPERATIONAL


def test_an_incident_is_as_bad_as_its_service() -> None:
    (incident,) = report("concur", "trouble.json").incidents
    assert incident.impact is Status.DEGRADED
    assert incident.component_ids == ("Expense",)
    assert incident.started_at == datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
    assert incident.updates[0].text == "We look into it."


@pytest.mark.parametrize("document", [{}, {"data": {}}, {"data": {"Expense": {"x": 1}}}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="not Concur"):
        read("concur", document)
