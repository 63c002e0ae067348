"""The decision to speak: pure, and it always says why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

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

_CHANGE_REASON = {
    Change.OPENED: NotifyReason.FIRST,
    Change.WORSENED: NotifyReason.WORSE,
    Change.EASED: NotifyReason.BETTER,
    Change.SCOPE_CHANGED: NotifyReason.SCOPE,
    Change.RESOLVED: NotifyReason.RESOLVED,
}
_PASSING = frozenset({NotificationKind.REMINDER, NotificationKind.OFFLINE, NotificationKind.ONLINE})
"""What nobody wants to read in the morning: the digest tells what is still down anyway."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants to hear of a platform, and when."""

    settings: NotificationSettings
    own: Mapping[str, bool] = field(default_factory=dict)
    """The favourite's own switches."""
    hush: Hush = field(default_factory=Hush)

    def speaks_of(self, kind: NotificationKind) -> bool:
        """Whether news of this kind is told."""
        return self.settings.speaks_of(kind.switch, self.own)


def of_change(
    change: Change, incident: Incident, now: datetime, *, provider: str = ""
) -> Notification:
    """Return what there is to tell of a change of an incident."""
    reason = _CHANGE_REASON[change]
    kind = _kind_of(incident, reason)
    key = f"incident:{incident.id}" if incident.id is not None else ""
    return Notification(kind, key, incident, now, reason, provider=provider)


def decide(
    said: Notification, wishes: Wishes, now: datetime, *, told: bool = True, topic: str = ""
) -> NotifyDecision:
    """Decide whether `said` is told to the user: now, after the quiet hours, or not at all.

    `told` is whether an earlier change of the same incident was told; `topic` names what is to be
    told once only.
    """
    silence = _silence(said, wishes, now, told=told)
    if silence is not None:
        return _decision(silence, said, topic)
    until = wishes.hush.quiet_until
    if until is not None:
        if said.kind in _PASSING:
            return _decision(NotifyReason.SUPPRESSED_QUIET_HOURS, said, topic)
        held = replace(said, reason=NotifyReason.HELD_QUIET_HOURS, held_until=until)
        return _decision(held.reason, said, topic, held)
    return _decision(said.reason, said, topic, replace(said, loud=wishes.settings.sound))


def _decision(
    reason: NotifyReason, about: Notification, topic: str, said: Notification | None = None
) -> NotifyDecision:
    incident_id = about.incident.id if about.incident else None
    return NotifyDecision(reason, said, about.kind, topic, about.about, about.name, incident_id)


def _kind_of(incident: Incident, reason: NotifyReason) -> NotificationKind:
    if reason is NotifyReason.RESOLVED:
        return NotificationKind.RECOVERED
    if incident.scope is Scope.JUST_YOU:
        return NotificationKind.ONLY_YOU
    if incident.status is Status.DEGRADED:
        return NotificationKind.DEGRADED
    return NotificationKind.DOWN


def _is_muted(said: Notification, hush: Hush, now: datetime, *, told: bool) -> bool:
    """Who muted an outage until it is back wants to hear that it is back."""
    if not said.about:
        return False
    if said.about in hush.silenced:
        return True
    until = hush.muted_until.get(said.about)
    if until == UNTIL_BACK and said.reason is NotifyReason.RESOLVED and told:
        return False
    return until is not None and now < until


def _silence(
    said: Notification, wishes: Wishes, now: datetime, *, told: bool
) -> NotifyReason | None:
    hush = wishes.hush
    if hush.paused_until is not None and now < hush.paused_until:
        return NotifyReason.SUPPRESSED_PAUSED
    if _is_muted(said, hush, now, told=told):
        return NotifyReason.SUPPRESSED_MUTED
    if said.reason is NotifyReason.RESOLVED and not told:
        return NotifyReason.SUPPRESSED_NOT_TOLD
    if said.reason is NotifyReason.BETTER:
        return NotifyReason.SUPPRESSED_MINOR
    if not wishes.speaks_of(said.kind):
        return NotifyReason.SUPPRESSED_KIND_OFF
    return None
