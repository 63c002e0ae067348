"""The quiet hours: local times of day on some days, as spans of UTC; pure.

The clock changes twice a year: a time of day that does not exist that night counts as the moment
after the gap that the clock shows instead; of one that comes twice quiet takes in both.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from downlight.domain.settings_notifications import WEEKDAYS, NotificationSettings

_AHEAD = 8
"""Days looked ahead: quiet spans that touch are one, and seven days in a row make a week."""


def quiet_until(now: datetime, settings: NotificationSettings, zone: tzinfo) -> datetime | None:
    """Return when the quiet hours of `now` end (UTC); None: they are not."""
    for start, end in _spans(now, settings, zone):
        if start <= now < end:
            return end
    return None


def next_end(now: datetime, settings: NotificationSettings, zone: tzinfo) -> datetime | None:
    """Return when quiet hours, those of now or the next, end (UTC); None: there are none."""
    return min((end for _, end in _spans(now, settings, zone) if end > now), default=None)


def last_end(now: datetime, settings: NotificationSettings, zone: tzinfo) -> datetime | None:
    """Return when the last quiet hours ended (UTC); None: not within a day, or not at all."""
    return max((end for _, end in _spans(now, settings, zone) if end <= now), default=None)


def _spans(
    now: datetime, settings: NotificationSettings, zone: tzinfo
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the quiet spans around `now`, in order; those that touch as one."""
    if not settings.quiet_hours:
        return
    today = now.astimezone(zone).date()
    held: tuple[datetime, datetime] | None = None
    for offset in range(-2, _AHEAD):
        day = today + timedelta(days=offset)
        if WEEKDAYS[day.weekday()] not in settings.quiet_days:
            continue
        start, end = _span(day, settings, zone)
        if held is not None and start <= held[1]:
            held = held[0], max(held[1], end)
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held


def _span(day: date, settings: NotificationSettings, zone: tzinfo) -> tuple[datetime, datetime]:
    begins, ends = _time(settings.quiet_from), _time(settings.quiet_until)
    last = day if begins < ends else day + timedelta(days=1)
    start = datetime.combine(day, begins, zone).astimezone(UTC)
    end = max(
        datetime.combine(last, ends.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1)
    )
    return start, max(start, end)


def _time(text: str) -> time:
    """Return a time of day as the settings hold it: "07:00"."""
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute))
