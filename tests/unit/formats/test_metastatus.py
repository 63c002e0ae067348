"""Meta's products: sentences for states."""

from datetime import UTC, datetime

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FormatError
from fakes.pages import read, report

FORMAT = "metastatus"


def test_a_service_belongs_to_its_product() -> None:
    shown = report(FORMAT, "trouble.json")
    assert shown.components[1] == Component(
        "whatsapp-business-api/4", "Cloud API", Status.MAJOR_OUTAGE, "WhatsApp Business Platform"
    )
    assert shown.updated_at == datetime(2024, 3, 5, 9, 25, tzinfo=UTC)


def test_a_service_in_trouble_is_an_incident_since_its_time() -> None:
    first = report(FORMAT, "trouble.json").incidents[0]
    assert first.external_id == "whatsapp-business-api/4 1709630400"
    assert first.started_at == datetime(2024, 3, 5, 9, 20, tzinfo=UTC)
    assert first.url == "https://metastatus.com/whatsapp-business-api"


@pytest.mark.parametrize("document", [{}, [], [{"services": []}]])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError):
        read(FORMAT, document)
