"""DeepL: data centres and incidents."""

from datetime import UTC, datetime

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import read, report


def test_a_data_centre_is_a_region() -> None:
    assert report("deepl", "trouble.json").components[0] == Component(
        "europe", "europe", Status.MAJOR_OUTAGE, None, "europe"
    )


def test_an_incident_keeps_its_stage_and_times() -> None:
    (incident,) = report("deepl", "trouble.json").incidents
    assert incident.stage is Stage.IDENTIFIED
    assert incident.updated_at == datetime(2024, 3, 5, 9, 30, tzinfo=UTC)


def test_other_json_is_refused() -> None:
    with pytest.raises(FormatError, match="datacenters"):
        read("deepl", {"overall": "operational"})
