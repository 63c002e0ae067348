"""Turns looks and votes into likelihoods and lets them move the belief in a platform."""

import math
from collections.abc import Sequence

from downlight.domain.connectivity import Others
from downlight.domain.likelihood import PATH_KINDS, TABLE, Kind
from downlight.domain.observation import Path
from downlight.domain.spell import Spell
from downlight.domain.watch import Watch
from downlight.domain.witnesses import NOBODY

_OK = TABLE[Kind.OK]
_OTHERS_FAILING = 1.6
"""How much a failure rate of unrelated platforms raises the chance of failing by no own fault."""
_OTHERS_LATE, _OFTEN_LATE = 0.6, 0.06
"""The same for slowness, and the share of late answers that is usual."""
_NEARBY = 0.2
"""Share of the failures of healthy platforms that a machine on one's own network shows: the rest
happens on the way. Assumed."""
_KIN, _KIN_SHARE = 12.0, 0.6
"""Seconds within which two good looks by one way probably met the same part of a partly broken
platform, and by how much the second then says less."""
_JUST_YOU_ON_THE_WAY, _JUST_YOU_AT_IT = 0.5, 0.1
"""Chance beforehand that only this machine has it: silence, and errors of the platform itself."""
_FAILS = (1.0 - _OK.partial, 0.7, 0.95)
"""Chance that a colleague fails too when everyone has it: partial, slow, down."""


def weigh_good(watch: Watch, path: Path, t: float) -> None:
    """Let a good look move the belief."""
    partial, slow, down, spell = _OK.partial, _OK.slow, _OK.down, watch.spell
    if spell is not None and spell.bad > 2:
        share = spell.good_share
        partial, down = min(0.8, max(0.25, share)), min(0.5, max(down, share))
        slow = max(slow, min(0.5, share))
    watch.belief.pass_time(t)
    if spell is None or not spell.is_partial:
        watch.belief.weigh(1.0, partial, slow, down)
        return
    since = max(0.0, t - spell.good_at.get(path, -math.inf))
    novelty = 1.0 - _KIN_SHARE * math.exp(-since / _KIN)
    watch.belief.weigh(1.0, partial**novelty, slow**novelty, down**novelty)


def weigh_bad(
    watch: Watch, spell: Spell, kind: Kind, started: float, t: float, others: Others
) -> float:
    """Let a bad look move the belief; return by how much, as a log likelihood ratio.

    How unrelated `others` fared lately tells how much of it this machine's network explains.
    """
    row = TABLE[kind]
    if kind is Kind.SLOW:
        late = max(0.0, others.late - _OFTEN_LATE)
        noise = max(watch.noise.slowness, _OTHERS_LATE * late)
    else:
        noise = row.noise * watch.noise.failing * (_NEARBY if watch.local else 1.0)
        if kind in PATH_KINDS:
            noise = max(noise, _OTHERS_FAILING * row.noise * others.failing)
    novelty = spell.novelty(started)
    before = watch.belief.up
    watch.belief.pass_time(t)
    watch.belief.weigh(
        1.0,
        (row.partial / noise) ** novelty,
        (row.slow / noise) ** novelty,
        (row.down / noise) ** novelty,
    )
    return _odds(watch.belief.up) - _odds(before)


def weigh_votes(watch: Watch, votes: Sequence[tuple[bool, float]]) -> None:
    """Let fresh votes of colleagues outside this network move the belief: (ok, weight 0 to 1).

    Their health speaks against trouble only as far as trouble would be everyone's.
    """
    spell = watch.spell
    if spell is None or not votes:
        return
    alone = _JUST_YOU_ON_THE_WAY if spell.on_the_way else _JUST_YOU_AT_IT
    ratios = [alone + (1.0 - alone) * _ratio(votes, fails) for fails in _FAILS]
    watch.belief.weigh(1.0, *ratios)


def _ratio(votes: Sequence[tuple[bool, float]], fails: float) -> float:
    ratio = 1.0
    for ok, weight in votes:
        one = (1.0 - fails) / (1.0 - NOBODY) if ok else fails / NOBODY
        ratio *= math.pow(one, weight)
    return ratio


def _odds(up: float) -> float:
    up = min(max(up, 1e-9), 1.0 - 1e-9)
    return math.log((1.0 - up) / up)
