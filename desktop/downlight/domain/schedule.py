"""When to look at a platform again, by which way, and how long to wait for the answer."""

from random import Random

from downlight.domain.judging import Case
from downlight.domain.likelihood import PATH_KINDS
from downlight.domain.observation import Path
from downlight.domain.tuning import Tuning
from downlight.domain.watch import Watch

_SUSPICIOUS, _WORTH_A_LOOK = 0.01, 0.002
"""Belief in trouble from which on a burst of looks, or a sooner look, is worth its cost."""
_SPARED = 1.005
"""Mean stretch of calm gaps: what is spared in calm times is spent on suspicions."""
_PRESSING_GAP = 7.0
"""Seconds between looks once trouble is likelier than not: where only a part fails, each counts."""
_BLOCKED_MOST = 600.0
_ALARM_GAPS = ((600.0, 12.0), (3600.0, 16.0), (21_600.0, 30.0))
"""While an alarm is younger than the first, look every second number of seconds."""
_OLD_ALARM_GAP = 60.0
_UNDER_WAY = 4.0
"""Seconds before the look that decides in which no other is begun: it would stand in its way."""
_RECOVERING_GAPS = (4.0, 4.0, 5.0, 6.0, 7.0, 8.0)
"""Gaps after the first, second ... good answer in a row while in alarm."""
_SHORTEST_TIMEOUT, _LONGEST_TIMEOUT, _TIMES_USUAL = 4.0, 8.0, 12.0
_SHORTEST_TIMEOUT_NEARBY = 1.5
"""On this machine's own network nothing is lost for seconds and then found."""
_UNKNOWN_TIMEOUT = 10.0
_TRY, _TRY_AGAIN = 30, 300
"""Calm looks of which one goes by the other address family, to learn whether that works here."""
_WAYS = (Path.DEFAULT, Path.OTHER_FAMILY, Path.OTHER_RESOLVER)
_WAYS_TO_SERVER = (Path.DEFAULT, Path.OTHER_FAMILY)


def plan_calm(watch: Watch, t: float, chance: Random, tuning: Tuning) -> None:
    """Set when a platform that is fine is due after a look that ended at `t`."""
    watch.burst = 0
    if watch.run == 1:  # the first looks come together; spread those that follow
        watch.due = t + watch.subject.interval * chance.uniform(0.2, 0.9)
        return
    stretch = _SPARED + tuning.jitter * (2.0 * chance.random() - 1.0)
    watch.due = t + watch.subject.interval * stretch


def plan(
    watch: Watch, t: float, made: Case | None, *, pending: bool, chance: Random, tuning: Tuning
) -> None:
    """Set when `watch` is due after a look that ended at `t`."""
    interval = watch.subject.interval
    gap = _gap(watch, t, interval, tuning, pending=pending)
    asked = watch.last.retry_after if watch.last is not None and watch.blocked else None
    stretch = 1.0 + tuning.jitter * (2.0 * chance.random() - 1.0)
    watch.due = t + max(gap * stretch, asked or 0.0)
    if made is not None and not watch.alarm and watch.belief.up <= 1.0 - tuning.enter:
        decisive = made.began + made.wait + 0.05
        if decisive > t and watch.due > decisive - _UNDER_WAY:
            watch.due = max(decisive, t + min(2.0, interval))


def _gap(watch: Watch, t: float, interval: float, tuning: Tuning, *, pending: bool) -> float:
    if watch.blocked:
        return min(max(_BLOCKED_MOST, interval), interval * 2.0 ** min(6, watch.blocked))
    if watch.alarm:
        watch.burst += 1
        return min(_alarm_gap(watch, t), max(interval, 60.0) if interval >= 60.0 else interval)
    trouble = 1.0 - watch.belief.up
    unsettled = watch.spell is not None and watch.run < 2
    if pending or unsettled or trouble > _SUSPICIOUS:
        gap = tuning.burst[min(watch.burst, len(tuning.burst) - 1)]
        watch.burst += 1
        return min(gap, interval, _PRESSING_GAP if trouble > 0.5 else interval)
    watch.burst = 0
    return interval / 3.0 if trouble > _WORTH_A_LOOK else interval


def _alarm_gap(watch: Watch, t: float) -> float:
    if watch.run:
        return _RECOVERING_GAPS[min(watch.run, len(_RECOVERING_GAPS)) - 1]
    age = t - watch.alarmed_at
    return next((gap for limit, gap in _ALARM_GAPS if age < limit), _OLD_ALARM_GAP)


def way(watch: Watch, *, pending: bool) -> Path:
    """Return the way the next look is to take: independent ones while something is suspected."""
    if watch.local:
        return Path.DEFAULT  # to a machine nearby there is one way
    if watch.alarm:
        return _way_in_alarm(watch)
    if not watch.burst:
        every = _TRY_AGAIN if watch.other_family is False else _TRY
        return Path.DEFAULT if (watch.run + 1) % every else Path.OTHER_FAMILY
    on_the_way = pending or (
        watch.spell is not None and bool(watch.spell.kinds.keys() & PATH_KINDS)
    )
    ways = _WAYS if on_the_way else _WAYS_TO_SERVER
    path = ways[watch.burst % len(ways)]
    return Path.DEFAULT if path is Path.OTHER_FAMILY and watch.other_family is False else path


def _way_in_alarm(watch: Watch) -> Path:
    if watch.run:
        return Path.OTHER_FAMILY if watch.run % 2 and watch.other_family else Path.DEFAULT
    failing = watch.spell is not None and watch.spell.on_the_way
    return Path.OTHER_RESOLVER if failing and watch.burst % 4 == 0 else Path.DEFAULT


def patience(watch: Watch) -> float:
    """Return the seconds after which the next look is to be given up."""
    usual = watch.latency.usual
    if usual is None:
        return _UNKNOWN_TIMEOUT
    shortest = _SHORTEST_TIMEOUT_NEARBY if watch.local else _SHORTEST_TIMEOUT
    learned = max(shortest, min(_LONGEST_TIMEOUT, _TIMES_USUAL * usual), 3.0 * usual)
    return max(learned, 2.0 * (watch.latency.limit or 0.0))
