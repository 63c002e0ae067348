from dataclasses import replace
from datetime import UTC, datetime, timedelta

from downlight.domain.incident import Incident
from downlight.domain.lifecycle import Change
from downlight.domain.notify import (
    UNTIL_BACK,
    Hush,
    NotificationKind,
    NotifyDecision,
    NotifyReason,
    decide,
)
from downlight.domain.settings import NotificationSettings
from downlight.domain.status import Scope, Status

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
OUTAGE = Incident(
    "x", "X", NOW, NOW, Status.MAJOR_OUTAGE, Status.MAJOR_OUTAGE, Scope.EVERYONE, (), id=7
)
ON = NotificationSettings()


def decision(
    change: Change = Change.OPENED,
    incident: Incident = OUTAGE,
    *,
    told: bool = False,
    settings: NotificationSettings = ON,
    mutes: dict[str, datetime] | None = None,
    paused_until: datetime | None = None,
) -> NotifyDecision:
    hush = Hush(mutes or {}, paused_until)
    return decide(change, incident, told=told, official=None, settings=settings, hush=hush, now=NOW)


def test_an_outage_is_told_under_its_own_key() -> None:
    said = decision()
    assert said.reason is NotifyReason.FIRST
    assert said.notification is not None
    assert said.notification.kind is NotificationKind.DOWN
    assert said.notification.group_key == "incident:7"


def test_the_end_of_a_told_outage_is_told() -> None:
    said = decision(Change.RESOLVED, told=True)
    assert said.notification is not None
    assert said.notification.kind is NotificationKind.RECOVERED


def test_the_end_of_what_was_not_told_is_not_told() -> None:
    said = decision(Change.RESOLVED, told=False)
    assert said == NotifyDecision(NotifyReason.SUPPRESSED_NOT_TOLD)


def test_only_you_and_degraded_are_kinds_of_their_own() -> None:
    only_you = decision(incident=replace(OUTAGE, scope=Scope.JUST_YOU)).notification
    degraded = decision(incident=replace(OUTAGE, status=Status.DEGRADED)).notification
    assert only_you is not None
    assert degraded is not None
    assert (only_you.kind, degraded.kind) == (
        NotificationKind.ONLY_YOU,
        NotificationKind.DEGRADED,
    )


def test_mute_pause_and_switches_keep_quiet_and_say_why() -> None:
    assert decision(mutes={"x": NOW + HOUR}).reason is NotifyReason.SUPPRESSED_MUTED
    assert decision(mutes={"x": UNTIL_BACK}).reason is NotifyReason.SUPPRESSED_MUTED
    assert decision(mutes={"x": NOW - HOUR}).reason is NotifyReason.FIRST
    assert decision(mutes={"y": NOW + HOUR}).reason is NotifyReason.FIRST
    assert decision(paused_until=NOW + HOUR).reason is NotifyReason.SUPPRESSED_PAUSED
    off = NotificationSettings(down=False)
    assert decision(settings=off).reason is NotifyReason.SUPPRESSED_KIND_OFF


def test_easing_alone_is_not_worth_a_bubble() -> None:
    assert decision(Change.EASED, told=True).reason is NotifyReason.SUPPRESSED_MINOR
    assert decision(Change.WORSENED, told=True).reason is NotifyReason.WORSE
