"""Kinds know their switches, notifications what they are about."""

from downlight.domain.notify import Notification, NotificationKind, NotifyReason, Part
from downlight.domain.settings_notifications import KINDS
from fakes.records import T0, minutes, trouble

MADE_OF_OTHERS = {NotificationKind.TOGETHER, NotificationKind.DIGEST}


def test_each_kind_has_its_switch() -> None:
    switches = {kind.switch for kind in NotificationKind if kind not in MADE_OF_OTHERS}
    assert switches == {*KINDS, "connection"}


def test_a_notification_is_about_its_own_platform_or_its_incidents() -> None:
    said = Notification(NotificationKind.DOWN, "k", trouble(), T0, NotifyReason.FIRST)
    assert (said.about, said.name) == ("x", "X")
    other = Notification(
        NotificationKind.CERTIFICATE,
        "k",
        None,
        T0,
        NotifyReason.EXPIRING,
        platform_id="y",
        platform_name="Y",
    )
    assert (other.about, other.name) == ("y", "Y")


def test_only_trouble_that_lasts_is_open() -> None:
    down = Part(NotificationKind.DOWN, "x", "X", T0)
    assert down.is_open
    assert not Part(NotificationKind.RECOVERED, "x", "X", T0, minutes(5)).is_open
    assert not Part(NotificationKind.CERTIFICATE, "x", "X", T0).is_open
