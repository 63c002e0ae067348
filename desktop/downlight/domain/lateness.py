"""How late a provider's own page tells of trouble that was seen before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean

from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.status import Source


@dataclass(frozen=True, slots=True)
class Lateness:
    """What a platform's status page did in the past."""

    incidents: int
    """Incidents for everyone during which the page was read."""
    told: int
    """Of these, those that it ever told of."""
    mean: float | None
    """Seconds from the first bad look to its first word, of those it told of."""


def lateness(delays: Sequence[float | None]) -> Lateness:
    """Return the sum of delays in seconds; None is an incident that the page never told of."""
    told = [delay for delay in delays if delay is not None]
    return Lateness(len(delays), len(told), fmean(told) if told else None)


def official_delay(incident: Incident) -> timedelta | None:
    """Return how long after the first bad observation the provider's own page told of trouble.

    None where it never did. Never negative: a page that knew before we did was not late.
    """
    told = [e.at for e in incident.timeline if is_official(e) and e.status and e.status.is_trouble]
    return max(min(told) - incident.started_at, timedelta(0)) if told else None


def is_official(entry: TimelineEntry) -> bool:
    """Whether an entry records what the provider's own page said."""
    return entry.kind is EntryKind.OBSERVATION and entry.source is Source.OFFICIAL
