"""Turns looks and votes into likelihoods and lets them move the belief in a platform."""

import math
from collections.abc import Sequence

from downlight.domain.likelihood import PATH_KINDS, TABLE, Kind
from downlight.domain.spell import Spell
from downlight.domain.watch import Watch
from downlight.domain.witnesses import NOBODY

_OK = TABLE[Kind.OK]
_OTHERS_FAILING = 1.6
"""How much a failure rate of unrelated platforms raises the chance of failing by no own fault."""
_JUST_YOU_ON_THE_WAY, _JUST_YOU_AT_IT = 0.5, 0.1
"""Chance beforehand that only this machine has it: silence, and errors of the platform itself."""
_FAILS = (1.0 - _OK.partial, 0.7, 0.95)
"""Chance that a colleague fails too when everyone has it: partial, slow, down."""


def weigh_good(watch: Watch, t: float) -> None:
    """Let a good look move the belief."""
    partial, spell = _OK.partial, watch.spell
    if spell is not None and spell.bad > 2:
        partial = min(0.8, max(0.25, spell.good_share))
    watch.belief.pass_time(t)
    watch.belief.weigh(1.0, partial, _OK.slow, _OK.down)


def weigh_bad(
    watch: Watch, spell: Spell, kind: Kind, started: float, t: float, others: float
) -> float:
    """Let a bad look move the belief; return by how much, as a log likelihood ratio.

    `others` is the share of unrelated platforms that could not be reached lately.
    """
    row = TABLE[kind]
    if kind is Kind.SLOW:
        noise = watch.noise.slowness
    else:
        noise = row.noise * watch.noise.failing
        if kind in PATH_KINDS:
            noise = max(noise, _OTHERS_FAILING * row.noise * others)
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


def weigh_votes(watch: Watch, votes: Sequence[tuple[bool, bool]]) -> None:
    """Let fresh votes of colleagues outside this network move the belief: (ok, said so before).

    Their health speaks against trouble only as far as trouble would be everyone's.
    """
    spell = watch.spell
    if spell is None or not votes:
        return
    alone = _JUST_YOU_ON_THE_WAY if spell.on_the_way else _JUST_YOU_AT_IT
    ratios = [alone + (1.0 - alone) * _ratio(votes, fails) for fails in _FAILS]
    watch.belief.weigh(1.0, *ratios)


def _ratio(votes: Sequence[tuple[bool, bool]], fails: float) -> float:
    ratio = 1.0
    for ok, again in votes:
        one = (1.0 - fails) / (1.0 - NOBODY) if ok else fails / NOBODY
        ratio *= math.sqrt(one) if again else one
    return ratio


def _odds(up: float) -> float:
    up = min(max(up, 1e-9), 1.0 - 1e-9)
    return math.log((1.0 - up) / up)
