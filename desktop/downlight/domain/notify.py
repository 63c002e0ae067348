"""What there is to tell, the decision to tell it or not, and why: values only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from downlight.domain.incident import Incident
from downlight.domain.notice import Notice
from downlight.domain.status import NetworkState, Status

UNTIL_BACK = datetime.max.replace(tzinfo=UTC)
"""The end of a mute that lasts until the platform is back."""


class NotificationKind(StrEnum):
    """What a notification tells."""

    DOWN = "down"
    DEGRADED = "degraded"
    ONLY_YOU = "only_you"
    RECOVERED = "recovered"
    REMINDER = "reminder"  # still down
    OFFICIAL = "official"  # the provider wrote something new about its incident
    MAINTENANCE_AHEAD = "maintenance_ahead"
    MAINTENANCE_BEGUN = "maintenance_begun"
    CERTIFICATE = "certificate"  # about to expire
    OFFLINE = "offline"  # this machine
    ONLINE = "online"  # this machine, again
    TOGETHER = "together"  # several at once in one bubble
    DIGEST = "digest"  # what happened in the quiet hours

    @property
    def switch(self) -> str:
        """The setting that switches this kind."""
        return "connection" if self in _CONNECTION else self.value

    @property
    def is_trouble(self) -> bool:
        """Whether it tells that a platform is in trouble now."""
        return self in _TROUBLE


_CONNECTION = frozenset({NotificationKind.OFFLINE, NotificationKind.ONLINE})
_TROUBLE = frozenset({NotificationKind.DOWN, NotificationKind.DEGRADED, NotificationKind.ONLY_YOU})


class NotifyReason(StrEnum):
    """Why it is to be said, or is not."""

    FIRST = "first"
    WORSE = "worse"
    BETTER = "better"
    SCOPE = "scope"
    RESOLVED = "resolved"
    REMINDER = "reminder"
    ANNOUNCED = "announced"  # by the provider
    EXPIRING = "expiring"
    CONNECTION = "connection"  # of this machine
    GATHERED = "gathered"  # a bubble made of several decisions
    HELD_QUIET_HOURS = "held_quiet_hours"  # told when they are over
    SUPPRESSED_KIND_OFF = "suppressed_kind_off"
    SUPPRESSED_MUTED = "suppressed_muted"
    SUPPRESSED_PAUSED = "suppressed_paused"
    SUPPRESSED_NOT_TOLD = "suppressed_not_told"  # an end whose beginning was not told either
    SUPPRESSED_MINOR = "suppressed_minor"  # a change within an incident not worth a new bubble
    SUPPRESSED_QUIET_HOURS = "suppressed_quiet_hours"  # not worth a line in the digest either


class Outcome(StrEnum):
    """What became of a decision to speak."""

    ALONE = "alone"  # in a bubble of its own
    GROUPED = "grouped"  # in the bubble of all that share a provider
    SUMMARY = "summary"  # three bubbles a minute were out: in one with others
    DIGEST = "digest"  # in the digest after the quiet hours
    SUPERSEDED = "superseded"  # newer news of the same were told in its place
    STALE = "stale"  # too old to be of use when it could have been told


@dataclass(frozen=True, slots=True)
class Part:
    """One platform's line in a bubble that tells of several."""

    kind: NotificationKind
    platform_id: str
    platform_name: str
    since: datetime
    """When it began (UTC)."""
    until: datetime | None = None
    """When it ended (UTC)."""
    incident_id: int | None = None
    provider: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it tells of trouble that lasts."""
        return self.until is None and self.kind.is_trouble


@dataclass(frozen=True, slots=True)
class Notification:
    """Something to tell, as data; `present/toast.py` gives it words."""

    kind: NotificationKind
    group_key: str
    """Notifications with the same key replace one another on screen."""
    incident: Incident | None
    """None: it is about no incident of ours."""
    created_at: datetime
    reason: NotifyReason
    official: Status | None = None
    """What the provider's own page says at that moment; None: it has none, or cannot be read."""
    id: int | None = None
    """Given by the log; None until it is written."""
    platform_id: str = ""
    """Empty: that of the incident, or it is about no single platform."""
    platform_name: str = ""
    provider: str = ""
    """Whose network the platform stands on ("cloudflare"); empty: not known."""
    official_at: datetime | None = None
    """When the provider's own page first told of the incident; None: not yet, or not known."""
    notice: Notice | None = None
    expires_at: datetime | None = None
    """Of a certificate."""
    network: NetworkState | None = None
    since: datetime | None = None
    """When it began, where neither incident nor notice says (UTC)."""
    parts: tuple[Part, ...] = ()
    """Of a bubble that tells of several."""
    held_until: datetime | None = None
    """When the quiet hours end that it waits for; None: it may be told at once."""
    loud: bool = False
    """Whether the desktop may play its sound."""

    @property
    def about(self) -> str:
        """The id of the platform it is about; empty where it is about none or several."""
        return self.platform_id or (self.incident.platform_id if self.incident else "")

    @property
    def name(self) -> str:
        """The name of that platform."""
        return self.platform_name or (self.incident.platform_name if self.incident else "")


@dataclass(frozen=True, slots=True)
class Click:
    """What the user did with a notification."""

    notification: Notification
    action: str
    """"details", "page", "mute", "mute_until_back" or "dismissed"."""
    token: str = ""
    """Lets a window that opens for it come to the front (Wayland); empty where none is given."""


@dataclass(frozen=True, slots=True)
class NotifyDecision:
    """To speak or not, and why."""

    reason: NotifyReason
    notification: Notification | None = None
    kind: NotificationKind | None = None
    """What it is about, also where nothing is told."""
    topic: str = ""
    """Names what is told once only ("certificate:x:2026-12-01"); empty: no such thing."""
    platform_id: str = ""
    platform_name: str = ""
    incident_id: int | None = None
    """Of a decision that is not recorded with its incident."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the log wrote, with the ids that it gave."""

    incident: Incident
    notification: Notification | None


@dataclass(frozen=True, slots=True)
class Hush:
    """Who asked for silence: the user, by hand or by the clock."""

    muted_until: Mapping[str, datetime] = field(default_factory=dict)
    """By platform; UNTIL_BACK ends with the outage, whose end is told then."""
    paused_until: datetime | None = None
    silenced: Collection[str] = ()
    """Platforms of which nothing is told ever."""
    quiet_until: datetime | None = None
    """When the quiet hours of now end (UTC); None: they are not."""
