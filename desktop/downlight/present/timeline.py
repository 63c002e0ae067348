"""One platform's time as a strip: what is known of each moment, in cells as wide as a pixel."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from itertools import accumulate, groupby
from math import ceil, inf

from downlight.domain.gap import Gap
from downlight.domain.history import Bar
from downlight.domain.status import GapReason
from downlight.domain.uptime import Seconds, Span, Uptime, clip, intersect, merge, uptime_in


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


_MARKS = (Mark.DEGRADED, Mark.DEGRADED, Mark.DEGRADED, Mark.PARTIAL_OUTAGE, Mark.MAJOR_OUTAGE)
"""By severity."""


def mark_of(severity: int) -> Mark:
    """Return how an incident of this severity at its peak is drawn."""
    return _MARKS[max(0, severity)]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring cells that show the same."""

    first: int
    count: int
    mark: Mark


Blind = tuple[float, float, GapReason]
"""A span in seconds since 1970 in which nothing was measured, and why; the end may be infinite."""

_MANY = 2_000
"""Incidents from which on a lane keeps coarser lists of them as well."""
_COARSE = (300.0, 3600.0)
"""Seconds within which the incidents of such a list are one."""


@dataclass(frozen=True, slots=True)
class Level:
    """The incidents of a lane for drawings of one coarseness."""

    width: float
    """Seconds within which incidents are joined; 0: none are."""
    bars: tuple[Bar, ...] = ()
    """Oldest first."""
    reach: tuple[float, ...] = ()
    """When the last of the bars up to each had ended: rises, also where bars overlap."""

    @classmethod
    def of(cls, bars: Iterable[Bar], width: float = 0.0) -> "Level":
        """Return the level of bars that are ordered by their beginning."""
        kept = joined(bars, width) if width else tuple(bars)
        return cls(width, kept, tuple(accumulate((bar.end for bar in kept), max)))


@dataclass(frozen=True, slots=True)
class Lane:
    """What is known of one platform within a window, and its uptime over each range."""

    platform_id: str
    name: str
    window: Span
    """The time of which all is known."""
    levels: tuple[Level, ...] = (Level(0.0),)
    """The incidents, from fine to coarse."""
    unmeasured: tuple[Seconds, ...] = ()
    """Watched, but nothing was measured; ordered, without overlaps."""
    watched: tuple[Seconds, ...] = ()
    """Ordered, without overlaps."""
    uptimes: tuple[tuple[Range, Uptime], ...] = ()
    gaps: tuple[Blind, ...] = ()
    """Why nothing was measured, oldest first; those outside of watched time too."""

    @property
    def incidents(self) -> tuple[Bar, ...]:
        """All of them, oldest first."""
        return self.levels[0].bars

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is known of the window."""
        return not self.incidents and not self.watched

    def uptime(self, over: Range) -> Uptime | None:
        """Return the uptime over one of the ranges; None where it was not worked out."""
        return dict(self.uptimes).get(over)

    def incident_at(self, moment: datetime, reach: timedelta) -> Bar | None:
        """Return the worst incident within `reach` of `moment`; of equals, the newest."""
        at, near = moment.timestamp(), reach.total_seconds()
        found = self.between(at - near, at + near)
        return max(found, key=lambda bar: (bar.severity, bar.begin), default=None)

    def between(self, low: float, high: float, cell: float = 0.0) -> Sequence[Bar]:
        """Return the incidents that touch [low, high], oldest first.

        Where a cell of a drawing lasts `cell` seconds, those that fall into one may be joined.
        """
        level = next(level for level in reversed(self.levels) if level.width <= cell)
        last = bisect_right(level.bars, high, key=_begin)
        first = bisect_left(level.reach, low, hi=last)
        return [bar for bar in level.bars[first:last] if bar.end >= low]

    def gap_at(self, moment: datetime) -> Blind | None:
        """Return why nothing was measured at a moment; None where it was, or nobody watched."""
        at = moment.timestamp()
        if not any(begin <= at < end for begin, end in self.unmeasured):
            return None
        return next((gap for gap in self.gaps if gap[0] <= at < gap[1]), None)


def lane(
    platform: tuple[str, str],
    window: Span,
    bars: Sequence[Bar],
    gaps: Iterable[Gap],
    watched: Iterable[Span],
) -> Lane:
    """Return the lane of `platform` (id and name) in `window`.

    `bars` are the platform's own; `gaps` may hold those of others, and all may reach over a
    longer time: the uptimes over all ranges up to the window's end are worked out of them.
    """
    seen = [(start.timestamp(), end.timestamp()) for start, end in watched]
    return lane_of(platform, window, bars, blind_spans(gaps, platform[0]), seen)


def blind_spans(gaps: Iterable[Gap], platform_id: str) -> list[Blind]:
    """Return the gaps that concern a platform, in seconds."""
    return [
        (gap.started_at.timestamp(), gap.ended_at.timestamp() if gap.ended_at else inf, gap.reason)
        for gap in gaps
        if gap.platform_id in (None, platform_id)
    ]


def lane_of(
    platform: tuple[str, str],
    window: Span,
    bars: Sequence[Bar],
    gaps: Sequence[Blind],
    watched: Sequence[Seconds],
) -> Lane:
    """Return the lane of `platform` (id and name) in `window`, all of it the platform's own."""
    end = window[1].timestamp()
    whole = (window[0].timestamp(), end)
    blind = [(begin, until) for begin, until, _ in gaps]
    bad = [(bar.begin, min(bar.end, end)) for bar in bars]
    inside = merge(clip(whole, watched))
    shown = [bar for bar in bars if bar.begin < end and bar.end >= whole[0]]
    widths = (0.0, *_COARSE) if len(shown) > _MANY else (0.0,)
    return Lane(
        *platform,
        window,
        tuple(Level.of(shown, width) for width in widths),
        tuple(intersect(inside, merge(clip(whole, blind)))),
        tuple(inside),
        tuple((over, uptime_in(_seconds(over, end), watched, blind, bad)) for over in Range),
        tuple(gaps),
    )


def joined(bars: Iterable[Bar], width: float) -> tuple[Bar, ...]:
    """Return the bars with those that fall into one piece of `width` seconds joined to the worst.

    A bar that reaches beyond its piece stays as it is.
    """
    found: list[Bar] = []
    for bar in bars:
        last = found[-1] if found else None
        piece = bar.begin // width
        if last and last.begin // width == piece and bar.end // width == piece:
            worst = max(last, bar, key=lambda one: one.severity)
            found[-1] = worst._replace(begin=last.begin, end=max(last.end, bar.end))
        else:
            found.append(bar)
    return tuple(found)


def runs(of: Lane, cells: int, window: Seconds | None = None) -> tuple[Run, ...]:
    """Return the lane's `window` (all it knows) cut into `cells` equal pieces.

    Neighbours of one mark are joined. An incident shows however short it was; watched and
    unmeasured time shows where it fills at least about half of a cell.
    """
    low, high = window or (of.window[0].timestamp(), of.window[1].timestamp())
    if cells <= 0 or high <= low:
        return ()
    per_second = cells / (high - low)
    marks: list[Mark] = [Mark.NOT_WATCHED] * cells
    for spans, mark in ((of.watched, Mark.UP), (of.unmeasured, Mark.UNMEASURED)):
        for begin, end in _within(spans, low, high):
            first = round((begin - low) * per_second)
            count = round((end - low) * per_second) - first
            marks[first : first + count] = [mark] * count
    last = of.window[1].timestamp()
    for bar in of.between(low, min(high, last), 1 / per_second):
        first = max(0, int((bar.begin - low) * per_second))
        end = min(cells, ceil((min(bar.end, last) - low) * per_second))
        mark = _MARKS[max(0, bar.severity)]
        for cell in range(min(first, cells - 1), max(end, min(first, cells - 1) + 1)):
            if marks[cell] < mark:
                marks[cell] = mark
    return _joined(marks)


def _within(spans: Sequence[Seconds], low: float, high: float) -> list[Seconds]:
    first = bisect_left(spans, low, key=_span_end)
    last = bisect_right(spans, high, key=_span_begin)
    return clip((low, high), spans[first:last])


def _joined(marks: list[Mark]) -> tuple[Run, ...]:
    found: list[Run] = []
    first = 0
    for mark, group in groupby(marks):
        count = len(list(group))
        found.append(Run(first, count, mark))
        first += count
    return tuple(found)


def _seconds(over: Range, end: float) -> Seconds:
    return end - over.length.total_seconds(), end


def _begin(bar: Bar) -> float:
    return bar.begin


def _span_begin(span: Seconds) -> float:
    return span[0]


def _span_end(span: Seconds) -> float:
    return span[1]
