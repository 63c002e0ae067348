"""When trouble is certain enough to speak, when it is over, how bad it is, and who has it."""

import math
from dataclasses import dataclass

from downlight.domain.likelihood import PATH_KINDS, Kind
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
    failing = votes.failing + votes.wavering
    if failing:
        nats += 0.5 if failing > 1 else 0.3
    elif votes.fine > 1:
        nats -= 1.0
    if votes.spoke_up:
        nats += 2.0
    if witnesses.complaints(t, tuning.crowd_fresh, 10.0, 6.0):
        nats += 3.0
    if witnesses.official_trouble:
        nats += 1.5
    if siblings.alarmed:
        nats += 3.0
    elif siblings.suspected:
        nats += 1.5
    return nats


def hiccup_wait(nats: float, most: float, tuning: Tuning) -> float:
    """Return how long failures must last before they are no hiccup any more, in seconds.

    The rest of a hiccup of `least` to `most` seconds that was hit at random lasts longer than x
    with probability ((most - x) / (most - least))^2; the wait is where this, together with the
    other evidence of `nats`, reaches the odds that the tuning asks for.
    """
    left = math.exp(min(0.0, nats - tuning.hiccup_nats) / 2.0)
    return most - (most - tuning.hiccup_least) * left


_ONLY_HERE = 8.0
"""Seconds to wait longer when several colleagues reach it: nobody else waits for our word."""


@dataclass(frozen=True, slots=True)
class Case:
    """What stands between a suspicion and an alarm."""

    wait: float
    """Seconds that the failures must span."""
    looks: int
    """Failed looks of our own that it takes."""
    began: float
    """When the first failed look began, ours or a colleague's (seconds since the epoch)."""


def case(
    watch: Watch, siblings: Siblings, t: float, hiccup_most: float, tuning: Tuning
) -> Case | None:
    """Return what it takes to raise the alarm on `watch`; None when nothing is suspected.

    Hiccups last `hiccup_most` seconds here at most.
    """
    spell = watch.spell
    if spell is None:
        return None
    votes = watch.witnesses.votes(t, tuning.votes_fresh)
    outside = backing(watch, votes, siblings, t, tuning)
    wait = hiccup_wait(outside + spell.lasting + spell.steadiness, hiccup_most, tuning)
    looks = 2 if outside >= 0.2 and not spell.broken else 4 if outside <= -1.0 else 3
    if votes.fine > 1 and not votes.failing and not votes.wavering:
        wait += _ONLY_HERE
    began = min(spell.started, watch.witnesses.spoken_since())
    return Case(wait * watch.scale, looks, began)


def is_certain(watch: Watch, made: Case, t: float, tuning: Tuning) -> bool:
    """Whether to raise the alarm now."""
    spell = watch.spell
    if spell is None or watch.belief.up > 1.0 - tuning.enter or spell.bad < made.looks:
        return False
    if spell.last_started - made.began < made.wait or not spell.is_proper:
        return False
    return not _only_stutters(watch, t, tuning) and not _maybe_redesigned(watch, t, tuning)


_STUTTER = 0.3
"""Share of good looks that a broken way does not show, and a lossy one does."""


def _only_stutters(watch: Watch, t: float, tuning: Tuning) -> bool:
    """Whether looks fail on the way now and then, while colleagues have no trouble at all."""
    spell = watch.spell
    if spell is None or spell.kinds.keys() - (PATH_KINDS | {Kind.SLOW}):
        return False
    votes = watch.witnesses.votes(t, tuning.votes_fresh)
    unseen = votes.fine > 1 and not votes.failing and not votes.wavering
    return unseen and spell.good > _STUTTER * spell.seen_bad


_REDESIGN_SEEN = 45.0
"""Seconds that a text must be missing before we speak where nobody counts complaints."""
_CROWD_ROUSED = 900.0
"""Seconds after which many people complain if they ever will; a few more are chance then."""


def _maybe_redesigned(watch: Watch, t: float, tuning: Tuning) -> bool:
    """Whether all that is wrong is a missing text on every page: its makers may have changed it.

    Complaints tell an outage from a redesign; where they are counted we wait for a count taken
    late enough to show it.
    """
    spell = watch.spell
    if spell is None or spell.good:
        return False
    missing = spell.count(Kind.TEXT_MISSING) + spell.count(Kind.STRANGE)
    if spell.bad - missing > max(1.0, 0.34 * missing):
        return False
    witnesses = watch.witnesses
    if witnesses.official_trouble or witnesses.complaints(t, tuning.crowd_fresh, 10.0, 6.0):
        return False
    age, silence = t - spell.began, t - witnesses.counted_at
    if silence < 2 * tuning.crowd_fresh:
        return age > _CROWD_ROUSED or not witnesses.unusual(t, tuning.crowd_fresh)
    patience = _REDESIGN_SEEN if silence == math.inf else 2 * tuning.crowd_fresh
    return age < patience * watch.scale


def is_over(watch: Watch, t: float, tuning: Tuning) -> bool:
    """Whether an alarm is to be cleared now."""
    return (
        watch.run >= 3
        and watch.belief.up >= tuning.leave
        and t - watch.run_began >= _hold(watch, tuning) * watch.scale
    )


def _hold(watch: Watch, tuning: Tuning) -> float:
    """Return how long answers must be good before a platform is called back, in seconds."""
    score, spell = watch.flapping.at_alarm, watch.spell
    if score >= 2.4:
        return tuning.hold_most
    if score >= watch.flapping.MANY:
        return tuning.hold_flapping
    if spell is not None and spell.last - spell.began < tuning.brief:
        return tuning.hold_brief
    return tuning.hold_partial if spell is not None and spell.is_partial else tuning.hold


def trouble_status(watch: Watch) -> Status:
    """Return how bad it is; it changes only when the evidence is clear."""
    spell = watch.spell
    if spell is None or not spell.bad:
        return watch.status if watch.status.is_trouble else Status.DEGRADED
    if spell.mostly_slow:
        return Status.DEGRADED
    limit = _ALL_FAILS.get(watch.status, 0.6)
    return Status.MAJOR_OUTAGE if spell.share >= limit else Status.PARTIAL_OUTAGE


_ALL_FAILS = {Status.MAJOR_OUTAGE: 0.5, Status.PARTIAL_OUTAGE: 0.8}
"""Share of bad looks from which on it is a major outage, by what was said before: where half of
the looks fail, the share wanders between 0.4 and 0.7, and so comes down and stays there."""


def scope_of(watch: Watch, siblings: Siblings, t: float, tuning: Tuning) -> Scope:
    """Return who has it; what was said before stays unless the evidence is clear."""
    odds = everyone_odds(watch, siblings.alarmed, t, tuning)
    if watch.scope is Scope.EVERYONE and odds > -0.5:
        return Scope.EVERYONE
    if watch.scope is Scope.JUST_YOU and odds < 0.5:
        return Scope.JUST_YOU
    return Scope.EVERYONE if odds > 0.3 else Scope.JUST_YOU if odds < -0.3 else Scope.UNCLEAR
