"""Where the labels of a time axis stand, and what they say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from downlight.domain.uptime import Span
from downlight.present.words import Words

_HOURS = (1, 2, 3, 6, 12)
_DAYS = (1, 2, 7, 14, 28, 91)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label."""

    place: float
    """From 0 (the window's start) to 1 (its end)."""
    label: str


def ticks(window: Span, words: Words, room: int) -> tuple[Tick, ...]:
    """Return labels at round local times, midnights told as days: `room`, or one more."""
    start, end = window
    if room < 1 or end <= start:
        return ()
    return tuple(
        Tick((moment - start) / (end - start), _label(words, moment))
        for moment in _fitting(window, words.zone, room)
    )


def _fitting(window: Span, zone: tzinfo, room: int) -> list[datetime]:
    length = window[1] - window[0]
    for hours in _HOURS:
        if length / timedelta(hours=hours) <= room:
            return list(_moments(window, zone, 1, hours))
    for days in _DAYS:
        if length / timedelta(days=days) <= room:
            return list(_moments(window, zone, days, 24))
    return []


def _moments(window: Span, zone: tzinfo, days: int, hours: int) -> Iterator[datetime]:
    """Yield every `hours` of every `days`th local day; a day of 23 or 25 h has them too."""
    day = window[0].astimezone(zone).date()
    while datetime.combine(day, time(), zone) < window[1]:
        if day.toordinal() % days == 0:
            for hour in range(0, 24, hours):
                moment = datetime.combine(day, time(hour), zone)
                if window[0] <= moment < window[1]:
                    yield moment
        day += timedelta(days=1)


def _label(words: Words, moment: datetime) -> str:
    local = moment.astimezone(words.zone)
    return words.day(moment) if local.time() == time() else words.clock_time(moment)
