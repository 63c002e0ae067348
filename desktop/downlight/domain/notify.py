"""The decision to speak: pure, and it always says why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from downlight.domain.incident import Incident
from downlight.domain.lifecycle import Change
from downlight.domain.settings import NotificationSettings
from downlight.domain.status import Scope, Status

UNTIL_BACK = datetime.max.replace(tzinfo=UTC)
"""The end of a mute that lasts until the platform is back."""


class NotificationKind(StrEnum):
    """What a notification tells."""

    DOWN = "down"
    DEGRADED = "degraded"
    ONLY_YOU = "only_you"
    RECOVERED = "recovered"


class NotifyReason(StrEnum):
    """Why it was said, or was not."""

    FIRST = "first"
    WORSE = "worse"
    BETTER = "better"
    SCOPE = "scope"
    RESOLVED = "resolved"
    SUPPRESSED_KIND_OFF = "suppressed_kind_off"
    SUPPRESSED_MUTED = "suppressed_muted"
    SUPPRESSED_PAUSED = "suppressed_paused"
    SUPPRESSED_NOT_TOLD = "suppressed_not_told"  # an end whose beginning was not told either
    SUPPRESSED_MINOR = "suppressed_minor"  # a change within an incident not worth a new bubble


@dataclass(frozen=True, slots=True)
class Notification:
    """Something to tell, as data; `present/toast.py` gives it words."""

    kind: NotificationKind
    group_key: str
    """Notifications with the same key replace one another on screen."""
    incident: Incident
    created_at: datetime
    reason: NotifyReason
    official: Status | None = None
    """What the provider's own page says at that moment; None: it has none, or cannot be read."""
    id: int | None = None
    """Given by the log; None until it is written."""


@dataclass(frozen=True, slots=True)
class Click:
    """What the user did with a notification."""

    notification: Notification
    action: str
    """"details", "page", "mute" or "dismissed"."""
    token: str = ""
    """Lets a window that opens for it come to the front (Wayland); empty where none is given."""


@dataclass(frozen=True, slots=True)
class NotifyDecision:
    """To speak or not, and why."""

    reason: NotifyReason
    notification: Notification | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the log wrote, with the ids that it gave."""

    incident: Incident
    notification: Notification | None


@dataclass(frozen=True, slots=True)
class Hush:
    """Who asked for silence: both from the user."""

    muted_until: Mapping[str, datetime]
    paused_until: datetime | None = None


_CHANGE_REASON = {
    Change.OPENED: NotifyReason.FIRST,
    Change.WORSENED: NotifyReason.WORSE,
    Change.EASED: NotifyReason.BETTER,
    Change.SCOPE_CHANGED: NotifyReason.SCOPE,
    Change.RESOLVED: NotifyReason.RESOLVED,
}


def decide(
    change: Change,
    incident: Incident,
    *,
    told: bool,
    official: Status | None,
    settings: NotificationSettings,
    hush: Hush,
    now: datetime,
) -> NotifyDecision:
    """Decide whether `change` of `incident` is told to the user.

    `told` is whether an earlier change of the same incident was told.
    """
    reason = _CHANGE_REASON[change]
    kind = _kind_of(incident, reason)
    silence = _silence(kind, reason, incident, told, settings, hush, now)
    if silence is not None:
        return NotifyDecision(silence)
    key = f"incident:{incident.id}" if incident.id is not None else ""
    return NotifyDecision(reason, Notification(kind, key, incident, now, reason, official))


def _kind_of(incident: Incident, reason: NotifyReason) -> NotificationKind:
    if reason is NotifyReason.RESOLVED:
        return NotificationKind.RECOVERED
    if incident.scope is Scope.JUST_YOU:
        return NotificationKind.ONLY_YOU
    if incident.status is Status.DEGRADED:
        return NotificationKind.DEGRADED
    return NotificationKind.DOWN


def _silence(
    kind: NotificationKind,
    reason: NotifyReason,
    incident: Incident,
    told: bool,
    settings: NotificationSettings,
    hush: Hush,
    now: datetime,
) -> NotifyReason | None:
    if hush.paused_until is not None and now < hush.paused_until:
        return NotifyReason.SUPPRESSED_PAUSED
    until = hush.muted_until.get(incident.platform_id)
    if until is not None and now < until:
        return NotifyReason.SUPPRESSED_MUTED
    if reason is NotifyReason.RESOLVED and not told:
        return NotifyReason.SUPPRESSED_NOT_TOLD
    if reason is NotifyReason.BETTER:
        return NotifyReason.SUPPRESSED_MINOR
    if not settings.speaks_of(kind.value):
        return NotifyReason.SUPPRESSED_KIND_OFF
    return None
