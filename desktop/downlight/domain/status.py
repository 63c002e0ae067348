"""The closed sets of words: status, scope, phase, source, reason, stage."""

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """How a platform or one of its components is; the words of Atlassian's Statuspage."""

    OPERATIONAL = "operational"
    DEGRADED = "degraded"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"
    MAINTENANCE = "maintenance"
    UNKNOWN = "unknown"

    @property
    def severity(self) -> int:
        """Rank from 0 (operational) to 4 (major outage); unknown ranks below all, as -1."""
        return _SEVERITY[self]

    @property
    def is_trouble(self) -> bool:
        """Whether people would say that something is wrong now (maintenance is not)."""
        return self.severity >= _SEVERITY[Status.DEGRADED]


_SEVERITY = {
    Status.UNKNOWN: -1,
    Status.OPERATIONAL: 0,
    Status.MAINTENANCE: 1,
    Status.DEGRADED: 2,
    Status.PARTIAL_OUTAGE: 3,
    Status.MAJOR_OUTAGE: 4,
}


def worst(statuses: Iterable[Status]) -> Status:
    """Return the most severe status; UNKNOWN where there is none at all."""
    return max(statuses, key=lambda status: status.severity, default=Status.UNKNOWN)


class Scope(StrEnum):
    """Who is affected."""

    EVERYONE = "everyone"
    JUST_YOU = "just_you"
    UNCLEAR = "unclear"


class Phase(StrEnum):
    """How sure a verdict is (Nagios: soft and hard states)."""

    STARTING = "starting"  # nothing observed yet
    CALM = "calm"
    SUSPECTED = "suspected"  # something looks wrong; being looked at again
    CONFIRMED = "confirmed"  # wrong, and said so
    RECOVERING = "recovering"  # good again, not yet believed


class Source(StrEnum):
    """Where an observation comes from."""

    PROBE = "probe"  # this machine asked the platform itself
    OFFICIAL = "official"  # the provider's own status feed
    PEER = "peer"  # a colleague's machine
    CROWD = "crowd"  # a service that counts complaints
    CANARY = "canary"  # a control site that tells whether this machine is online


class Reason(StrEnum):
    """Why an observation says what it says."""

    OK = "ok"
    TIMEOUT = "timeout"
    DNS = "dns"
    REFUSED = "refused"
    RESET = "reset"
    UNREACHABLE = "unreachable"  # no route to the host
    TLS = "tls"
    PROXY = "proxy"
    HTTP_STATUS = "http_status"
    CONTENT = "content"  # answered, but not with what belongs there
    BLOCKED = "blocked"  # answers, but will not let a program in (401, 403, 429, challenge)
    SLOW = "slow"
    MALFORMED = "malformed"  # not HTTP, too large, or not the format it claims
    STALE = "stale"  # a feed that has not changed hands for too long
    OFFLINE = "offline"
    CAPTIVE_PORTAL = "captive_portal"
    ASLEEP = "asleep"
    OWN_FAULT = "own_fault"  # this machine ran out of descriptors, memory or disk


NETWORK_REASONS = frozenset(
    {
        Reason.TIMEOUT,
        Reason.DNS,
        Reason.REFUSED,
        Reason.RESET,
        Reason.UNREACHABLE,
        Reason.TLS,
        Reason.PROXY,
    }
)
"""Failures that this machine's own network could have caused as well."""

NOT_MEASURED = frozenset(
    {Reason.OFFLINE, Reason.CAPTIVE_PORTAL, Reason.ASLEEP, Reason.OWN_FAULT, Reason.STALE}
)
"""Reasons that say nothing about the platform."""


class Stage(StrEnum):
    """How far a provider's announced incident or maintenance has come."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    POSTMORTEM = "postmortem"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"

    @property
    def is_closed(self) -> bool:
        """Whether the provider calls it over."""
        return self in _CLOSED


_CLOSED = frozenset({Stage.RESOLVED, Stage.POSTMORTEM, Stage.COMPLETED, Stage.CANCELLED})


class NetworkState(StrEnum):
    """This machine's own way to the internet."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFFLINE = "offline"
    CAPTIVE_PORTAL = "captive_portal"
    DNS_BROKEN = "dns_broken"


class GapReason(StrEnum):
    """Why nothing was measured for a while."""

    NOT_RUNNING = "not_running"
    ASLEEP = "asleep"
    OFFLINE = "offline"
    PAUSED = "paused"
