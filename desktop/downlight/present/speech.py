"""How anything is said: translation, plurals, durations, clock times and numbers."""

import gettext
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Literal

from downlight.domain.saying import Saying
from downlight.domain.settings import ClockFormat as ClockFormat

if TYPE_CHECKING:
    from babel import Locale

MINUTE, HOUR, DAY = 60, 3600, 86_400

_ENGLISH = "en_150"
"""English of no country writes 16:00 and the day before the month, like the C locale."""


_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_HOURS = {ClockFormat.HOURS_12: "h", ClockFormat.HOURS_24: "H"}
"""The letter of the hour in a Unicode date skeleton."""


def mark(message: str) -> str:
    """Mark a message in a table for translation; it is translated where it is used."""
    return message


@dataclass(frozen=True, slots=True)
class Voice:
    """A language with its sentences, and how it writes the time of day."""

    language: str
    translations: gettext.NullTranslations
    clock: ClockFormat = ClockFormat.AUTO

    @property
    def runs_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language.partition("_")[0] in _RIGHT_TO_LEFT

    def filled(self, message: str, params: Mapping[str, object]) -> str:
        """Return a translated message with its parameters in place.

        Between words that run to the left, a name in Latin letters is set apart (Unicode's first
        strong isolate, UAX 9), or it would drag numbers and brackets beside it to its other side.
        A sentence that begins with such a name is marked as one that runs to the left.
        """
        if not self.runs_left or not params:
            return message.format_map(params)
        text = message.format_map({name: _isolated(value) for name, value in params.items()})
        return f"\N{RIGHT-TO-LEFT MARK}{text}" if _begins_to_the_right(text) else text


class Speech:
    """A language and a time zone. Messages are our own format strings, never remote text.

    Whoever holds one keeps it: when the user chooses another language, it changes its voice.
    """

    def __init__(
        self,
        language: str,
        translations: gettext.NullTranslations,
        zone: tzinfo,
        clock: ClockFormat = ClockFormat.AUTO,
    ) -> None:
        self.zone = zone
        self._voice = Voice(language, translations, clock)

    @property
    def language(self) -> str:
        """The code of the language: "fr", "fr_CA"."""
        return self._voice.language

    @property
    def runs_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self._voice.runs_left

    def take_voice_of(self, other: "Speech") -> bool:
        """Speak as `other` does from now on, in all threads; return whether that is a change."""
        before, self._voice = self._voice, other._voice
        return (before.language, before.clock) != (other._voice.language, other._voice.clock)

    def __call__(self, message: str, **params: object) -> str:
        """Return our `message` in the user's language with `params` put in as they are."""
        voice = self._voice
        return voice.filled(voice.translations.gettext(message), params)

    def said(self, text: str) -> str:
        """Return a sentence of a lower floor in the user's language; other text as it is."""
        if not isinstance(text, Saying):
            return text
        facts = {
            name: self.said(fact) if isinstance(fact, str) else fact
            for name, fact in text.facts.items()
        }
        return self(text.message, **facts)

    def plural(self, one: str, many: str, n: int, **params: object) -> str:
        """Return the form of our message that goes with `n`, which is a parameter as well."""
        shown = str(n) if n < 1000 else self.number(n)
        voice = self._voice
        return voice.filled(voice.translations.ngettext(one, many, n), {"n": shown, **params})

    def listed(self, items: Iterable[str | None]) -> str:
        """Return texts in a row with the comma of the language; empty ones are left out."""
        given = [item for item in items if item]
        if not self.runs_left:
            return ", ".join(given)
        return "\N{ARABIC COMMA} ".join(str(_isolated(item)) for item in given)

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
        return self._time_of_day(moment, "short", "{}m")

    def date_time(self, moment: datetime) -> str:
        """Return a moment's local date and time: "23 Nov 2026, 16:00"."""
        from babel.dates import format_date

        local = moment.astimezone(self.zone)
        date = format_date(local.date(), "medium", locale=self._locale())
        return self("{date}, {time}", date=date, time=self.clock_time(moment))

    def exact_time(self, moment: datetime) -> str:
        """Return a moment's local time of day to the second: "16:00:07"."""
        return self._time_of_day(moment, "medium", "{}ms")

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

    def rough_percent(self, ratio: float) -> str:
        """Return a share of 1 that is an estimate, without decimals: "95 %"."""
        from babel.numbers import format_percent

        return format_percent(ratio, "#,##0 %", locale=self._locale())

    def _time_of_day(
        self, moment: datetime, usual: Literal["short", "medium"], skeleton: str
    ) -> str:
        from babel.dates import format_skeleton, format_time  # 27 ms, not needed for the light

        hours = _HOURS.get(self._voice.clock)
        if hours is None:
            return format_time(moment, usual, tzinfo=self.zone, locale=self._locale())
        local = moment.astimezone(self.zone)
        return format_skeleton(skeleton.format(hours), local, locale=self._locale())

    def _locale(self) -> "Locale":
        return _formats(self.language)


def _begins_to_the_right(text: str) -> bool:
    """Whether the first letter is a Latin one or the like; isolates are looked into, as Qt does."""
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "") == "L"


def _isolated(value: object) -> object:
    """Return text that has letters running to the right as an isolate, anything else as it is."""
    if not isinstance(value, str) or value.isnumeric():
        return value
    if not any(unicodedata.bidirectional(char) == "L" for char in value):
        return value
    return f"\N{FIRST STRONG ISOLATE}{value}\N{POP DIRECTIONAL ISOLATE}"


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
