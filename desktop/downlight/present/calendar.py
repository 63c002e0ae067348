"""Incidents as a calendar (iCalendar, RFC 5545), a piece at a time."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from downlight.domain.incident import Incident
from downlight.present.history import state
from downlight.present.incident_text import paragraph
from downlight.present.words import Words

_OCTETS = 75
"""A content line has no more (RFC 5545, 3.1)."""
_SPECIAL = re.compile(r"([\\;,])")
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def ics_pieces(incidents: Iterable[Incident], words: Words, now: datetime) -> Iterator[str]:
    """Yield a calendar in UTF-8 with an event per incident; one that is not over ends now."""
    yield _lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Downlight//Incidents//EN")
    for incident in incidents:
        yield _event(incident, words, now)
    yield _lines("END:VCALENDAR")


def _event(incident: Incident, words: Words, now: datetime) -> str:
    began = _moment(incident.started_at)
    what = state(words, incident.peak_status, incident.scope)
    title = words("{platform}: {state}", platform=incident.platform_name, state=what)
    return _lines(
        "BEGIN:VEVENT",
        f"UID:{began}-{_text(incident.platform_id)}@downlight",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{began}",
        f"DTEND:{_moment(incident.resolved_at or max(now, incident.started_at))}",
        f"SUMMARY:{_text(title)}",
        f"DESCRIPTION:{_text(paragraph(words, incident, now))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    """Return a value of type TEXT (RFC 5545, 3.3.11)."""
    plain = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _SPECIAL.sub(r"\\\1", plain).replace("\n", "\\n")


def _lines(*lines: str) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _folded(line: str) -> str:
    """Return a content line cut into pieces of 75 octets, between letters (RFC 5545, 3.1)."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > _OCTETS:
            pieces.append(piece)
            piece, size = "", 1  # the space that a piece begins with
        piece += char
        size += octets
    return "\r\n ".join([*pieces, piece])
