"""How the list of incidents reads: its columns, cells and the sentence of a row."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import IntEnum

from downlight.domain.cause import Cause
from downlight.domain.history import Bar, IncidentRow, SortKey
from downlight.domain.status import GapReason, Scope, Status
from downlight.domain.uptime import Span, Uptime
from downlight.present.timeline import Blind, Range
from downlight.present.words import Words, mark


class Column(IntEnum):
    """The columns of the list, in order."""

    PLATFORM = 0
    STARTED = 1
    DURATION = 2
    WHAT = 3
    SCOPE = 4


SORT_KEYS = {
    Column.PLATFORM: SortKey.PLATFORM,
    Column.STARTED: SortKey.STARTED,
    Column.DURATION: SortKey.DURATION,
    Column.WHAT: SortKey.STATUS,
    Column.SCOPE: SortKey.SCOPE,
}

_HEADINGS = {
    Column.PLATFORM: mark("Platform"),
    Column.STARTED: mark("Started"),
    Column.DURATION: mark("Lasted"),
    Column.WHAT: mark("What"),
    Column.SCOPE: mark("For whom"),
}

RANGE_NAMES = {
    Range.DAY: mark("24 hours"),
    Range.WEEK: mark("7 days"),
    Range.MONTH: mark("30 days"),
    Range.QUARTER: mark("90 days"),
}

_STATES = {
    (Status.MAJOR_OUTAGE, Scope.EVERYONE): mark("Down for everyone"),
    (Status.PARTIAL_OUTAGE, Scope.EVERYONE): mark("Partly down for everyone"),
    (Status.DEGRADED, Scope.EVERYONE): mark("Degraded for everyone"),
    (Status.MAJOR_OUTAGE, Scope.JUST_YOU): mark("Down for you only"),
    (Status.PARTIAL_OUTAGE, Scope.JUST_YOU): mark("Partly down for you only"),
    (Status.DEGRADED, Scope.JUST_YOU): mark("Degraded for you only"),
    (Status.MAJOR_OUTAGE, Scope.UNCLEAR): mark("Down, for you at least"),
    (Status.PARTIAL_OUTAGE, Scope.UNCLEAR): mark("Partly down, for you at least"),
    (Status.DEGRADED, Scope.UNCLEAR): mark("Degraded, for you at least"),
}

_GAPS = {
    GapReason.NOT_RUNNING: mark("Downlight was not running"),
    GapReason.ASLEEP: mark("This computer was asleep"),
    GapReason.OFFLINE: mark("This computer was offline"),
    GapReason.PAUSED: mark("Checking was paused"),
}


def heading(words: Words, column: Column) -> str:
    """Return what stands above a column."""
    return words(_HEADINGS[column])


def cell(words: Words, row: IncidentRow, column: Column, now: datetime) -> str:
    """Return what stands in one cell."""
    return _CELLS[column](words, row, now)


def sentence(words: Words, row: IncidentRow, now: datetime) -> str:
    """Return a row as one sentence, for those who hear it."""
    facts = {
        "platform": row.platform_name,
        "state": state(words, row.peak_status, row.scope),
        "started": words.date_time(row.started_at),
        "lasted": words.duration(_seconds(row, now)),
    }
    if row.resolved_at is None:
        told = words("{platform}: {state} since {started}, not over after {lasted}.", **facts)
    else:
        told = words("{platform}: {state} from {started}, for {lasted}.", **facts)
    return f"{told} {_told(words, row)}".rstrip()


def state(words: Words, status: Status, scope: Scope) -> str:
    """Return a status and whom it meets: "Down for everyone"."""
    message = _STATES.get((status, scope))
    return words(message) if message else words.status(status)


_CAUSES = {
    Cause.NO_ANSWER: mark("No answer"),
    Cause.NAME: mark("Name does not resolve"),
    Cause.ENCRYPTION: mark("Encryption"),
    Cause.SERVER_ERROR: mark("Error of the server"),
    Cause.CONTENT: mark("Wrong content"),
    Cause.SLOW: mark("Slow"),
    Cause.NETWORK: mark("Way to it"),
    Cause.ANNOUNCED: mark("Announced only"),
    Cause.UNKNOWN: mark("Not known"),
}


def cause_name(words: Words, cause: Cause) -> str:
    """Return a cause in a word or two."""
    return words(_CAUSES[cause])


def bar_told(words: Words, bar: Bar, now: datetime) -> str:
    """Return an incident of the timeline in a line: "Down: 23 Nov 2026, 10:00, for 44 min"."""
    begin = datetime.fromtimestamp(bar.begin, UTC)
    return words(
        "{status}: {started}, for {lasted}",
        status=words.status(severe(bar.severity)),
        started=words.date_time(begin),
        lasted=words.duration(max(0.0, min(bar.end, now.timestamp()) - bar.begin)),
    )


def severe(severity: int) -> Status:
    """Return the status of a severity."""
    return next(status for status in Status if status.severity == severity)


def gap_told(words: Words, gap: Blind, now: datetime) -> str:
    """Return why nothing was measured, from when and for how long."""
    begin, end, reason = gap
    return words(
        "Not measured: {started}, for {lasted}. {why}",
        started=words.date_time(datetime.fromtimestamp(begin, UTC)),
        lasted=words.duration(max(0.0, min(end, now.timestamp()) - begin)),
        why=unmeasured(words, reason),
    )


def span_of_time(words: Words, window: Span) -> str:
    """Return the time that is shown: "23 Nov 2026, 16:00 – 24 Nov 2026, 16:00"."""
    begin, end = window
    return words("{begin} – {end}", begin=words.date_time(begin), end=words.date_time(end))


def unmeasured(words: Words, reason: GapReason) -> str:
    """Return why nothing was measured."""
    return words(_GAPS[reason])


def found(words: Words, count: int) -> str:
    """Return how many incidents the list holds."""
    number = words.number(count)
    return words.plural("{number} incident", "{number} incidents", count, number=number)


def exported(words: Words, count: int, name: str, trouble: str) -> str:
    """Return how an export to the file `name` went; `trouble` is empty or the system's word."""
    if trouble:
        return words(
            "{name} could not be written: {trouble}", name=name, trouble=words.said(trouble)
        )
    number = words.number(count)
    return words.plural(
        "{number} incident written to {name}",
        "{number} incidents written to {name}",
        count,
        number=number,
        name=name,
    )


def longest(words: Words) -> dict[Column, str]:
    """Return cells as long as they usually get, to measure columns by."""
    lasted = words.duration(23 * 3600 + 58 * 60)
    return {
        Column.STARTED: words.date_time(datetime(2028, 12, 28, 22, 58, tzinfo=UTC)),
        Column.DURATION: words("{duration} so far", duration=lasted),
        Column.SCOPE: max((words.scope(scope) for scope in Scope), key=len),
    }


def uptime_method(words: Words) -> str:
    """Return how the uptime is worked out."""
    return words(
        "Uptime is the share of the measured time in which no incident was open: "
        "(measured − down) ÷ measured. Time in which Downlight did not run, slept, was offline "
        "or paused is not measured; it counts neither as up nor as down."
    )


def uptime_told(words: Words, figure: Uptime) -> str:
    """Return an uptime with what it rests on: "99.95 %, down for 3 min, measured for 5 d"."""
    if figure.ratio is None:
        return words("Nothing was measured")
    return words(
        "{percent} up: down for {down}, measured for {measured}, not measured for {unmeasured}",
        percent=words.percent(figure.ratio),
        down=words.duration(figure.down),
        measured=words.duration(figure.measured),
        unmeasured=words.duration(figure.unmeasured),
    )


def measured_share(words: Words, figure: Uptime) -> str:
    """Return how much of the time was measured, where it was not all; else nothing."""
    share = figure.measured / figure.window if figure.window else 0.0
    if figure.ratio is None or share >= _NEARLY_ALL:
        return ""
    whole = max(1, int(share * 100))
    return words("{percent} % measured", percent=whole)


_NEARLY_ALL = 0.995


def _seconds(row: IncidentRow, now: datetime) -> float:
    return max(0.0, ((row.resolved_at or now) - row.started_at).total_seconds())


def _lasted(words: Words, row: IncidentRow, now: datetime) -> str:
    lasted = words.duration(_seconds(row, now))
    if row.resolved_at is None:
        return words("{duration} so far", duration=lasted)
    return lasted


def _what(words: Words, row: IncidentRow, now: datetime) -> str:
    status = words.status(row.peak_status)
    told = _told(words, row)
    return words("{status}: {text}", status=status, text=told) if told else status


def _told(words: Words, row: IncidentRow) -> str:
    return words.reason(row.because) if row.because else row.summary


_CELLS: dict[Column, Callable[[Words, IncidentRow, datetime], str]] = {
    Column.PLATFORM: lambda words, row, now: row.platform_name,
    Column.STARTED: lambda words, row, now: words.date_time(row.started_at),
    Column.DURATION: _lasted,
    Column.WHAT: _what,
    Column.SCOPE: lambda words, row, now: words.scope(row.scope),
}
