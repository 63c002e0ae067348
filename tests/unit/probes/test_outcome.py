"""Durations as people write them."""

import pytest

from downlight.domain.status import Reason, Status
from downlight.probes.outcome import failure_status, seconds


@pytest.mark.parametrize(
    ("duration", "written"),
    [
        (0.0, "under 0.1 s"),
        (0.094, "under 0.1 s"),
        (0.1, "0.1 s"),
        (0.34, "0.3 s"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (12.3, "12 s"),
    ],
)
def test_durations_are_short(duration: float, written: str) -> None:
    assert seconds(duration) == written


def test_every_reason_has_its_status() -> None:
    unknown = {reason for reason in Reason if failure_status(reason) is Status.UNKNOWN}
    assert unknown == {
        Reason.OFFLINE,
        Reason.CAPTIVE_PORTAL,
        Reason.ASLEEP,
        Reason.OWN_FAULT,
        Reason.STALE,
    }
