"""Questions to the incident log, and the shape of its answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol, runtime_checkable

from downlight.domain.cause import Cause
from downlight.domain.gap import Gap
from downlight.domain.incident import Incident
from downlight.domain.notify import NotificationKind, NotifyReason, Outcome
from downlight.domain.status import Scope, Status
from downlight.domain.uptime import Span
from downlight.domain.verdict import Because


class SortKey(StrEnum):
    """The columns an incident list can be ordered by."""

    STARTED = "started"
    DURATION = "duration"
    PLATFORM = "platform"
    STATUS = "status"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents; an empty field does not narrow."""

    platform_ids: tuple[str, ...] = ()
    text: str = ""
    """Words that must all occur in the platform's name, the evidence or the note."""
    since: datetime | None = None
    """Incidents that had not ended before this time (UTC)."""
    until: datetime | None = None
    """Incidents that began before this time (UTC)."""
    statuses: tuple[Status, ...] = ()
    """By peak status."""
    scopes: tuple[Scope, ...] = ()
    only_open: bool = False
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident as a list shows it."""

    id: int
    platform_id: str
    platform_name: str
    started_at: datetime
    resolved_at: datetime | None
    peak_status: Status
    scope: Scope
    summary: str
    """The text of the evidence that opened it."""
    note: str
    because: Because | None = None
    """What moved the verdict most."""
    cause: Cause = Cause.UNKNOWN


@dataclass(frozen=True, slots=True)
class IncidentSpan:
    """An incident as a strip of a timeline shows it."""

    id: int
    platform_id: str
    started_at: datetime
    resolved_at: datetime | None
    peak_status: Status


class Bar(NamedTuple):
    """An incident in the numbers that a drawing or a sum is made of."""

    id: int
    begin: float
    """Seconds since 1970-01-01 UTC."""
    end: float
    """Likewise; infinite while it lasts."""
    severity: int
    """`Status.severity` of its peak."""


Key = tuple[object, ...]
"""Where a page of a list ended: the values it is ordered by."""


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of an ordered list of incidents."""

    ids: Sequence[int]
    next: Key | None
    """What the following page begins behind; None: there is none."""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision to speak or to be silent, as a list shows it: "why was I not told?"."""

    id: int
    decided_at: datetime
    reason: NotifyReason
    incident_id: int | None
    """None: it is about no incident of ours."""
    platform_id: str
    platform_name: str
    """Both empty: it is about no single platform."""
    kind: NotificationKind | None
    """None: nothing was to be told, `reason` says why."""
    shown_at: datetime | None
    """When the desktop or the inbox took it; None: not, or not yet."""
    about: NotificationKind | None = None
    """What it is about, also where nothing was to be told; None: not written down."""
    outcome: Outcome | None = None
    """What became of what was to be told; None: nothing yet."""
    held_until: datetime | None = None
    """When the quiet hours end that it waits for, or waited for."""


class HistoryUnavailable(Exception):  # noqa: N818 - a state of the world, not an error of ours
    """The log cannot be read now; the text says why, for people."""


class HistorySource(Protocol):
    """Reads the log through a connection of its own; may be used from one thread at a time.

    Every method raises HistoryUnavailable where the log cannot be read.
    """

    def ids(
        self, wanted: IncidentFilter, sort: SortKey = SortKey.STARTED, *, descending: bool = True
    ) -> Sequence[int]:
        """Return the ids of all incidents that fit, in order; 100,000 in well under 100 ms."""
        ...

    def page(
        self,
        wanted: IncidentFilter,
        sort: SortKey = SortKey.STARTED,
        *,
        descending: bool = True,
        after: Key | None = None,
        limit: int,
    ) -> Page:
        """Return a piece of what `ids` returns: about `limit` ids from behind `after` on.

        A piece costs the same wherever in the list it stands.
        """
        ...

    def rows(self, ids: Sequence[int]) -> Sequence[IncidentRow]:
        """Return these incidents as rows, in the order of `ids`; unknown ids are left out."""
        ...

    def incident(self, incident_id: int) -> Incident | None:
        """Return one incident with its timeline and notices."""
        ...

    def incidents(self, wanted: IncidentFilter) -> Iterator[Incident]:
        """Yield whole incidents, the newest first, without holding them all."""
        ...

    def spans(
        self, platform_ids: Sequence[str], since: datetime, until: datetime
    ) -> Sequence[IncidentSpan]:
        """Return the incidents of these platforms that touch [since, until), oldest first."""
        ...

    def bars(
        self, platform_ids: Sequence[str], since: datetime, until: datetime
    ) -> Mapping[str, Sequence[Bar]]:
        """Return the incidents that touch [since, until) by platform, oldest first."""
        ...

    def deleted(self, since: datetime, until: datetime) -> Mapping[str, int]:
        """Return how many incidents that began in [since, until) the user deleted, by platform."""
        ...

    def delays(self, platform_id: str) -> Sequence[float | None]:
        """Return how many seconds the status page was behind, of up to 200 incidents for everyone.

        None is an incident that it never told of; those during which it was not read are missing.
        """
        ...

    def gaps(self, since: datetime, until: datetime) -> Sequence[Gap]:
        """Return the spans without measurement that touch [since, until)."""
        ...

    def watched(self, platform_id: str) -> Sequence[Span]:
        """Return the spans in which the platform was a favourite; the last may end at max."""
        ...

    def platforms(self) -> Sequence[tuple[str, str]]:
        """Return id and newest name of each platform in the log, by name."""
        ...

    def decisions(self, incident_id: int) -> Sequence[DecisionRow]:
        """Return what was decided to be told of an incident, or not, the oldest first."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


@runtime_checkable
class DecisionSource(Protocol):
    """A source that also knows what was told, and what was not and why."""

    def notifications(self, limit: int) -> Sequence[DecisionRow]:
        """Return the last `limit` decisions to speak or to be silent, the newest first."""
        ...
