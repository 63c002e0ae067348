from dataclasses import FrozenInstanceError

import pytest

from downlight.domain.subject import Subject


def test_a_platform_is_looked_at_every_minute_unless_said_otherwise() -> None:
    subject = Subject("x")
    assert (subject.interval, subject.has_probe) == (60.0, True)
    assert subject.provider is None
    assert subject.latency_limit is None


def test_facts_do_not_change_under_the_judge() -> None:
    with pytest.raises(FrozenInstanceError):
        Subject("x").interval = 2.0  # type: ignore[misc]  # that it cannot be set is the point
