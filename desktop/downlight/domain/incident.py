"""An incident of ours: from the first bad observation until the platform is back."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from downlight.domain.cause import Cause, cause_of
from downlight.domain.lifecycle import Change, Transition
from downlight.domain.notice import Notice
from downlight.domain.observation import Observation
from downlight.domain.status import Reason, Scope, Source, Status
from downlight.domain.verdict import Because


class EntryKind(StrEnum):
    """What an entry of the timeline records."""

    OBSERVATION = "observation"
    TRANSITION = "transition"
    GAP = "gap"
    NOTIFICATION = "notification"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of evidence in an incident."""

    at: datetime
    kind: EntryKind
    text: str
    """A plain line: what the platform, the feed or we said."""
    source: Source | None = None
    check_id: str | None = None
    status: Status | None = None
    reason: Reason | None = None
    http_status: int | None = None
    matched: str | None = None
    latency: float | None = None
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One spell of trouble. A platform has at most one open incident."""

    platform_id: str
    platform_name: str
    started_at: datetime
    """The first bad observation (UTC)."""
    confirmed_at: datetime
    """When we were sure enough to say so (UTC)."""
    status: Status
    peak_status: Status
    scope: Scope
    reasons: tuple[Because, ...]
    id: int | None = None
    """Given by the log; None until it is written."""
    resolved_at: datetime | None = None
    component_ids: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    note: str = ""
    timeline: tuple[TimelineEntry, ...] = ()
    said_cause: Cause | None = None
    """What the user says it came of; None: what the reasons say holds."""
    edited_at: datetime | None = None
    """When the user corrected it last, or brought it in from a file (UTC); None: as it was seen."""

    @property
    def cause(self) -> Cause:
        """What it came of, in a word."""
        return self.said_cause or cause_of(self.reasons)

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.resolved_at is None

    def duration(self, now: datetime) -> float:
        """Seconds from the first bad observation until its end, or until `now`; never negative."""
        return max(0.0, ((self.resolved_at or now) - self.started_at).total_seconds())


def apply(incident: Incident | None, transition: Transition, name: str) -> Incident | None:
    """Return the incident after `transition`; None where it concerns no incident."""
    verdict = transition.verdict
    if transition.change is Change.OPENED:
        return Incident(
            platform_id=verdict.platform_id,
            platform_name=name,
            started_at=min(verdict.since or transition.at, transition.at),
            confirmed_at=transition.at,
            status=verdict.status,
            peak_status=verdict.status,
            scope=verdict.scope or Scope.UNCLEAR,
            reasons=verdict.reasons,
        )
    if incident is None:
        return None
    if transition.change is Change.RESOLVED:
        ended = max(verdict.since or transition.at, incident.started_at)
        return replace(incident, resolved_at=min(ended, transition.at), status=verdict.status)
    if transition.change in (Change.WORSENED, Change.EASED, Change.SCOPE_CHANGED):
        return replace(
            incident,
            status=verdict.status,
            peak_status=max(incident.peak_status, verdict.status, key=lambda s: s.severity),
            scope=verdict.scope or incident.scope,
            reasons=verdict.reasons,
        )
    return incident


def entry_of(observation: Observation) -> TimelineEntry:
    """Return the line that records `observation`."""
    return TimelineEntry(
        at=observation.observed_at,
        kind=EntryKind.OBSERVATION,
        text=observation.detail,
        source=observation.source,
        check_id=observation.check_id,
        status=observation.status,
        reason=observation.reason,
        http_status=observation.http_status,
        matched=observation.matched,
        latency=observation.latency,
    )


def notices_after(incident: Incident, observation: Observation) -> tuple[Notice, ...]:
    """Return what the provider has announced, as far as is known after `observation`.

    What has gone from its page since stays: it was said.
    """
    if observation.source is not Source.OFFICIAL:
        return incident.notices
    now = {notice.external_id for notice in observation.notices}
    gone = [notice for notice in incident.notices if notice.external_id not in now]
    return (*observation.notices, *gone)


def is_news(observation: Observation, last: Observation | None) -> bool:
    """Whether `observation` says something else than the `last` one of the same check."""
    if last is None:
        return True
    return _saying(observation) != _saying(last)


def _saying(observation: Observation) -> tuple[object, ...]:
    notices = tuple((n.external_id, n.stage, n.updated_at) for n in observation.notices)
    return (
        observation.status,
        observation.reason,
        observation.http_status,
        observation.matched,
        notices,
    )
