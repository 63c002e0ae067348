from dataclasses import replace
from datetime import UTC, datetime, timedelta

from downlight.domain.incident import Incident
from downlight.domain.lifecycle import Change
from downlight.domain.notify import (
    UNTIL_BACK,
    Hush,
    Notification,
    NotificationKind,
    NotifyDecision,
    NotifyReason,
)
from downlight.domain.settings import NotificationSettings
from downlight.domain.status import Scope, Status
from downlight.domain.telling import Wishes, decide, of_change

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
    own: dict[str, bool] | None = None,
    mutes: dict[str, datetime] | None = None,
    paused_until: datetime | None = None,
    silenced: tuple[str, ...] = (),
    quiet_until: datetime | None = None,
) -> NotifyDecision:
    hush = Hush(mutes or {}, paused_until, silenced, quiet_until)
    wishes = Wishes(settings, own or {}, hush)
    return decide(of_change(change, incident, NOW), wishes, NOW, told=told)


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
    assert said.reason is NotifyReason.SUPPRESSED_NOT_TOLD
    assert said.notification is None
    assert (said.kind, said.platform_id, said.incident_id) == (NotificationKind.RECOVERED, "x", 7)


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


def test_a_mute_until_it_is_back_ends_with_the_word_that_it_is_back() -> None:
    mutes = {"x": UNTIL_BACK}
    back = NotifyReason.RESOLVED
    muted = NotifyReason.SUPPRESSED_MUTED
    assert decision(Change.RESOLVED, told=True, mutes=mutes).reason is back
    assert decision(Change.RESOLVED, told=False, mutes=mutes).reason is muted
    assert decision(Change.WORSENED, told=True, mutes=mutes).reason is muted
    assert decision(Change.RESOLVED, told=True, mutes={"x": NOW + HOUR}).reason is muted
    silenced = decision(Change.RESOLVED, told=True, mutes=mutes, silenced=("x",))
    assert silenced.reason is muted


def test_a_platforms_own_switch_decides_for_it() -> None:
    assert decision(own={"down": False}).reason is NotifyReason.SUPPRESSED_KIND_OFF
    off = NotificationSettings(down=False)
    assert decision(settings=off, own={"down": True}).reason is NotifyReason.FIRST


def test_quiet_hours_hold_what_is_worth_a_line_in_the_morning() -> None:
    held = decision(quiet_until=NOW + HOUR)
    assert held.reason is NotifyReason.HELD_QUIET_HOURS
    assert held.notification is not None
    assert held.notification.held_until == NOW + HOUR
    muted = decision(quiet_until=NOW + HOUR, mutes={"x": UNTIL_BACK})
    assert muted.reason is NotifyReason.SUPPRESSED_MUTED


def test_a_reminder_is_not_kept_for_the_morning() -> None:
    said = Notification(NotificationKind.REMINDER, "k", OUTAGE, NOW, NotifyReason.REMINDER)
    wishes = Wishes(NotificationSettings(reminder=True), hush=Hush(quiet_until=NOW + HOUR))
    assert decide(said, wishes, NOW).reason is NotifyReason.SUPPRESSED_QUIET_HOURS


def test_a_mute_of_a_platform_says_nothing_about_this_computer() -> None:
    said = Notification(NotificationKind.OFFLINE, "network", None, NOW, NotifyReason.CONNECTION)
    wishes = Wishes(NotificationSettings(connection=True), hush=Hush({"x": UNTIL_BACK}))
    assert decide(said, wishes, NOW).reason is NotifyReason.CONNECTION


def test_sound_is_played_only_if_asked_for() -> None:
    loud = decision(settings=NotificationSettings(sound=True)).notification
    quiet = decision().notification
    assert loud is not None
    assert quiet is not None
    assert (loud.loud, quiet.loud) == (True, False)
