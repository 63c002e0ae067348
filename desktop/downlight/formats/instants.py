"""Reads the ways in which feeds write a moment into UTC."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS_LIMIT = 100_000_000_000
"""Numbers from here on are in a smaller unit: as seconds they would lie after the year 5000."""
_UNITS = 3
"""Smaller units that feeds count in, each a thousandth: milli-, micro- and nanoseconds."""
_FIRST_YEAR, _LAST_YEAR = 1995, 2200
"""Moments outside of these are somebody's zero value or a slip, not a time."""


def instant(value: object) -> datetime | None:
    """Return the moment that `value` writes, in UTC; None when it writes none.

    Understood are ISO 8601 with or without offset (without: UTC), RFC 822, and seconds since 1970
    or thousandths, millionths and billionths of them, as a number or as digits.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _epoch(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if not 6 <= len(text) <= 64:
        return None
    if text.isdecimal() and len(text) in (10, 13, 16, 19):
        return _epoch(int(text))
    return _iso(text) or _rfc822(text)


def _epoch(value: float) -> datetime | None:
    try:
        for _ in range(_UNITS):
            value = value if abs(value) < _SECONDS_LIMIT else value / 1000
        return _sane(datetime.fromtimestamp(value, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        return _sane(datetime.fromisoformat(text.removesuffix(" UTC")))
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    try:
        return _sane(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _sane(moment: datetime) -> datetime | None:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
