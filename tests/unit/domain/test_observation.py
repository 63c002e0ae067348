from datetime import UTC, datetime

import pytest

from downlight.domain.observation import Observation
from downlight.domain.status import Reason, Source, Status

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize("status", list(Status))
def test_only_trouble_is_a_failed_look(status: Status) -> None:
    seen = Observation("x/http", "x", Source.PROBE, status, Reason.OK, NOW, NOW)
    assert seen.failed is status.is_trouble
