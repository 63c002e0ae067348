"""Our conclusion about a platform, and what moved it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from downlight.domain.status import Phase, Scope, Status

Param = str | int | float | bool | None
"""What a reason may carry: values that JSON knows."""


class Rule(StrEnum):
    """The kinds of reasons. `present/words.py` has one sentence for each.

    The names in brackets are the parameters a reason of this kind carries.
    """

    STARTING = "starting"  # nothing observed yet
    PROBE_OK = "probe_ok"  # (latency, http_status)
    PROBE_FAILED = "probe_failed"  # (reason, count, http_status, detail)
    CONTENT_REJECTED = "content_rejected"  # (matched, count, http_status)
    CONTENT_MISSING = "content_missing"  # (detail, count, http_status)
    CONTENT_STRANGE = "content_strange"  # (traits, count): unlike the page learned as healthy
    SLOW = "slow"  # (latency, usual)
    BLOCKED = "blocked"  # (http_status)
    NOT_CONFIRMED = "not_confirmed"  # (count): fewer failures than it takes
    RECOVERING = "recovering"  # (count): good answers so far
    RECOVERED = "recovered"  # (count)
    NETWORK_FINE = "network_fine"  # (answered): control sites or other platforms that answer
    NETWORK_DOUBTFUL = "network_doubtful"  # (failed): unrelated platforms fail as well
    OFFLINE = "offline"  # (state): this machine has no way to the internet
    NO_WAY = "no_way"  # (): no route to a local target
    LOCAL_TARGET = "local_target"  # (): judged by the way to it, not by the internet
    OTHER_PATH_WORKS = "other_path_works"  # (path)
    OFFICIAL_TROUBLE = "official_trouble"  # (status, title, age): age is seconds since it was read
    OFFICIAL_FINE = "official_fine"  # (age): "status page still says all is well"
    OFFICIAL_UNKNOWN = "official_unknown"  # (reason): the feed could not be read
    OFFICIAL_LACKS = "official_lacks"  # (parts): watched parts that the feed does not name
    MAINTENANCE = "maintenance"  # (title, ends_at as ISO text)
    PEERS = "peers"  # (failing, asked)
    CROWD = "crowd"  # (count, usual)
    SIBLINGS = "siblings"  # (provider, count): others on the same provider are down
    FLAPPING = "flapping"  # (count)
    PAUSED = "paused"  # ()
    OWN_FAULT = "own_fault"  # (detail)
    CERTIFICATE = "certificate"  # (days)


@dataclass(frozen=True, slots=True)
class Because:
    """One reason: the rule that spoke, the evidence it saw, and how much it moved the verdict."""

    rule: Rule
    params: Mapping[str, Param] = field(default_factory=lambda: MappingProxyType({}))
    weight: float = 0.0
    """Natural log-odds towards trouble; negative speaks for health, 0 explains without moving."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What we say about a platform at one moment."""

    platform_id: str
    status: Status
    phase: Phase
    scope: Scope | None
    """Who is affected; None unless `status` is trouble."""
    confidence: float
    """Probability from 0 to 1 that `status` is right."""
    reasons: tuple[Because, ...]
    """What moved it, the most telling first."""
    judged_at: datetime
    since: datetime | None = None
    """When the present state began: for trouble, the first bad observation (UTC)."""
    flapping: bool = False
