"""IBM Cloud: what of the one list is about now."""

from datetime import UTC, datetime

import pytest

from downlight.domain.model import Component, Place
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import read, report, states

FORMAT = "ibm-cloud"


def test_an_incident_keeps_its_service_regions_times_and_text() -> None:
    shown = report(FORMAT, "trouble.json")
    assert shown.components[0] == Component(
        "is-vpc",
        "Virtual Private Cloud",
        Status.PARTIAL_OUTAGE,
        None,
        "eu-de, eu-gb",
        (Place("eu-de", Status.PARTIAL_OUTAGE), Place("eu-gb", Status.PARTIAL_OUTAGE)),
    )
    assert not shown.lists_all
    first, second = shown.incidents
    assert first.external_id == "INC101"
    assert first.started_at == datetime(2024, 3, 5, 8, 40, tzinfo=UTC)
    assert first.updates[0].text == "Networks cannot be made."
    assert second.stage is Stage.IDENTIFIED


def test_a_work_that_is_only_planned_leaves_its_service_alone() -> None:
    shown = report(FORMAT, "maintenance.json")
    assert states(shown) == {"messagehub": Status.MAINTENANCE, "cloudant": Status.OPERATIONAL}
    planned = next(n for n in shown.maintenances if n.stage is Stage.SCHEDULED)
    assert planned.starts_at == datetime(2024, 3, 7, 8, 26, 40, tzinfo=UTC)


def test_strange_words_keep_an_incident_open_and_are_noted() -> None:
    shown = report(FORMAT, "new-words.json")
    assert shown.incidents[0].stage is Stage.UNKNOWN
    assert len(shown.notes) == 2


def test_other_json_is_refused() -> None:
    with pytest.raises(FormatError, match="statusItems"):
        read(FORMAT, {"statusItems": {}})
