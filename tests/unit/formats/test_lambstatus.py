"""LambStatus components."""

from datetime import UTC, datetime

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.lambstatus import parse

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_a_component_without_a_name_is_called_by_its_id() -> None:
    report = parse(b'[{"componentID": "a1", "status": "Partial Outage"}]', NOW)
    assert report.components[0].name == "a1"
    assert report.status is Status.PARTIAL_OUTAGE


@pytest.mark.parametrize("other", [b"[]", b'[{"componentID": "", "status": "Operational"}]'])
def test_other_json_is_refused(other: bytes) -> None:
    with pytest.raises(FormatError, match="not of LambStatus"):
        parse(other, NOW)
