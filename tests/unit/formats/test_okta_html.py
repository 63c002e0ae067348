"""Okta's status page: incidents within HTML."""

from datetime import UTC, datetime

import pytest

from downlight.domain.model import Component, Place
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError, formats
from fakes.pages import NOW, page, report

FORMAT = "okta-html"


def test_an_incident_keeps_its_cells_its_times_and_its_text() -> None:
    shown = report(FORMAT, "trouble.html")
    assert shown.components[0] == Component(
        "Core Platform",
        "Core Platform",
        Status.PARTIAL_OUTAGE,
        None,
        "okta.com:1, okta-emea.com:2",
        (
            Place("okta.com:1", Status.PARTIAL_OUTAGE),
            Place("okta-emea.com:2", Status.PARTIAL_OUTAGE),
        ),
    )
    first, second = shown.incidents
    assert first.started_at == datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
    assert first.updates[0].text == "We look into it now."
    assert second.stage is Stage.MONITORING


def test_incidents_in_an_attribute_are_found_as_well() -> None:
    assert [n.title for n in report(FORMAT, "attribute.html").incidents] == ["Sign-in is slow"]


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>All systems operational</body></html>",
        b'<html>[{"attributes":{"type":"Incident__c"',
        b'<html>"Incident__c"',
        b'<html>[{"attributes":{"type":"Incident__c"},"x":' + b"[" * 100_000,
        b"<html>" + b" " * 8_000_000,
    ],
)
def test_pages_without_incidents_are_never_good_news(body: bytes) -> None:
    with pytest.raises(FormatError):
        formats()[FORMAT].parse(body, NOW)


def test_half_a_character_is_replaced() -> None:
    body = page(FORMAT, "trouble.html").replace(b"Sign-in fails", b"Sign-in \\ud83d fails")
    assert formats()[FORMAT].parse(body, NOW).incidents[0].title.startswith("Sign-in \ufffd fails")
