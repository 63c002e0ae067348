"""Uptime over a window, with unmeasured time kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

Span = tuple[datetime, datetime]
"""A half-open interval [start, end) of UTC times."""


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
    blind = merge(clip(window, gaps))
    seen = subtract(merge(clip(window, watched)), blind)
    bad = subtract(merge(clip(window, incidents)), complement(window, seen))
    return Uptime(_length([window]), _length(seen), _length(bad))


def clip(window: Span, spans: Iterable[Span]) -> list[Span]:
    """Return the parts of `spans` that lie within `window`."""
    cut = ((max(start, window[0]), min(end, window[1])) for start, end in spans)
    return [(start, end) for start, end in cut if start < end]


def merge(spans: Iterable[Span]) -> list[Span]:
    """Return the same time as ordered spans that do not touch."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def complement(window: Span, spans: list[Span]) -> list[Span]:
    """Return the time of `window` outside of merged `spans`."""
    edge, free = window[0], []
    for start, end in spans:
        if edge < start:
            free.append((edge, start))
        edge = max(edge, end)
    return [*free, (edge, window[1])] if edge < window[1] else free


def subtract(spans: list[Span], holes: list[Span]) -> list[Span]:
    """Return the time of merged `spans` outside of merged `holes`."""
    left: list[Span] = []
    for span in spans:
        left += complement(span, clip(span, holes))
    return left


def _length(spans: Iterable[Span]) -> float:
    return sum((end - start).total_seconds() for start, end in spans)
