"""Figures of a stretch of time in words: a table's cells, and what stands below it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import IntEnum

from downlight.domain.lateness import Lateness
from downlight.domain.statistics import Figures
from downlight.present.history import severe
from downlight.present.words import Words, mark

_HOURS_NAMED = 3


@dataclass(frozen=True, slots=True)
class PlatformFigures:
    """One platform's figures, or those of all under no id."""

    platform_id: str
    name: str
    figures: Figures
    page: Lateness | None = None
    """How late its status page was, over all of its history."""


class Figure(IntEnum):
    """The columns, in order."""

    PLATFORM = 0
    UPTIME = 1
    MEASURED = 2
    INCIDENTS = 3
    DOWN = 4
    REPAIR = 5
    BETWEEN = 6
    PAGE = 7


_HEADS = {
    Figure.PLATFORM: mark("Platform"),
    Figure.UPTIME: mark("Uptime"),
    Figure.MEASURED: mark("Not measured"),
    Figure.INCIDENTS: mark("Incidents"),
    Figure.DOWN: mark("Down"),
    Figure.REPAIR: mark("Mean repair (MTTR)"),
    Figure.BETWEEN: mark("Between failures (MTBF)"),
    Figure.PAGE: mark("Status page late"),
}


def head(words: Words, column: Figure) -> str:
    """Return what stands above a column."""
    return words(_HEADS[column])


def cell(words: Words, of: PlatformFigures, column: Figure) -> str:
    """Return what stands in a cell; a dash where nothing is known."""
    return _CELLS[column](words, of)


def method(words: Words) -> str:
    """Return how the figures are worked out."""
    return words(
        "Uptime is the share of the measured time in which no incident was open: "
        "(measured − down) ÷ measured. Time in which Downlight did not run, slept, was offline "
        "or paused is not measured; it counts neither as up nor as down. MTTR is the mean length "
        "of the incidents that began in this time and have ended. MTBF is the measured time "
        "without incident, divided by the incidents that began. “Status page late” is the mean "
        "time from the first failed look to the page's first word, over the newest 200 incidents "
        "for everyone. For all platforms the times are added up."
    )


def below(words: Words, all_of: Figures, names: Mapping[int, str]) -> Iterator[str]:
    """Yield what stands below the table: worst hours, longest outages, deleted incidents.

    `names` are the platforms of the longest outages by the incident's id.
    """
    hours = worst_hours(words, all_of.hours)
    if hours:
        yield words("Worst hours of the day: {hours}", hours=hours)
    for number, bar in enumerate(all_of.longest, 1):
        yield words(
            "{number}. {platform}: {status} for {lasted} from {started}",
            number=words.number(number),
            platform=names.get(bar.id, ""),
            status=words.status(severe(bar.severity)),
            lasted=words.duration(bar.end - bar.begin),
            started=words.date_time(datetime.fromtimestamp(bar.begin, UTC)),
        )
    if all_of.deleted:
        yield words.plural(
            "{n} incident of this time was deleted by hand and does not count.",
            "{n} incidents of this time were deleted by hand and do not count.",
            all_of.deleted,
        )


def worst_hours(words: Words, hours: Sequence[float]) -> str:
    """Return the local hours with most time down; empty where there is none."""
    ranked = sorted(range(24), key=lambda hour: -hours[hour])[:_HOURS_NAMED]
    told = [hour_told(words, hour, hours[hour]) for hour in ranked if hours[hour] > 0]
    return words(" · ").join(told)


def hour_told(words: Words, hour: int, down: float) -> str:
    """Return an hour of the day with its time down: "14:00–15:00: 3 h 12 min"."""
    day = datetime(2026, 1, 5, tzinfo=words.zone)
    begin, end = (
        words.clock_time(datetime.combine(day, time(one % 24), words.zone))
        for one in (hour, hour + 1)
    )
    return words("{begin}–{end}: {down}", begin=begin, end=end, down=words.duration(down))


def _span(words: Words, seconds: float | None) -> str:
    return "–" if seconds is None else words.duration(seconds)


def _unmeasured(words: Words, of: PlatformFigures) -> str:
    figure = of.figures.uptime
    return words.percent(figure.unmeasured / figure.window if figure.window else None)


_CELLS: dict[Figure, Callable[[Words, PlatformFigures], str]] = {
    Figure.PLATFORM: lambda words, of: of.name,
    Figure.UPTIME: lambda words, of: words.percent(of.figures.uptime.ratio),
    Figure.MEASURED: _unmeasured,
    Figure.INCIDENTS: lambda words, of: words.number(of.figures.count),
    Figure.DOWN: lambda words, of: words.duration(of.figures.uptime.down),
    Figure.REPAIR: lambda words, of: _span(words, of.figures.repair),
    Figure.BETWEEN: lambda words, of: _span(words, of.figures.between),
    Figure.PAGE: lambda words, of: _span(words, of.page.mean if of.page else None),
}
