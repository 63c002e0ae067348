"""Puts what is remembered about a platform into a verdict."""

from datetime import UTC, datetime

from downlight.domain import reasoning
from downlight.domain.deciding import Docket
from downlight.domain.status import Phase, Scope, Status
from downlight.domain.verdict import Because, Rule, Verdict
from downlight.domain.watch import Watch

FEED_MISSES = 3
"""Readings in a row that go wrong before a platform judged by its feed is unknown."""

Stance = tuple[Status, Phase, Scope | None]
"""The core of a verdict: how the platform is, how sure that is, and who has it."""

_CALM: Stance = (Status.OPERATIONAL, Phase.CALM, None)
_SUSPECTED: Stance = (Status.OPERATIONAL, Phase.SUSPECTED, None)
_MAINTENANCE: Stance = (Status.MAINTENANCE, Phase.CALM, None)
_STARTING: Stance = (Status.UNKNOWN, Phase.STARTING, None)
_UNKNOWN: Stance = (Status.UNKNOWN, Phase.CALM, None)
_UNKNOWN_IN_ALARM: Stance = (Status.UNKNOWN, Phase.CONFIRMED, None)
_MAINTAINED = Status.MAINTENANCE
_NO_WAY = (Because(Rule.NO_WAY), Because(Rule.LOCAL_TARGET))


def stance_on(docket: Docket, watch: Watch) -> Stance:
    """Return the core of the verdict, without the reasons."""
    if watch.is_quiet and not docket.net.closed:
        return _CALM
    if _blind(docket, watch):
        return _UNKNOWN_IN_ALARM if watch.alarm else _UNKNOWN
    if not watch.subject.has_probe:
        return _by_feed(watch)
    if watch.witnesses.feed is _MAINTAINED or (watch.alarm and watch.maintained):
        return _MAINTENANCE
    if watch.alarm:
        good = watch.run and not watch.reported
        phase = Phase.RECOVERING if good else Phase.CONFIRMED
        return watch.status, phase, watch.scope or Scope.UNCLEAR
    if watch.last is None:
        return _STARTING
    return _SUSPECTED if _is_suspected(docket, watch) else _CALM


def _blind(docket: Docket, watch: Watch) -> bool:
    """Whether this machine has no way to the platform."""
    if watch.local:
        return watch.last is not None and not watch.last.way_open
    return docket.net.cut_off


def _by_feed(watch: Watch) -> Stance:
    witnesses = watch.witnesses
    if witnesses.misses >= FEED_MISSES:
        return _UNKNOWN_IN_ALARM if watch.alarm else _UNKNOWN
    if witnesses.feed is Status.UNKNOWN:
        return _STARTING
    if watch.alarm:
        return watch.status, Phase.CONFIRMED, watch.scope
    return _MAINTENANCE if witnesses.feed is _MAINTAINED else _CALM


def _is_suspected(docket: Docket, watch: Watch) -> bool:
    if watch.witnesses.official_trouble or docket.net.holds(watch.subject.platform_id):
        return True
    return watch.suspected


def verdict_on(docket: Docket, watch: Watch, now: datetime) -> Verdict:
    """Return what there is to say about a platform."""
    stance = stance_on(docket, watch)
    status, phase, scope = stance
    return Verdict(
        watch.subject.platform_id,
        status,
        phase,
        scope,
        _confidence(watch, stance),
        _reasons(docket, watch, stance, now),
        now,
        _since(watch, stance),
        watch.flaps(now),
    )


def _confidence(watch: Watch, stance: Stance) -> float:
    status = stance[0]
    if status is Status.UNKNOWN:
        return 0.0
    if status is _MAINTAINED or not watch.subject.has_probe:
        return 0.9
    if status is Status.OPERATIONAL:
        return watch.belief.up
    return 0.85 if watch.reported else 1.0 - watch.belief.up


def _since(watch: Watch, stance: Stance) -> datetime | None:
    status, phase, _ = stance
    if status is _MAINTAINED:
        official = watch.witnesses.feed is _MAINTAINED
        return _time(watch.witnesses.feed_at if official else watch.since)
    if watch.alarm:
        return _time(watch.since)
    if phase is Phase.SUSPECTED:
        return None if watch.spell is None else _time(watch.spell.began)
    return watch.calm_since if phase is Phase.CALM else None


def _reasons(docket: Docket, watch: Watch, stance: Stance, now: datetime) -> tuple[Because, ...]:
    status, phase, _ = stance
    if _blind(docket, watch):
        return _NO_WAY if watch.local else reasoning.cut_off(docket.net)
    if not watch.subject.has_probe:
        return reasoning.official(watch.witnesses, now)
    if status is _MAINTAINED:
        return (reasoning.maintenance(watch.witnesses.fed, now), *reasoning.own(watch))
    if phase is Phase.CALM or phase is Phase.STARTING:
        return reasoning.calm(watch, now)
    return reasoning.trouble(watch, docket.net, docket.siblings(watch), now, docket.tuning)


def _time(t: float) -> datetime:
    return datetime.fromtimestamp(t, UTC)
