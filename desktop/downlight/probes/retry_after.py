"""Reads how long a server asks us to wait (RFC 9110, section 10.2.3)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

SHORTEST = 30.0
"""Seconds: less is no waiting."""
LONGEST = 3600.0
"""Seconds: more would make us blind on a stranger's word."""


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds to wait, between 30 and 3600; None where nothing readable was asked."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    seconds = _seconds(value)
    if seconds is None:
        seconds = _until(value, now)
    return None if seconds is None else min(max(seconds, SHORTEST), LONGEST)


def _seconds(value: str) -> float | None:
    digits = value.removeprefix("-").removeprefix("+").partition(".")[0]
    if not (digits.isascii() and digits.isdigit()):
        return None
    size = LONGEST if len(digits) > 9 else float(digits)
    return -size if value.startswith("-") else size


def _until(value: str, now: datetime) -> float | None:
    try:
        then = parsedate_to_datetime(value[:100])
        aware = then if then.tzinfo else then.replace(tzinfo=UTC)
        return (aware - now).total_seconds()
    except (ValueError, OverflowError):
        return None
