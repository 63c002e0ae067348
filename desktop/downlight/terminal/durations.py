"""Reads spans of time as people type them: 90m, 24h, 7d, 1h30m, 45."""

import argparse
import re

_UNITS = {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86_400.0, "w": 604_800.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(min|[smhdw])", re.IGNORECASE)
_LONGEST = 366 * 100 * 86_400.0


class DurationError(ValueError):
    """This is no span of time; the text says what one looks like, for people."""


def parse_duration(text: str) -> float:
    """Return the seconds that `text` means; a number alone is in seconds.

    Raises DurationError.
    """
    typed = text.strip()
    if re.fullmatch(r"\d{1,12}(?:\.\d+)?", typed):
        return _bounded(float(typed), text)
    parts = _PART.findall(typed)
    if not parts or _PART.sub("", typed).strip():
        raise DurationError(f"“{text[:40]}” is not a span of time; write 45s, 90m, 24h or 7d")
    return _bounded(sum(float(number) * _UNITS[unit.lower()] for number, unit in parts), text)


def span_typed(text: str) -> float:
    """Return the seconds that an argument means; raises what argparse tells people."""
    try:
        return parse_duration(text)
    except DurationError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _bounded(seconds: float, text: str) -> float:
    if not 0 < seconds <= _LONGEST:
        raise DurationError(f"“{text[:40]}” must be longer than nothing and at most 100 years")
    return seconds
