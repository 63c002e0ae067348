"""Who has the trouble: everyone, or only this machine. Log-odds, evidence by evidence."""

import math

from downlight.domain.status import Status
from downlight.domain.tuning import Tuning
from downlight.domain.watch import Watch
from downlight.domain.witnesses import NOBODY

_TRUST = 0.7
"""Weight of a colleague's word: several may share a cause that is not the platform's."""
_SAME_NETWORK = -0.5
_OTHER_PATH = -3.0
_SIBLING = 2.0
_CROWD, _QUIET = 3.0, -1.0
_NOTHING_BETWEEN = 2.5
"""A target on this network, with the way to it open: little is left that only we could have."""
_OTHER_PATH_FRESH = 200.0
_CROWD_LATE = 480.0
"""Seconds after which complaints about an outage must have come in."""
_OFFICIAL = {
    Status.DEGRADED: 2.5,
    Status.PARTIAL_OUTAGE: 3.0,
    Status.MAJOR_OUTAGE: 3.5,
    Status.MAINTENANCE: 4.0,
}
"""An official "operational" is no evidence: pages lag by 16 minutes at the median, or for ever."""


def everyone_odds(watch: Watch, siblings: int, t: float, tuning: Tuning) -> float:
    """Return the natural log of the odds that everyone has it against only this machine."""
    spell = watch.spell
    odds = spell.everyone if spell is not None else 1.0
    share = min(0.95, max(0.15, spell.share)) if spell is not None else 0.5
    votes = watch.witnesses.votes(t, tuning.votes_fresh)
    odds += _TRUST * votes.failing * math.log(share / NOBODY)
    odds += _TRUST * votes.fine * math.log((1.0 - share) / (1.0 - NOBODY))
    odds += _SAME_NETWORK * votes.failing_here
    if t - watch.other_path_at < _OTHER_PATH_FRESH:
        odds += _OTHER_PATH
    odds += _complaints(watch, t, tuning)
    if watch.local:
        odds += _NOTHING_BETWEEN
    odds += _OFFICIAL.get(watch.witnesses.feed, 0.0)
    return odds + (_SIBLING if siblings else 0.0)


def _complaints(watch: Watch, t: float, tuning: Tuning) -> float:
    witnesses = watch.witnesses
    if t - witnesses.counted_at >= tuning.crowd_fresh:
        return 0.0
    if witnesses.count >= max(8.0, 6.0 * witnesses.usual):
        return _CROWD
    quiet = witnesses.count < 2.0 * witnesses.usual + 3.0 and witnesses.usual >= 2.0
    return _QUIET if quiet and t - watch.since > _CROWD_LATE else 0.0
