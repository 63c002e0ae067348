"""Heroku: colours, and the state that tells whether an incident is over."""

from datetime import UTC, datetime

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import read, report

FORMAT = "heroku-v4"


def test_an_incident_keeps_its_systems_times_address_and_newest_stage() -> None:
    (incident,) = report(FORMAT, "trouble.json").incidents
    assert incident.component_ids == ("Apps", "Tools")
    assert incident.impact is Status.MAJOR_OUTAGE
    assert incident.stage is Stage.MONITORING
    assert incident.started_at == datetime(2024, 3, 5, 9, 10, 0, 123000, tzinfo=UTC)
    assert incident.updated_at == datetime(2024, 3, 5, 9, 35, tzinfo=UTC)
    assert incident.url == "https://status.heroku.com/incidents/5001"


def test_what_stands_under_scheduled_is_not_believed() -> None:
    assert report(FORMAT, "operational.json").maintenances == []


@pytest.mark.parametrize("document", [{}, {"status": []}, {"status": [{"name": "x"}]}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="not Heroku"):
        read(FORMAT, document)
