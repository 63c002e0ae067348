"""One platform's time as a strip: what is known of each moment, in cells as wide as a pixel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from math import ceil

from downlight.domain.gap import Gap
from downlight.domain.history import IncidentSpan
from downlight.domain.status import Status
from downlight.domain.uptime import Span, Uptime, clip, complement, merge, subtract, uptime


class Range(StrEnum):
    """The lengths of time that the history shows."""

    DAY = "24h"
    WEEK = "7d"
    MONTH = "30d"
    QUARTER = "90d"

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return _LENGTHS[self]

    def until(self, now: datetime) -> Span:
        """Return the window of this length that ends at `now`."""
        return now - self.length, now


_LENGTHS = {
    Range.DAY: timedelta(hours=24),
    Range.WEEK: timedelta(days=7),
    Range.MONTH: timedelta(days=30),
    Range.QUARTER: timedelta(days=90),
}


class Mark(IntEnum):
    """What a strip shows of a moment; where several fall into one cell the largest wins."""

    NOT_WATCHED = 0
    UNMEASURED = 1
    UP = 2
    DEGRADED = 3
    PARTIAL_OUTAGE = 4
    MAJOR_OUTAGE = 5


_MARKS = {
    Status.PARTIAL_OUTAGE: Mark.PARTIAL_OUTAGE,
    Status.MAJOR_OUTAGE: Mark.MAJOR_OUTAGE,
}


def mark_of(status: Status) -> Mark:
    """Return how an incident of this peak status is drawn."""
    return _MARKS.get(status, Mark.DEGRADED)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring cells that show the same."""

    first: int
    count: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Lane:
    """What is known of one platform within a window, and its uptime over each range."""

    platform_id: str
    name: str
    window: Span
    incidents: tuple[IncidentSpan, ...] = ()
    """Oldest first."""
    unmeasured: tuple[Span, ...] = ()
    """Watched, but nothing was measured; ordered, without overlaps."""
    watched: tuple[Span, ...] = ()
    """Ordered, without overlaps."""
    uptimes: tuple[tuple[Range, Uptime], ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is known of the window."""
        return not self.incidents and not self.watched

    def uptime(self, over: Range) -> Uptime | None:
        """Return the uptime over one of the ranges; None where it was not worked out."""
        return dict(self.uptimes).get(over)

    def incident_at(self, moment: datetime, reach: timedelta) -> IncidentSpan | None:
        """Return the worst incident within `reach` of `moment`; of equals, the newest."""
        end_of_time = self.window[1]
        near = [
            span
            for span in self.incidents
            if span.started_at - reach <= moment <= (span.resolved_at or end_of_time) + reach
        ]
        return max(near, key=lambda s: (s.peak_status.severity, s.started_at), default=None)


def lane(
    platform: tuple[str, str],
    window: Span,
    spans: Iterable[IncidentSpan],
    gaps: Iterable[Gap],
    watched: Iterable[Span],
) -> Lane:
    """Return the lane of `platform` (id and name) in `window`.

    `spans` and `gaps` may hold more than this platform's and reach over a longer time: the
    uptimes over all ranges up to the window's end are worked out of them.
    """
    platform_id, name = platform
    end = window[1]
    own = [span for span in spans if span.platform_id == platform_id]
    blind = [_gap_span(gap, end) for gap in gaps if gap.platform_id in (None, platform_id)]
    seen = list(watched)
    bad = [_extent(span, end) for span in own]
    inside = merge(clip(window, seen))
    return Lane(
        platform_id,
        name,
        window,
        tuple(span for span in own if _touches(span, window)),
        tuple(subtract(inside, complement(window, merge(clip(window, blind))))),
        tuple(inside),
        tuple((over, uptime(over.until(end), seen, blind, bad)) for over in Range),
    )


def runs(of: Lane, cells: int) -> tuple[Run, ...]:
    """Return the lane cut into `cells` equal pieces, neighbours of one mark joined.

    An incident shows however short it was; watched and unmeasured time shows where it fills
    at least about half of a cell.
    """
    if cells <= 0:
        return ()
    marks = [Mark.NOT_WATCHED] * cells
    for spans, mark in ((of.watched, Mark.UP), (of.unmeasured, Mark.UNMEASURED)):
        for span in spans:
            low, high = _cells(of.window, span, cells)
            marks[round(low) : round(high)] = [mark] * (round(high) - round(low))
    for incident in of.incidents:
        mark = mark_of(incident.peak_status)
        low, high = _cells(of.window, _extent(incident, of.window[1]), cells)
        first = min(int(low), cells - 1)
        for cell in range(first, max(first + 1, ceil(high))):
            marks[cell] = max(marks[cell], mark)
    return _joined(marks)


def _cells(window: Span, span: Span, cells: int) -> tuple[float, float]:
    """Return where `span` begins and ends in `window`, in cells, kept within it."""
    width = (window[1] - window[0]) / cells
    low, high = (min(max((edge - window[0]) / width, 0.0), cells) for edge in span)
    return low, high


def _joined(marks: list[Mark]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for cell, mark in enumerate(marks):
        if joined and joined[-1].mark is mark:
            joined[-1] = Run(joined[-1].first, joined[-1].count + 1, mark)
        else:
            joined.append(Run(cell, 1, mark))
    return tuple(joined)


def _touches(span: IncidentSpan, window: Span) -> bool:
    return span.started_at < window[1] and (span.resolved_at or window[1]) >= window[0]


def _extent(span: IncidentSpan, now: datetime) -> Span:
    return span.started_at, span.resolved_at or now


def _gap_span(gap: Gap, now: datetime) -> Span:
    return gap.started_at, gap.ended_at or now
