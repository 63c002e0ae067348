"""The answers of a day as a chart: its scale, its line in pieces, its marks and its sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from downlight.domain.trace import SLICE, TracePoint
from downlight.present.words import Words

DAY = timedelta(hours=24)
_APART = timedelta(seconds=SLICE * 5)
"""Points further apart than this are not joined: nobody knows what was between them."""
_STEPS = (1, 2, 4, 6)
"""Tops of the scale, times a power of ten: half of each is as round."""


@dataclass(frozen=True, slots=True)
class PacePoint:
    """A place in the chart, both from 0 to 1; up is slower."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PaceView:
    """All that the chart draws and says."""

    lines: tuple[tuple[PacePoint, ...], ...] = ()
    """Pieces of the line; a piece of one point is a dot."""
    failures: tuple[float, ...] = ()
    """Where looks went wrong, from 0 to 1."""
    levels: tuple[tuple[float, str], ...] = ()
    """Heights from 0 to 1 at which a fainter line stands, and what they mean."""
    hours: tuple[tuple[float, str], ...] = ()
    """Places from 0 to 1 along the foot, and the time of day there."""
    sentence: str = ""
    """The chart for those who do not see it."""


def pace_view(trace: Sequence[TracePoint], words: Words, now: datetime) -> PaceView:
    """Return the chart of the last 24 hours up to `now` (UTC)."""
    since = now - DAY
    seen = [point for point in trace if point.at >= since]
    if not seen:
        return PaceView(sentence=words("No answers yet"))
    answered = [point for point in seen if point.latency is not None]
    top = _top(max((point.latency or 0.0 for point in answered), default=0.1))
    return PaceView(
        lines=tuple(_lines(answered, since, top)),
        failures=tuple(_place(point, since) for point in seen if point.failed),
        levels=tuple((share, words.latency(top * share)) for share in (0.5, 1.0)),
        hours=tuple(_hours(since, now, words)),
        sentence=_sentence(seen, answered, words),
    )


def _top(slowest: float) -> float:
    """Return a round number of seconds that no answer is above."""
    scale = 0.001
    while scale * 10 < slowest:
        scale *= 10
    return next((step * scale for step in _STEPS if step * scale >= slowest), scale * 10)


def _place(point: TracePoint, since: datetime) -> float:
    middle = point.at + timedelta(seconds=SLICE / 2)
    return min(1.0, max(0.0, (middle - since) / DAY))


def _lines(
    points: Iterable[TracePoint], since: datetime, top: float
) -> Iterable[tuple[PacePoint, ...]]:
    piece: list[PacePoint] = []
    last: datetime | None = None
    for point in points:
        if last is not None and point.at - last > _APART:
            yield tuple(piece)
            piece = []
        piece.append(PacePoint(_place(point, since), (point.latency or 0.0) / top))
        last = point.at
    if piece:
        yield tuple(piece)


def _hours(since: datetime, now: datetime, words: Words) -> Iterable[tuple[float, str]]:
    local = now.astimezone(words.zone).replace(minute=0, second=0, microsecond=0)
    mark = local.replace(hour=local.hour // 6 * 6)
    while mark > since:
        yield (mark - since) / DAY, words.clock_time(mark)
        mark -= timedelta(hours=6)


def _sentence(seen: Sequence[TracePoint], answered: Sequence[TracePoint], words: Words) -> str:
    failed = sum(point.failed for point in seen)
    if not answered:
        return words.plural("{n} look went wrong", "{n} looks went wrong", failed)
    times = sorted(point.latency or 0.0 for point in answered)
    facts = {
        "usual": words.latency(times[len(times) // 2]),
        "slowest": words.latency(max(point.slowest or 0.0 for point in answered)),
    }
    if not failed:
        return words("Answers usually in {usual}, at most in {slowest}", **facts)
    return words.plural(
        "Answers usually in {usual}, at most in {slowest}; {n} look went wrong",
        "Answers usually in {usual}, at most in {slowest}; {n} looks went wrong",
        failed,
        **facts,
    )
