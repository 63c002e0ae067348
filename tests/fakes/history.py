"""A log in memory: as many incidents as a test wants, made up but always the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import get_ident

from downlight.domain.gap import Gap
from downlight.domain.history import (
    Bar,
    DecisionRow,
    IncidentFilter,
    IncidentRow,
    IncidentSpan,
    Key,
    Page,
    SortKey,
)
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.status import GapReason, Reason, Scope, Source, Stage, Status
from downlight.domain.uptime import Span
from downlight.domain.verdict import Because, Rule

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
FOREVER = datetime.max.replace(tzinfo=UTC)
NAMES = ("X", "GitHub", "Netflix", "WhatsApp", "Our wiki")
_SUMMARIES = ("shows “Over capacity”", "does not answer in time", "answers with HTTP 503", "")
_STATUSES = (Status.MAJOR_OUTAGE, Status.DEGRADED, Status.PARTIAL_OUTAGE)
_SCOPES = (Scope.EVERYONE, Scope.EVERYONE, Scope.JUST_YOU, Scope.UNCLEAR)


class FakeHistory:
    """Implements HistorySource; the newest incident has the largest id and may be open."""

    def __init__(self, count: int = 12, *, names: Sequence[str] = NAMES, spread: float = 8) -> None:
        self.names = tuple(names)
        self.rows_asked: list[Sequence[int]] = []
        self.threads: set[int] = set()
        self.closed = 0
        self.notes: dict[int, str] = {}
        self.told: dict[int, Sequence[DecisionRow]] = {}
        self._spread = spread
        self.stored = {row.id: row for row in (self._row(n, count) for n in range(1, count + 1))}

    def add(self, row: IncidentRow) -> None:
        self.stored[row.id] = row

    def ids(
        self, wanted: IncidentFilter, sort: SortKey = SortKey.STARTED, *, descending: bool = True
    ) -> Sequence[int]:
        self.threads.add(get_ident())
        fitting = [row for row in self.stored.values() if _fits(row, wanted)]
        if sort is not SortKey.STARTED:
            fitting.sort(key=lambda row: row.started_at, reverse=True)
        fitting.sort(key=lambda row: _order(row, sort), reverse=descending)  # type: ignore[arg-type, return-value]  # one kind of key per sort
        return [row.id for row in fitting]

    def page(
        self,
        wanted: IncidentFilter,
        sort: SortKey = SortKey.STARTED,
        *,
        descending: bool = True,
        after: Key | None = None,
        limit: int,
    ) -> Page:
        found = self.ids(wanted, sort, descending=descending)
        start = int(str(after[0])) if after else 0
        end = start + limit
        return Page(found[start:end], (end,) if end < len(found) else None)

    def rows(self, ids: Sequence[int]) -> Sequence[IncidentRow]:
        self.rows_asked.append(ids)
        return [self.stored[one] for one in ids if one in self.stored]

    def incident(self, incident_id: int) -> Incident | None:
        row = self.stored.get(incident_id)
        return _incident(row, self.notes.get(incident_id, row.note)) if row else None

    def incidents(self, wanted: IncidentFilter) -> Iterator[Incident]:
        for one in self.ids(wanted):
            yield _incident(self.stored[one], self.stored[one].note)

    def spans(
        self, platform_ids: Sequence[str], since: datetime, until: datetime
    ) -> Sequence[IncidentSpan]:
        return [
            IncidentSpan(row.id, row.platform_id, row.started_at, row.resolved_at, row.peak_status)
            for row in self.stored.values()
            if row.platform_id in platform_ids
            and row.started_at < until
            and (row.resolved_at is None or row.resolved_at >= since)
        ]

    def bars(
        self, platform_ids: Sequence[str], since: datetime, until: datetime
    ) -> Mapping[str, Sequence[Bar]]:
        found: dict[str, list[Bar]] = {}
        for span in sorted(self.spans(platform_ids, since, until), key=lambda s: s.started_at):
            end = span.resolved_at.timestamp() if span.resolved_at else float("inf")
            bar = Bar(span.id, span.started_at.timestamp(), end, span.peak_status.severity)
            found.setdefault(span.platform_id, []).append(bar)
        return found

    def deleted(self, since: datetime, until: datetime) -> Mapping[str, int]:
        return {}

    def delays(self, platform_id: str) -> Sequence[float | None]:
        return [1500.0, None] if self._knows(platform_id) else []

    def gaps(self, since: datetime, until: datetime) -> Sequence[Gap]:
        nights = [
            Gap(GapReason.ASLEEP, night, night + timedelta(hours=7))
            for night in (NOW - timedelta(days=day, hours=15) for day in range(0, 100, 2))
        ]
        return [gap for gap in nights if gap.started_at < until and since < (gap.ended_at or until)]

    def watched(self, platform_id: str) -> Sequence[Span]:
        age = 200 if platform_id != "our wiki" else 20
        return [(NOW - timedelta(days=age), FOREVER)] if self._knows(platform_id) else []

    def platforms(self) -> Sequence[tuple[str, str]]:
        return sorted(((name.lower(), name) for name in self.names), key=lambda one: one[1])

    def decisions(self, incident_id: int) -> Sequence[DecisionRow]:
        return self.told.get(incident_id, ())

    def close(self) -> None:
        self.closed += 1

    def _knows(self, platform_id: str) -> bool:
        return any(name.lower() == platform_id for name in self.names)

    def _row(self, n: int, count: int) -> IncidentRow:
        name = self.names[(n * 7) % len(self.names)]
        started = NOW - timedelta(hours=(count - n) * self._spread, minutes=25)
        length = timedelta(minutes=4 + (n * 37) % 190)
        return IncidentRow(
            n,
            name.lower(),
            name,
            started,
            None if n == count else started + length,
            _STATUSES[n % 3],
            _SCOPES[n % 4],
            _SUMMARIES[n % 4],
            "",
        )


def _fits(row: IncidentRow, wanted: IncidentFilter) -> bool:
    told = f"{row.platform_name} {row.summary} {row.note}".lower()
    return (
        (not wanted.platform_ids or row.platform_id in wanted.platform_ids)
        and all(word in told for word in wanted.text.lower().split())
        and (not wanted.statuses or row.peak_status in wanted.statuses)
        and (not wanted.scopes or row.scope in wanted.scopes)
        and (wanted.until is None or row.started_at < wanted.until)
        and (wanted.since is None or (row.resolved_at or FOREVER) >= wanted.since)
        and not (wanted.only_open and row.resolved_at)
        and (not wanted.causes or row.cause in wanted.causes)
    )


def _order(row: IncidentRow, sort: SortKey) -> object:
    return {
        SortKey.STARTED: row.started_at,
        SortKey.DURATION: (row.resolved_at or NOW) - row.started_at,
        SortKey.PLATFORM: row.platform_name.lower(),
        SortKey.STATUS: row.peak_status.severity,
        SortKey.SCOPE: row.scope.value,
    }[sort]


def _incident(row: IncidentRow, note: str) -> Incident:
    def after(seconds: float) -> datetime:
        return row.started_at + timedelta(seconds=seconds)

    bad = TimelineEntry(
        row.started_at,
        EntryKind.OBSERVATION,
        row.summary,
        Source.PROBE,
        f"{row.platform_id}/http",
        row.peak_status,
        Reason.CONTENT,
        200,
        "Over capacity",
        0.31,
    )
    fine = TimelineEntry(
        after(12), EntryKind.OBSERVATION, "All Systems Operational", Source.OFFICIAL,
        f"{row.platform_id}/feed", Status.OPERATIONAL, Reason.OK, 200, None, 0.18,
    )  # fmt: skip
    late = replace(fine, at=after(1500), text="API errors", status=Status.DEGRADED)
    update = NoticeUpdate(
        Stage.INVESTIGATING, "We are looking into errors of the API. <b>More soon</b>.", after(1500)
    )
    notice = Notice(
        "n1", NoticeKind.INCIDENT, "API errors", Stage.INVESTIGATING, started_at=after(1500),
        url="https://status.example/incidents/n1", updates=(update,),
    )  # fmt: skip
    timeline: tuple[TimelineEntry, ...] = (
        bad,
        fine,
        replace(bad, at=after(15), http_status=503, text="answers with HTTP 503", matched=None),
        TimelineEntry(after(31), EntryKind.TRANSITION, "opened", status=row.peak_status),
        TimelineEntry(after(31), EntryKind.NOTIFICATION, "first"),
        late,
    )
    if row.resolved_at:
        end = row.resolved_at
        timeline += (
            TimelineEntry(end, EntryKind.TRANSITION, "resolved", status=Status.OPERATIONAL),
        )
    return Incident(
        id=row.id,
        platform_id=row.platform_id,
        platform_name=row.platform_name,
        started_at=row.started_at,
        confirmed_at=after(31),
        resolved_at=row.resolved_at,
        status=row.peak_status,
        peak_status=row.peak_status,
        scope=row.scope,
        reasons=(
            Because(Rule.CONTENT_REJECTED, {"matched": "Over capacity", "count": 3}, 4.1),
            Because(Rule.NETWORK_FINE, {"answered": 4}, 1.0),
            Because(Rule.OFFICIAL_FINE, {"age": 40}, -0.5),
        ),
        note=note,
        timeline=timeline,
        notices=(notice,),
    )
