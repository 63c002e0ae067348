"""Incidents, evidence and decisions as the log gets them: by hand, and at random."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from hypothesis import strategies as st

from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.model import Platform
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.notify import Notification, NotificationKind, NotifyDecision, NotifyReason
from downlight.domain.status import Reason, Scope, Source, Stage, Status
from downlight.domain.verdict import Because, Rule

T0 = datetime(2026, 11, 2, 8, tzinfo=UTC)


def minutes(count: float) -> datetime:
    """The time `count` minutes after T0."""
    return T0 + timedelta(minutes=count)


def trouble(
    platform_id: str = "x",
    start: datetime = T0,
    *,
    name: str | None = None,
    status: Status = Status.MAJOR_OUTAGE,
    scope: Scope = Scope.EVERYONE,
    end: datetime | None = None,
    note: str = "",
) -> Incident:
    return Incident(
        platform_id=platform_id,
        platform_name=name or platform_id.upper(),
        started_at=start,
        confirmed_at=start + timedelta(seconds=30),
        status=status,
        peak_status=status,
        scope=scope,
        reasons=(Because(Rule.PROBE_FAILED, MappingProxyType({"count": 3}), 4.5),),
        resolved_at=end,
        note=note,
    )


def seen(
    text: str = "the server answered 503",
    at: datetime = T0,
    status: Status = Status.MAJOR_OUTAGE,
) -> TimelineEntry:
    return TimelineEntry(
        at=at,
        kind=EntryKind.OBSERVATION,
        text=text,
        source=Source.PROBE,
        check_id="x/http",
        status=status,
        reason=Reason.HTTP_STATUS,
        http_status=503,
        latency=0.25,
    )


def to_tell(incident: Incident, at: datetime = T0) -> NotifyDecision:
    said = Notification(NotificationKind.DOWN, "", incident, at, NotifyReason.FIRST)
    return NotifyDecision(NotifyReason.FIRST, said)


def ended(incident: Incident, at: datetime) -> Incident:
    return replace(incident, resolved_at=at, status=Status.OPERATIONAL)


def platform(platform_id: str, name: str | None = None) -> Platform:
    return Platform(platform_id, name or platform_id.upper(), f"https://{platform_id}.example/")


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
"""What can be stored as it is."""
TIMES = st.datetimes(timezones=st.just(UTC))
_PARAMS = st.dictionaries(
    TEXTS,
    st.none()
    | st.booleans()
    | st.integers()
    | TEXTS
    | st.floats(allow_nan=False, allow_infinity=False),
    max_size=4,
)
REASONS = st.builds(
    Because,
    st.sampled_from(Rule),
    _PARAMS.map(MappingProxyType),
    st.floats(allow_nan=False, allow_infinity=False),
)
NOTICES = st.builds(
    Notice,
    external_id=TEXTS,
    kind=st.sampled_from(NoticeKind),
    title=TEXTS,
    stage=st.sampled_from(Stage),
    impact=st.sampled_from(Status),
    component_ids=st.lists(TEXTS, max_size=3).map(tuple),
    started_at=st.none() | TIMES,
    updated_at=st.none() | TIMES,
    resolved_at=st.none() | TIMES,
    starts_at=st.none() | TIMES,
    ends_at=st.none() | TIMES,
    url=st.none() | TEXTS,
    updates=st.lists(
        st.builds(NoticeUpdate, st.sampled_from(Stage), TEXTS, st.none() | TIMES), max_size=3
    ).map(tuple),
)
ENTRIES = st.builds(
    TimelineEntry,
    at=TIMES,
    kind=st.sampled_from(EntryKind),
    text=TEXTS,
    source=st.none() | st.sampled_from(Source),
    check_id=st.none() | TEXTS,
    status=st.none() | st.sampled_from(Status),
    reason=st.none() | st.sampled_from(Reason),
    http_status=st.none() | st.integers(-(2**63), 2**63 - 1),
    matched=st.none() | TEXTS,
    latency=st.none() | st.floats(allow_nan=False),
)
INCIDENTS = st.builds(
    Incident,
    platform_id=TEXTS,
    platform_name=TEXTS,
    started_at=TIMES,
    confirmed_at=TIMES,
    status=st.sampled_from(Status),
    peak_status=st.sampled_from(Status),
    scope=st.sampled_from(Scope),
    reasons=st.lists(REASONS, max_size=3).map(tuple),
    component_ids=st.lists(TEXTS, max_size=3).map(tuple),
    notices=st.lists(NOTICES, max_size=2).map(tuple),
    note=TEXTS,
)
"""Open incidents without id and timeline."""
