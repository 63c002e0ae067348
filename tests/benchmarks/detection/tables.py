"""The figures as tables for people."""

import math
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.detection.bound import Bound
from benchmarks.detection.score import Score, delay, mean_delay, missed, wrong
from benchmarks.detection.troubles import FOR_EVERYONE, ONLY_YOU, Kind

_CAUSES = ("noise", "glitch", "own network", "wall", "redesign", "elsewhere")
HEAD = (
    "who", "delay p50 / p95 s", "mean with misses s", "missed % all / you (hidden seen %)",
    "wrong who % all / you", "back p50 / p95 s",
    "false alarms a platform-month (noise, glitch, own network, wall, redesign, elsewhere)",
    "alarms an outage: flapping / rest", "looks a platform-day (+ asked)", "ms CPU a look",
)  # fmt: skip


def row(who: str, score: Score, *, says_who: bool = True) -> tuple[str, ...]:
    """Return the line of one watcher."""
    all_of, yours, hidden = score.everyones, score.yours, score.of(Kind.HIDDEN)
    causes = ", ".join(f"{score.false[cause] / score.platform_months:.2f}" for cause in _CAUSES)
    who_is_wrong = f"{_percent(wrong(all_of))} / {_percent(wrong(yours))}" if says_who else "–"
    return (
        who,
        f"{_whole(delay(all_of, 0.5))} / {_whole(delay(all_of, 0.95))}",
        _whole(mean_delay(all_of)),
        f"{_percent(missed(all_of))} / {_percent(missed(yours))} ({_percent(1 - missed(hidden))})",
        who_is_wrong,
        f"{_whole(score.recovery(0.5))} / {_whole(score.recovery(0.95))}",
        f"{score.false_rate:.2f} ({causes})",
        f"{_number(score.alarms(flapping=True))} / {_number(score.alarms(flapping=False), 2)}",
        f"{score.looks_a_day:.0f} (+{score.asked / score.awake_platform_days:.0f})",
        f"{1000.0 * score.cpu / score.looks:.2f}" if score.cpu and score.looks else "–",
    )


def by_class(score: Score, limits: Mapping[Kind, Bound]) -> Sequence[tuple[str, ...]]:
    """Return one line for each kind of outage, beside what theory allows."""
    made = []
    for kind in Kind:
        found = score.of(kind)
        if kind not in FOR_EVERYONE | ONLY_YOU or not found:
            continue
        limit = limits.get(kind)
        mean = mean_delay([one for one in found if one.delay is not None])
        alone, together = (limit.alone, limit.together) if limit else (math.nan, math.nan)
        made.append(
            (
                kind.value, str(len(found)), f"{sum(one.delay is None for one in found)}",
                f"{_whole(delay(found, 0.5))} / {_whole(delay(found, 0.95))}", _whole(mean),
                f"{_whole(alone)} ({_number(mean / alone, 2)} x)",
                f"{_whole(together)} ({_number(mean / together, 2)} x)",
            )
        )  # fmt: skip
    return made


CLASS_HEAD = (
    "kind", "outages", "missed", "delay p50 / p95 s", "mean s",
    "bound alone s (we are)", "bound with colleagues s (we are)",
)  # fmt: skip


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [f"| {' | '.join(one)} |" for one in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])


def _whole(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.0f}"


def _number(value: float, places: int = 1) -> str:
    return "–" if math.isnan(value) else f"{value:.{places}f}"


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{100.0 * share:.1f}".removesuffix(".0")
