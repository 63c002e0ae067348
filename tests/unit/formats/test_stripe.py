"""Stripe: two shapes of one status."""

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from fakes.pages import read, report


def test_what_is_wrong_is_noted_and_what_is_right_is_not() -> None:
    assert report("stripe", "trouble.json").notes == ("Webhooks arrive late.",)
    assert report("stripe", "operational.json").notes == ()


def test_parts_of_the_full_status_are_warned_of_or_not() -> None:
    shown = {c.id: c.status for c in report("stripe", "full.json").components}
    assert shown == {"api": Status.DEGRADED, "js": Status.OPERATIONAL}


def test_other_json_is_refused() -> None:
    with pytest.raises(FormatError, match="largestatus"):
        read("stripe", {"statuses": {"api": "up"}})
