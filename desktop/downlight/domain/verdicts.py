"""Puts what is remembered about a platform into a verdict."""

from datetime import UTC, datetime

from downlight.domain import reasoning
from downlight.domain.deciding import Docket
from downlight.domain.status import Phase, Scope, Status
from downlight.domain.verdict import Because, Rule, Verdict
from downlight.domain.watch import Watch

FEED_MISSES = 3
"""Readings in a row that go wrong before a platform judged by its feed is unknown."""


def verdict_on(docket: Docket, watch: Watch, now: datetime) -> Verdict:
    """Return what there is to say about a platform."""
    if not watch.subject.has_probe:
        return _by_feed(docket, watch, now)
    if watch.local:
        if watch.last is not None and not watch.last.way_open:
            return _unknown(watch, (Because(Rule.NO_WAY), Because(Rule.LOCAL_TARGET)), now)
    elif docket.net.cut_off:
        return _unknown(watch, reasoning.cut_off(docket.net), now)
    if _maintained(watch):
        return _maintenance(watch, now)
    if watch.alarm:
        return _trouble(docket, watch, now)
    if watch.last is None:
        return _unknown(watch, (Because(Rule.STARTING),), now, Phase.STARTING)
    if _is_suspected(docket, watch):
        return _suspicion(docket, watch, now)
    return Verdict(
        watch.subject.platform_id,
        Status.OPERATIONAL,
        Phase.CALM,
        None,
        watch.belief.up,
        reasoning.calm(watch, now),
        now,
        _time(watch.calm_since),
        watch.flapping.flaps(now.timestamp()),
    )


def _is_suspected(docket: Docket, watch: Watch) -> bool:
    if watch.spell is None and not watch.witnesses.official_trouble:
        return docket.net.holds(watch.subject.platform_id)
    return watch.suspected or watch.witnesses.official_trouble


def _maintained(watch: Watch) -> bool:
    if watch.witnesses.feed is Status.MAINTENANCE:
        return True
    return watch.alarm and watch.maintained


def _time(t: float | None) -> datetime | None:
    return None if t is None else datetime.fromtimestamp(t, UTC)


def _unknown(
    watch: Watch, reasons: tuple[Because, ...], now: datetime, phase: Phase = Phase.CALM
) -> Verdict:
    if watch.alarm:
        phase = Phase.CONFIRMED
    since = _time(watch.since) if watch.alarm else None
    return Verdict(watch.subject.platform_id, Status.UNKNOWN, phase, None, 0.0, reasons, now, since)


def _maintenance(watch: Watch, now: datetime) -> Verdict:
    reasons = [reasoning.maintenance(watch.witnesses.fed, now)]
    official = watch.witnesses.feed is Status.MAINTENANCE
    return Verdict(
        watch.subject.platform_id,
        Status.MAINTENANCE,
        Phase.CALM,
        None,
        0.95,
        (*reasons, *reasoning.own(watch)),
        now,
        _time(watch.witnesses.feed_at if official else watch.since),
    )


def _trouble(docket: Docket, watch: Watch, now: datetime) -> Verdict:
    return Verdict(
        watch.subject.platform_id,
        watch.status,
        Phase.RECOVERING if watch.run and not watch.reported else Phase.CONFIRMED,
        watch.scope or Scope.UNCLEAR,
        _confidence(watch),
        reasoning.trouble(watch, docket.net, docket.siblings(watch), now, docket.tuning),
        now,
        _time(watch.since),
        watch.flapping.flaps(now.timestamp()),
    )


def _confidence(watch: Watch) -> float:
    return 0.85 if watch.reported else 1.0 - watch.belief.up


def _suspicion(docket: Docket, watch: Watch, now: datetime) -> Verdict:
    spell = watch.spell
    return Verdict(
        watch.subject.platform_id,
        Status.OPERATIONAL,
        Phase.SUSPECTED,
        None,
        watch.belief.up,
        reasoning.trouble(watch, docket.net, docket.siblings(watch), now, docket.tuning),
        now,
        _time(spell.began if spell is not None else None),
        watch.flapping.flaps(now.timestamp()),
    )


def _by_feed(docket: Docket, watch: Watch, now: datetime) -> Verdict:
    witnesses = watch.witnesses
    reasons = reasoning.official(witnesses, now)
    if docket.net.cut_off:
        return _unknown(watch, reasoning.cut_off(docket.net), now)
    if witnesses.feed is Status.UNKNOWN:
        phase = Phase.STARTING if witnesses.misses < FEED_MISSES else Phase.CALM
        return _unknown(watch, reasons, now, phase)
    if witnesses.misses >= FEED_MISSES:
        return _unknown(watch, reasons, now)
    if witnesses.feed is Status.MAINTENANCE:
        return _maintenance(watch, now)
    trouble = watch.alarm
    return Verdict(
        watch.subject.platform_id,
        watch.status if trouble else witnesses.feed,
        Phase.CONFIRMED if trouble else Phase.CALM,
        watch.scope if trouble else None,
        0.9,
        reasons,
        now,
        _time(watch.since if trouble else watch.calm_since),
    )
