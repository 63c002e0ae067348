"""Figures of a stretch of time: uptime, how often it failed, how long it took to come back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from downlight.domain.history import Bar
from downlight.domain.uptime import Seconds, Uptime, clip, intersect, merge, subtract, uptime_in

HOUR = 3600.0
LONGEST = 5
"""Outages that are named."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of one platform, or of several together."""

    uptime: Uptime
    count: int = 0
    """Incidents that began in this time."""
    repair: float | None = None
    """MTTR: the mean length in seconds of those that have ended; None where none has."""
    between: float | None = None
    """MTBF: measured seconds without incident for each that began; None where none did."""
    longest: tuple[Bar, ...] = ()
    """The longest incidents, within this time, the longest first."""
    hours: tuple[float, ...] = (0.0,) * 24
    """Seconds down by local hour of the day."""
    deleted: int = 0
    """Incidents of this time that the user took out; they count as if they had not been."""


def figures(
    window: Seconds,
    watched: Sequence[Seconds],
    blind: Sequence[Seconds],
    bars: Sequence[Bar],
    hour_of: Callable[[float], int],
    deleted: int = 0,
) -> Figures:
    """Return the figures of one platform in `window` (seconds since 1970-01-01 UTC).

    `hour_of` returns the local hour of a moment. Only what was measured counts as up or down.
    """
    bad = [(bar.begin, bar.end) for bar in bars]
    total = uptime_in(window, watched, blind, bad)
    begun = [bar for bar in bars if window[0] <= bar.begin < window[1]]
    ended = [bar.end - bar.begin for bar in begun if bar.end <= window[1]]
    seen = subtract(merge(clip(window, watched)), merge(clip(window, blind)))
    down = intersect(merge(clip(window, bad)), seen)
    return Figures(
        total,
        len(begun),
        fmean(ended) if ended else None,
        (total.measured - total.down) / len(begun) if begun else None,
        _longest(begun, window),
        by_hour(down, hour_of),
        deleted,
    )


def together(all_of: Sequence[Figures]) -> Figures:
    """Return the figures of several platforms as if they were one.

    The seconds of all are added up, so a platform counts by the time it was measured.
    """
    count = sum(one.count for one in all_of)
    total = Uptime(
        sum(one.uptime.window for one in all_of),
        sum(one.uptime.measured for one in all_of),
        sum(one.uptime.down for one in all_of),
    )
    repairs = [(one.repair, one.count) for one in all_of if one.repair is not None]
    weight = sum(number for _, number in repairs)
    longest = sorted((bar for one in all_of for bar in one.longest), key=_length, reverse=True)
    return Figures(
        total,
        count,
        sum(mean * number for mean, number in repairs) / weight if weight else None,
        (total.measured - total.down) / count if count else None,
        tuple(longest[:LONGEST]),
        tuple(sum(one.hours[hour] for one in all_of) for hour in range(24)),
        sum(one.deleted for one in all_of),
    )


def by_hour(spans: Iterable[Seconds], hour_of: Callable[[float], int]) -> tuple[float, ...]:
    """Return the seconds of `spans` by local hour of the day."""
    hours = [0.0] * 24
    for begin, end in spans:
        edge = begin
        while edge < end:
            # Every zone's hours begin at a quarter of an hour of UTC (tz database).
            step = min(end, (edge // 900 + 1) * 900)
            hours[hour_of(edge)] += step - edge
            edge = step
    return tuple(hours)


def _longest(bars: Sequence[Bar], window: Seconds) -> tuple[Bar, ...]:
    cut = (bar._replace(end=min(bar.end, window[1])) for bar in bars)
    return tuple(sorted(cut, key=_length, reverse=True)[:LONGEST])


def _length(bar: Bar) -> float:
    return bar.end - bar.begin
