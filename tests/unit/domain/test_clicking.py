"""Clicks on a bubble of one platform, and of several."""

from dataclasses import replace
from datetime import timedelta

from downlight.domain.clicking import incident_of, mutes_of, platforms_of
from downlight.domain.commands import Mute
from downlight.domain.notify import Click, Notification, NotificationKind, NotifyReason, Part
from fakes.records import T0, minutes, trouble

ONE = Notification(NotificationKind.DOWN, "k", replace(trouble(), id=7), T0, NotifyReason.FIRST)
SEVERAL = Notification(
    NotificationKind.TOGETHER,
    "k",
    None,
    T0,
    NotifyReason.GATHERED,
    parts=(
        Part(NotificationKind.RECOVERED, "a", "A", T0, minutes(3), 1),
        Part(NotificationKind.DOWN, "b", "B", T0, None, 2),
        Part(NotificationKind.DOWN, "a", "A", T0, None, 3),
        Part(NotificationKind.RECOVERED, "c", "C", T0, minutes(3), 4),
    ),
)


def test_details_are_those_of_the_incident_that_lasts() -> None:
    assert incident_of(ONE) == 7
    assert incident_of(SEVERAL) == 2
    assert incident_of(replace(SEVERAL, parts=SEVERAL.parts[:1])) == 1
    assert incident_of(replace(SEVERAL, parts=())) is None


def test_muting_mutes_all_that_it_is_about() -> None:
    assert platforms_of(SEVERAL) == ("a", "b", "c")
    hour = T0 + timedelta(hours=1)
    assert mutes_of(Click(SEVERAL, "mute"), T0) == (Mute("b", hour), Mute("a", hour))
    assert mutes_of(Click(ONE, "mute_until_back"), T0) == (Mute("x", None),)
    assert mutes_of(Click(ONE, "details"), T0) == ()
