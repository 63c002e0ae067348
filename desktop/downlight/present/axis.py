"""Where the labels of a time axis stand, and what they say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from downlight.domain.uptime import Span
from downlight.present.words import Words

_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)
_DAYS = (1, 2, 7, 14, 28, 91, 182, 364)


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
    for minutes in _MINUTES:
        if length / timedelta(minutes=minutes) <= room:
            return list(_moments(window, zone, 1, minutes))
    for days in _DAYS:
        if length / timedelta(days=days) <= room:
            return list(_moments(window, zone, days, _DAY))
    return []


def _moments(window: Span, zone: tzinfo, days: int, step: int) -> Iterator[datetime]:
    """Yield every `step` minutes of every `days`th local day; one of 23 or 25 h has them too."""
    first = window[0].astimezone(zone)
    day, begin = first.date(), (first.hour * 60 + first.minute) // step * step
    while datetime.combine(day, time(), zone) < window[1]:
        if day.toordinal() % days == 0:
            for minute in range(begin, _DAY, step):
                moment = datetime.combine(day, time(*divmod(minute, 60)), zone)
                if moment >= window[1]:
                    break
                if moment >= window[0]:
                    yield moment
        day, begin = day + timedelta(days=1), 0


_DAY = 1440


def _label(words: Words, moment: datetime) -> str:
    local = moment.astimezone(words.zone)
    return words.day(moment) if local.time() == time() else words.clock_time(moment)
