"""When trouble is certain enough to speak, when it is over, how bad it is, and who has it."""

import math
from dataclasses import dataclass

from downlight.domain.likelihood import Kind
from downlight.domain.scope import everyone_odds
from downlight.domain.status import Scope, Status
from downlight.domain.tuning import Tuning
from downlight.domain.watch import Watch
from downlight.domain.witnesses import Votes


@dataclass(frozen=True, slots=True)
class Siblings:
    """How other platforms of the same provider are."""

    alarmed: int = 0
    suspected: int = 0


NO_SIBLINGS = Siblings()


def backing(watch: Watch, votes: Votes, siblings: Siblings, t: float, tuning: Tuning) -> float:
    """Return the natural log odds of an outage against a hiccup, by what others say."""
    witnesses = watch.witnesses
    nats = 0.0
    if votes.failing:
        nats += 1.2 if votes.failing > 1 else 0.9
    elif votes.fine > 1:
        nats -= 1.0
    if witnesses.complaints(t, tuning.crowd_fresh, 10.0, 6.0):
        nats += 3.0
    if witnesses.official_trouble:
        nats += 2.0
    if siblings.alarmed:
        nats += 3.0
    elif siblings.suspected:
        nats += 1.5
    return nats


def hiccup_wait(nats: float, scale: float, tuning: Tuning) -> float:
    """Return how long failures must last before they are no hiccup any more, in seconds.

    The rest of a uniformly long hiccup that was hit at random lasts longer than x with
    probability ((most - x) / (most - least))^2; the wait is where this, together with the other
    evidence of `nats`, reaches the odds that the tuning asks for.
    """
    left = math.exp(min(0.0, nats - tuning.hiccup_nats) / 2.0)
    return scale * (tuning.hiccup_most - (tuning.hiccup_most - tuning.hiccup_least) * left)


@dataclass(frozen=True, slots=True)
class Case:
    """What stands between a suspicion and an alarm."""

    wait: float
    """Seconds that the failures must span."""
    looks: int
    """Failed looks of our own that it takes."""
    began: float
    """When the first failed look began, ours or a colleague's (seconds since the epoch)."""


def case(watch: Watch, siblings: Siblings, t: float, tuning: Tuning) -> Case | None:
    """Return what it takes to raise the alarm on `watch`; None when nothing is suspected."""
    spell = watch.spell
    if spell is None:
        return None
    votes = watch.witnesses.votes(t, tuning.votes_fresh)
    outside = backing(watch, votes, siblings, t, tuning)
    wait = hiccup_wait(outside + spell.lasting, watch.scale, tuning)
    looks = 2 if outside >= 0.9 else 4 if outside <= -1.0 else 3
    began = min(spell.started, watch.witnesses.earliest_failure(t, 120.0))
    return Case(wait, looks, began)


def is_certain(watch: Watch, made: Case, t: float, tuning: Tuning) -> bool:
    """Whether to raise the alarm now."""
    spell = watch.spell
    if spell is None or watch.belief.up > 1.0 - tuning.enter or spell.bad < made.looks:
        return False
    if spell.last_started - made.began < made.wait:
        return False
    return not _maybe_redesigned(watch, t, tuning)


def _maybe_redesigned(watch: Watch, t: float, tuning: Tuning) -> bool:
    """Whether all that is wrong is a missing text on every page: its makers may have changed it.

    Complaints tell an outage from a redesign; where they are counted we wait for a count taken
    late enough to show it.
    """
    spell = watch.spell
    if spell is None or spell.good or spell.kinds.keys() - {Kind.TEXT_MISSING, Kind.STRANGE}:
        return False
    witnesses = watch.witnesses
    if witnesses.official_trouble or witnesses.complaints(t, tuning.crowd_fresh, 5.0, 2.5):
        return False
    if t - witnesses.counted_at < 2 * tuning.crowd_fresh:
        return True
    return t - spell.began < 150.0 * watch.scale


def is_over(watch: Watch, t: float, tuning: Tuning) -> bool:
    """Whether an alarm is to be cleared now."""
    spell = watch.spell
    hold = tuning.hold * 9.0 ** max(0.0, watch.flapping.score(t) - 1.0)
    hold = min(tuning.hold_most, hold)
    if spell is not None and (spell.bad + 1) / (spell.seen_bad + 2) < 0.75:
        hold = max(hold, tuning.hold_partial)
    return (
        watch.belief.up >= tuning.leave
        and watch.run >= 3
        and t - watch.run_began >= hold * watch.scale
    )


def trouble_status(watch: Watch) -> Status:
    """Return how bad it is; it changes only when the evidence is clear."""
    spell = watch.spell
    if spell is None or not spell.bad:
        return watch.status if watch.status.is_trouble else Status.DEGRADED
    if spell.mostly_slow:
        return Status.DEGRADED
    limit = 0.45 if watch.status is Status.MAJOR_OUTAGE else 0.6
    return Status.MAJOR_OUTAGE if spell.share >= limit else Status.PARTIAL_OUTAGE


def scope_of(watch: Watch, siblings: Siblings, t: float, tuning: Tuning) -> Scope:
    """Return who has it; what was said before stays unless the evidence is clear."""
    odds = everyone_odds(watch, siblings.alarmed, t, tuning)
    if watch.scope is Scope.EVERYONE and odds > -0.5:
        return Scope.EVERYONE
    if watch.scope is Scope.JUST_YOU and odds < 0.5:
        return Scope.JUST_YOU
    return Scope.EVERYONE if odds > 0.3 else Scope.JUST_YOU if odds < -0.3 else Scope.UNCLEAR
