"""News without a change of an incident, in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.notify import Notification, NotificationKind, NotifyReason
from downlight.domain.status import NetworkState, Stage
from downlight.present.platform import Lamp
from downlight.present.toast import ToastAction, Urgency, toast
from fakes.states import NOW, english, incident

KIND = NotificationKind
PLANNED = Notice(
    "m",
    NoticeKind.MAINTENANCE,
    "New disks",
    Stage.SCHEDULED,
    starts_at=NOW + timedelta(minutes=30),
    ends_at=NOW + timedelta(minutes=90),
)
WRITTEN = Notice(
    "i",
    NoticeKind.INCIDENT,
    "Elevated errors",
    Stage.IDENTIFIED,
    updates=(NoticeUpdate(Stage.IDENTIFIED, "We found the cause.", NOW),),
)


def news(kind: NotificationKind, notice: Notice | None = None) -> Notification:
    return Notification(
        kind, "k", None, NOW, NotifyReason.ANNOUNCED, platform_id="x", platform_name="X",
        notice=notice,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "title", "body"),
    [
        (
            news(KIND.MAINTENANCE_AHEAD, PLANNED),
            "X: planned maintenance at 15:30",
            "Until 16:30: New disks",
        ),
        (
            news(KIND.MAINTENANCE_AHEAD, replace(PLANNED, starts_at=None, ends_at=None)),
            "X: planned maintenance ahead",
            "New disks",
        ),
        (
            news(KIND.MAINTENANCE_BEGUN, PLANNED),
            "X: planned maintenance has begun",
            "Until 16:30: New disks",
        ),
        (news(KIND.MAINTENANCE_BEGUN), "X: planned maintenance has begun", ""),
        (
            news(KIND.OFFICIAL, WRITTEN),
            "X: news on its status page",
            "Elevated errors: We found the cause.",
        ),
        (
            news(KIND.OFFICIAL, replace(WRITTEN, updates=())),
            "X: news on its status page",
            "Elevated errors",
        ),
        (news(KIND.OFFICIAL), "X: news on its status page", ""),
        (
            replace(news(KIND.CERTIFICATE), expires_at=NOW + timedelta(days=3, hours=1)),
            "X: its certificate expires in 3 days",
            "Browsers will refuse to open it from 26 Nov 2026, 16:00 on.",
        ),
        (
            replace(news(KIND.CERTIFICATE), expires_at=NOW + timedelta(hours=5)),
            "X: its certificate expires in 1 day",
            "Browsers will refuse to open it from 23 Nov 2026, 20:00 on.",
        ),
        (
            replace(news(KIND.OFFLINE), network=NetworkState.OFFLINE),
            "You are offline",
            "What happens to platforms meanwhile cannot be told.",
        ),
        (
            replace(news(KIND.ONLINE), since=NOW - timedelta(minutes=12)),
            "You are back online",
            "You were offline for 12 min.",
        ),
    ],
)
def test_news_are_told(said: Notification, title: str, body: str) -> None:
    shown = toast(said, english())
    assert (shown.title, shown.body) == (title, body)


def test_what_is_not_known_is_not_told() -> None:
    assert toast(news(KIND.ONLINE), english()).body == ""
    assert toast(news(KIND.OFFLINE), english()).title == "You seem to be offline"


def test_news_are_no_alarm() -> None:
    for kind in (KIND.MAINTENANCE_AHEAD, KIND.MAINTENANCE_BEGUN, KIND.OFFICIAL):
        assert toast(news(kind, PLANNED), english()).urgency is Urgency.LOW
    offline = toast(news(KIND.OFFLINE), english())
    assert (offline.lamp, offline.is_passing, offline.actions) == (Lamp.GREY, True, ())


def test_what_was_announced_can_be_read_at_its_source() -> None:
    assert toast(news(KIND.MAINTENANCE_AHEAD, PLANNED), english()).actions == (
        (ToastAction.PAGE, "Status"),
    )
    within = replace(news(KIND.OFFICIAL, WRITTEN), incident=incident())
    assert (ToastAction.PAGE, "Status") in toast(within, english()).actions
