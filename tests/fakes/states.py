"""Platforms, snapshots, incidents and notifications as tests need them, in one line each."""

import gettext
from datetime import UTC, datetime, timedelta

from downlight.domain.incident import Incident
from downlight.domain.model import Platform
from downlight.domain.notify import Notification, NotificationKind, NotifyReason
from downlight.domain.snapshot import PlatformState, Snapshot
from downlight.domain.status import NetworkState, Phase, Scope, Status
from downlight.domain.verdict import Because, Rule, Verdict
from downlight.present.words import Words

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def english() -> Words:
    return Words("en", gettext.NullTranslations(), UTC)


def state(
    name: str = "X",
    status: Status = Status.OPERATIONAL,
    phase: Phase = Phase.CALM,
    *because: Because,
    scope: Scope | None = None,
    minutes: float = 6,
    flapping: bool = False,
    muted_until: datetime | None = None,
    looked: bool = True,
) -> PlatformState:
    platform_id = name.lower()
    since = NOW - timedelta(minutes=minutes)
    if scope is None and status.is_trouble:
        scope = Scope.EVERYONE
    verdict = Verdict(
        platform_id, status, phase, scope, 0.95, because, NOW, since=since, flapping=flapping
    )
    home = f"https://{platform_id}.example/"
    return PlatformState(
        Platform(platform_id, name, home, status_page=f"https://status.{platform_id}.example/"),
        verdict,
        last_check_at=NOW - timedelta(seconds=20) if looked else None,
        muted_until=muted_until,
    )


def up(name: str) -> PlatformState:
    return state(name)


def down(name: str, minutes: float = 6, scope: Scope = Scope.EVERYONE) -> PlatformState:
    return state(name, Status.MAJOR_OUTAGE, Phase.CONFIRMED, minutes=minutes, scope=scope)


def unknown(name: str, rule: Rule | None = None) -> PlatformState:
    return state(name, Status.UNKNOWN, Phase.CALM, *([Because(rule)] if rule else []))


def starting(name: str) -> PlatformState:
    return state(name, Status.UNKNOWN, Phase.STARTING, looked=False)


def snapshot(
    *platforms: PlatformState,
    network: NetworkState = NetworkState.ONLINE,
    paused_until: datetime | None = None,
    inbox: tuple[Notification, ...] = (),
    troubles: tuple[str, ...] = (),
) -> Snapshot:
    return Snapshot(NOW, platforms, network, paused_until, inbox, troubles)


def incident(
    name: str = "X",
    status: Status = Status.MAJOR_OUTAGE,
    scope: Scope = Scope.EVERYONE,
    *because: Because,
    minutes: float = 6,
    lasted: float | None = None,
    incident_id: int | None = 7,
) -> Incident:
    """An incident that began `minutes` before NOW; over after `lasted` minutes, if given."""
    start = NOW - timedelta(minutes=minutes)
    return Incident(
        platform_id=name.lower(),
        platform_name=name,
        started_at=start,
        confirmed_at=start + timedelta(seconds=30),
        status=Status.OPERATIONAL if lasted is not None else status,
        peak_status=status,
        scope=scope,
        reasons=because,
        id=incident_id,
        resolved_at=start + timedelta(minutes=lasted) if lasted is not None else None,
    )


def notification(
    about: Incident | None = None,
    kind: NotificationKind = NotificationKind.DOWN,
    *,
    official: Status | None = None,
    number: int = 1,
) -> Notification:
    about = about or incident()
    return Notification(
        kind=kind,
        group_key=f"incident:{about.id}",
        incident=about,
        created_at=NOW,
        reason=NotifyReason.FIRST,
        official=official,
        id=number,
    )
