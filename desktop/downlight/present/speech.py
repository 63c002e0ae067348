"""How anything is said: translation, plurals, durations, clock times and numbers."""

import gettext
from datetime import datetime, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

MINUTE, HOUR, DAY = 60, 3600, 86_400

_ENGLISH = "en_150"
"""English of no country writes 16:00 and the day before the month, like the C locale."""


def mark(message: str) -> str:
    """Mark a message in a table for translation; it is translated where it is used."""
    return message


class Speech:
    """A language and a time zone. Messages are our own format strings, never remote text."""

    def __init__(self, language: str, translations: gettext.NullTranslations, zone: tzinfo) -> None:
        self.language = language
        self.zone = zone
        self._translations = translations

    def __call__(self, message: str, **params: object) -> str:
        """Return our `message` in the user's language with `params` put in as they are."""
        return self._translations.gettext(message).format_map(params)

    def plural(self, one: str, many: str, n: int, **params: object) -> str:
        """Return the form of our message that goes with `n`, which is a parameter as well."""
        shown = str(n) if n < 1000 else self.number(n)
        return self._translations.ngettext(one, many, n).format_map({"n": shown, **params})

    def duration(self, seconds: float) -> str:
        """Return a span for people, rounded down: "12 s", "6 min", "1 h 5 min", "2 d 3 h"."""
        whole = max(0, int(seconds))
        if whole < MINUTE:
            return self("{seconds} s", seconds=whole)
        if whole < HOUR:
            return self("{minutes} min", minutes=whole // MINUTE)
        if whole < DAY:
            hours, minutes = whole // HOUR, whole % HOUR // MINUTE
            if not minutes:
                return self("{hours} h", hours=hours)
            return self("{hours} h {minutes} min", hours=hours, minutes=minutes)
        days, hours = whole // DAY, whole % DAY // HOUR
        if not hours:
            return self("{days} d", days=days)
        return self("{days} d {hours} h", days=days, hours=hours)

    def latency(self, seconds: float) -> str:
        """Return a waiting time for people: "40 ms", "0.3 s", "4.2 s", "12 s"."""
        if seconds < 0.095:
            return self("{n} ms", n=self.number(max(1, round(seconds * 1000))))
        return self("{seconds} s", seconds=self.number(seconds, 1 if seconds < 10 else 0))

    def ago(self, then: datetime, now: datetime) -> str:
        """Return how long `then` is past: "just now", "6 min ago"; never in the future."""
        seconds = (now - then).total_seconds()
        if seconds < 5:
            return self("just now")
        return self("{duration} ago", duration=self.duration(seconds))

    def clock_time(self, moment: datetime) -> str:
        """Return a moment's local time of day: "16:00"."""
        from babel.dates import format_time  # 27 ms, and not needed to show the light

        return format_time(moment, "short", tzinfo=self.zone, locale=self._locale())

    def date_time(self, moment: datetime) -> str:
        """Return a moment's local date and time: "23 Nov 2026, 16:00"."""
        from babel.dates import format_date

        local = moment.astimezone(self.zone)
        date = format_date(local.date(), "medium", locale=self._locale())
        return self("{date}, {time}", date=date, time=self.clock_time(moment))

    def exact_time(self, moment: datetime) -> str:
        """Return a moment's local time of day to the second: "16:00:07"."""
        from babel.dates import format_time

        return format_time(moment, "medium", tzinfo=self.zone, locale=self._locale())

    def day(self, moment: datetime) -> str:
        """Return a moment's local day without its year: "23 Nov"."""
        from babel.dates import format_skeleton

        local = moment.astimezone(self.zone)
        return format_skeleton("MMMd", local, locale=self._locale())

    def when(self, moment: datetime, now: datetime) -> str:
        """Return the time of day for a moment within 12 hours of `now`, else date and time."""
        near = abs(moment - now) < timedelta(hours=12)
        return self.clock_time(moment) if near else self.date_time(moment)

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with exactly `digits` decimals in the language's own writing."""
        from babel.numbers import format_decimal

        pattern = "#,##0." + "0" * digits if digits else "#,##0"
        return format_decimal(value, pattern, locale=self._locale())

    def percent(self, ratio: float | None) -> str:
        """Return a share of 1 as "99.95 %"; a dash for None. 100 % is said of 1 alone."""
        from babel.numbers import format_percent

        if ratio is None:
            return "–"
        if ratio >= 1:
            return format_percent(1, "#,##0 %", locale=self._locale())
        shown = min(ratio, 0.9999)
        return format_percent(shown, "#,##0.00 %", locale=self._locale())

    def _locale(self) -> "Locale":
        return _formats(self.language)


@cache
def _formats(language: str) -> "Locale":
    """Return how a language writes dates and numbers; a country without its own, as the others."""
    from babel import Locale, UnknownLocaleError

    general = language.partition("_")[0]
    for code in (language, general):
        try:
            return Locale.parse(_ENGLISH if code == "en" else code)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_ENGLISH)
