"""Uptime over a window, with unmeasured time kept apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

Span = tuple[datetime, datetime]
"""A half-open interval [start, end) of UTC times."""
Seconds = tuple[float, float]
"""The same in seconds since 1970-01-01 UTC."""
Edge = TypeVar("Edge", datetime, float)


@dataclass(frozen=True, slots=True)
class Uptime:
    """Seconds of a window by what is known of them."""

    window: float
    measured: float
    down: float
    """Measured seconds within incidents."""

    @property
    def unmeasured(self) -> float:
        """Seconds of which nothing is known."""
        return self.window - self.measured

    @property
    def ratio(self) -> float | None:
        """Share of the measured time without incident, 0 to 1; None when nothing was measured.

        Uptime = (measured - down) / measured.
        """
        if self.measured <= 0:
            return None
        return (self.measured - self.down) / self.measured


def uptime(
    window: Span, watched: Iterable[Span], gaps: Iterable[Span], incidents: Iterable[Span]
) -> Uptime:
    """Return the uptime in `window`.

    Measured is what lies in a `watched` span and in no gap; down is measured time in an incident.
    """
    inner = _seconds([window])[0]
    return uptime_in(inner, _seconds(watched), _seconds(gaps), _seconds(incidents))


def uptime_in(
    window: Seconds,
    watched: Iterable[Seconds],
    gaps: Iterable[Seconds],
    incidents: Iterable[Seconds],
) -> Uptime:
    """Return the same of times in seconds since 1970-01-01 UTC; an end may be infinite."""
    blind = merge(clip(window, gaps))
    seen = subtract(merge(clip(window, watched)), blind)
    bad = intersect(merge(clip(window, incidents)), seen)
    return Uptime(length([window]), length(seen), length(bad))


def clip(window: tuple[Edge, Edge], spans: Iterable[tuple[Edge, Edge]]) -> list[tuple[Edge, Edge]]:
    """Return the parts of `spans` that lie within `window`."""
    low, high = window
    return [
        (max(start, low), min(end, high))
        for start, end in spans
        if start < high and low < end and start < end
    ]


def merge(spans: Iterable[tuple[Edge, Edge]]) -> list[tuple[Edge, Edge]]:
    """Return the same time as ordered spans that do not touch."""
    merged: list[tuple[Edge, Edge]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def complement(
    window: tuple[Edge, Edge], spans: Sequence[tuple[Edge, Edge]]
) -> list[tuple[Edge, Edge]]:
    """Return the time of `window` outside of merged `spans`."""
    edge = window[0]
    free: list[tuple[Edge, Edge]] = []
    for start, end in spans:
        if edge < start:
            free.append((edge, min(start, window[1])))
        edge = max(edge, end)
    if edge < window[1]:
        free.append((edge, window[1]))
    return free


def intersect(
    ones: Sequence[tuple[Edge, Edge]], others: Sequence[tuple[Edge, Edge]]
) -> list[tuple[Edge, Edge]]:
    """Return the time that lies in both of two lists of merged spans, in one pass."""
    both: list[tuple[Edge, Edge]] = []
    i = j = 0
    while i < len(ones) and j < len(others):
        low, high = max(ones[i][0], others[j][0]), min(ones[i][1], others[j][1])
        if low < high:
            both.append((low, high))
        if ones[i][1] < others[j][1]:
            i += 1
        else:
            j += 1
    return both


def subtract(
    spans: Sequence[tuple[Edge, Edge]], holes: Sequence[tuple[Edge, Edge]]
) -> list[tuple[Edge, Edge]]:
    """Return the time of merged `spans` outside of merged `holes`."""
    if not spans:
        return []
    whole = (spans[0][0], spans[-1][1])
    return intersect(spans, complement(whole, clip(whole, holes)))


def length(spans: Iterable[Seconds]) -> float:
    """Return the seconds in spans that do not overlap."""
    return sum(end - start for start, end in spans)


def _seconds(spans: Iterable[Span]) -> list[Seconds]:
    return [(start.timestamp(), end.timestamp()) for start, end in spans]
