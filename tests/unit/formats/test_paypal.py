"""PayPal: production, the sandbox, and events."""

from datetime import UTC, datetime

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import read, report


def test_the_sandbox_is_shown_apart_and_does_not_count() -> None:
    shown = report("paypal", "trouble.json")
    assert shown.status is Status.PARTIAL_OUTAGE
    assert shown.components[3] == Component(
        "2/sandbox", "Payouts API", Status.MAJOR_OUTAGE, "api", "sandbox"
    )


def test_words_may_have_underscores() -> None:
    row = {"name": "Checkout", "status": {"production": "SERVICE_OUTAGE"}}
    assert read("paypal", {"result": [row]}).status is Status.MAJOR_OUTAGE


def test_events_of_production_that_are_not_over_are_listed() -> None:
    shown = report("paypal", "events.json")
    (incident,) = shown.incidents
    assert incident.impact is Status.PARTIAL_OUTAGE
    assert incident.started_at == datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
    assert [n.stage for n in shown.maintenances] == [Stage.SCHEDULED]


@pytest.mark.parametrize("document", [{}, {"result": []}, {"result": [{"status": "Operational"}]}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="not PayPal"):
        read("paypal", document)
