"""A platform's past in words: uptime over each range, and its incidents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from downlight.domain.gap import Gap
from downlight.domain.history import HistorySource, IncidentFilter, IncidentRow
from downlight.domain.status import Status
from downlight.domain.uptime import Span, Uptime, uptime
from downlight.present.history import RANGE_NAMES, state, uptime_told
from downlight.present.timeline import Range
from downlight.present.words import Words

LISTED = 50
"""Incidents told of one platform; the history has the rest."""


@dataclass(frozen=True, slots=True)
class Records:
    """What the log holds of a platform, as it was read."""

    uptimes: tuple[tuple[Range, Uptime], ...]
    incidents: tuple[IncidentRow, ...]
    """The newest first."""


@dataclass(frozen=True, slots=True)
class UptimeLine:
    """The uptime over one range."""

    over: str
    percent: str
    told: str
    """What it rests on, in one sentence."""


@dataclass(frozen=True, slots=True)
class PastIncident:
    """An incident in one line."""

    id: int
    text: str
    status: Status


@dataclass(frozen=True, slots=True)
class PastView:
    """The past, ready to be shown."""

    uptimes: tuple[UptimeLine, ...]
    incidents: tuple[PastIncident, ...]


def read_records(source: HistorySource, platform_id: str, now: datetime) -> Records:
    """Ask the log for a platform's past. Raises HistoryUnavailable."""
    since, until = Range.QUARTER.until(now)
    spans = source.spans([platform_id], since, until)
    down = [(span.started_at, span.resolved_at or now) for span in spans]
    blind = [
        _span(gap, now)
        for gap in source.gaps(since, until)
        if gap.platform_id in (None, platform_id)
    ]
    watched = source.watched(platform_id)
    ids = source.ids(IncidentFilter(platform_ids=(platform_id,)))[:LISTED]
    return Records(
        tuple((over, uptime(over.until(now), watched, blind, down)) for over in Range),
        tuple(source.rows(ids)),
    )


def past_view(records: Records, words: Words, now: datetime) -> PastView:
    """Return how a platform's past reads at `now` (UTC)."""
    return PastView(
        tuple(_uptime(words, over, figure) for over, figure in records.uptimes),
        _incidents(records.incidents, words, now),
    )


def _span(gap: Gap, now: datetime) -> Span:
    return gap.started_at, gap.ended_at or now


def _uptime(words: Words, over: Range, figure: Uptime) -> UptimeLine:
    return UptimeLine(
        words(RANGE_NAMES[over]), words.percent(figure.ratio), uptime_told(words, figure)
    )


def _incidents(
    rows: Sequence[IncidentRow], words: Words, now: datetime
) -> tuple[PastIncident, ...]:
    return tuple(PastIncident(row.id, _line(row, words, now), row.peak_status) for row in rows)


def _line(row: IncidentRow, words: Words, now: datetime) -> str:
    lasted = words.duration(max(0.0, ((row.resolved_at or now) - row.started_at).total_seconds()))
    facts = {
        "started": words.date_time(row.started_at),
        "state": state(words, row.peak_status, row.scope),
        "lasted": lasted,
    }
    if row.resolved_at is None:
        return words("{started}: {state}, for {lasted} so far", **facts)
    return words("{started}: {state}, for {lasted}", **facts)
