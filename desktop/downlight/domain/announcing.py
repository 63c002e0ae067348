"""News without a change of an incident: maintenance, the provider's word, certificates, reminders.

Each comes with its topic, under which it is decided once and never again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from downlight.domain.incident import Incident
from downlight.domain.model import Component, Platform
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.notify import Notification, NotificationKind, NotifyReason
from downlight.domain.status import NetworkState, Stage

FRESH = timedelta(minutes=30)
"""Age up to which a provider's update is news."""
NETWORK_KEY = "network"
"""The group key of what is told of this machine's own connection."""


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell, if it was not decided before."""

    said: Notification
    topic: str


def concerns(notice: Notice, components: Sequence[Component]) -> bool:
    """Whether a notice touches what is watched of a platform with these parts."""
    if not notice.component_ids or all(part.watched for part in components):
        return True
    watched = {part.id for part in components if part.watched}
    return not watched.isdisjoint(notice.component_ids)


def is_ahead(notice: Notice, now: datetime) -> bool:
    """Whether a maintenance is planned and has not begun."""
    return (
        notice.kind is NoticeKind.MAINTENANCE
        and notice.is_open
        and notice.stage not in (Stage.IN_PROGRESS, Stage.VERIFYING)
        and notice.starts_at is not None
        and notice.starts_at > now
    )


def ahead(platform: Platform, notice: Notice, now: datetime) -> News:
    """Return the news of a planned maintenance; moved to another time it is news again."""
    begins = "" if notice.starts_at is None else f":{notice.starts_at:%Y-%m-%dT%H:%M}"
    said = _announced(NotificationKind.MAINTENANCE_AHEAD, platform, notice, now)
    return News(said, f"maintenance_ahead:{platform.id}:{notice.external_id}{begins}")


def begun(platform: Platform, notice: Notice | None, now: datetime) -> News:
    """Return the news of a maintenance that has begun, announced or not."""
    said = _announced(NotificationKind.MAINTENANCE_BEGUN, platform, notice, now)
    which = f"{now:%Y-%m-%dT%H}" if notice is None else notice.external_id
    return News(said, f"maintenance_begun:{platform.id}:{which}")


def official(
    platform: Platform, notice: Notice, incident: Incident | None, key: str, now: datetime
) -> News | None:
    """Return the news of the newest update of an incident; None where it is old or tells no time.

    `incident` is ours that it belongs to, `key` that of the bubble to go into.
    """
    at = updated_at(notice)
    if at is None or not timedelta(0) <= now - at <= FRESH:
        return None
    said = Notification(
        NotificationKind.OFFICIAL,
        key or f"notice:{platform.id}:{notice.external_id}",
        incident,
        now,
        NotifyReason.ANNOUNCED,
        platform_id="" if incident else platform.id,
        platform_name="" if incident else platform.name,
        notice=notice,
    )
    topic = f"official:{platform.id}:{notice.external_id}:{notice.stage}:{at:%Y-%m-%dT%H:%M:%S}"
    return News(said, topic)


def updated_at(notice: Notice) -> datetime | None:
    """Return when the provider last wrote something; None where it does not tell."""
    told = [update.published_at for update in notice.updates[:1]]
    times = [at for at in (*told, notice.updated_at, notice.started_at) if at is not None]
    return max(times, default=None)


def certificate(platform: Platform, expires_at: datetime, days: int, now: datetime) -> News | None:
    """Return the news of a certificate that ends within `days`; None: not yet, or it has ended."""
    if not timedelta(0) < expires_at - now <= timedelta(days=days):
        return None
    topic = f"certificate:{platform.id}:{expires_at:%Y-%m-%dT%H:%M}"
    said = Notification(
        NotificationKind.CERTIFICATE,
        topic,
        None,
        now,
        NotifyReason.EXPIRING,
        platform_id=platform.id,
        platform_name=platform.name,
        expires_at=expires_at,
    )
    return News(said, topic)


def reminder(incident: Incident, key: str, interval: timedelta, now: datetime) -> News:
    """Return the reminder of an outage that lasts; one for each `interval` that it has lasted."""
    count = (now - incident.confirmed_at) // interval
    said = Notification(NotificationKind.REMINDER, key, incident, now, NotifyReason.REMINDER)
    return News(said, f"reminder:{incident.id}:{count}")


def next_reminder(incident: Incident, interval: timedelta, now: datetime) -> datetime:
    """Return when the next reminder of an outage is due (UTC)."""
    count = max(0, (now - incident.confirmed_at) // interval)
    return incident.confirmed_at + (count + 1) * interval


def connection(state: NetworkState, since: datetime, now: datetime) -> Notification:
    """Return what there is to tell of this machine's own connection, as it is `since` then."""
    online = state in (NetworkState.ONLINE, NetworkState.UNKNOWN)
    kind = NotificationKind.ONLINE if online else NotificationKind.OFFLINE
    return Notification(
        kind, NETWORK_KEY, None, now, NotifyReason.CONNECTION, network=state, since=since
    )


def _announced(
    kind: NotificationKind, platform: Platform, notice: Notice | None, now: datetime
) -> Notification:
    which = "" if notice is None else notice.external_id
    return Notification(
        kind,
        f"maintenance:{platform.id}:{which}",
        None,
        now,
        NotifyReason.ANNOUNCED,
        platform_id=platform.id,
        platform_name=platform.name,
        notice=notice,
    )
