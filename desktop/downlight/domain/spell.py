"""A spell of bad answers from one platform: since when, how many, of what kind."""

import math

from downlight.domain.likelihood import PATH_KINDS, TABLE, Kind
from downlight.domain.observation import Observation, Path

_KIN = 8.0
"""Seconds within which two failures probably share one cause (a broken edge, one bad moment)."""
_SHARE_PACE = 0.12
_EVERYONE_LEAST, _EVERYONE_MOST = -1.2, 6.0
_LASTING_LEAST, _LASTING_MOST = -0.6, 3.5
_AGAIN = 0.15
"""What a kind of failure says about who is affected, when it comes again."""


class Tally:
    """Failures of one kind within a spell."""

    __slots__ = ("count", "last", "weight")

    def __init__(self) -> None:
        self.count = 0
        self.weight = 0.0
        """Sum of the natural log likelihood ratios: trouble against health."""
        self.last: Observation | None = None


class Spell:
    """Times are seconds since the epoch, UTC."""

    __slots__ = (
        "bad", "began", "everyone", "good", "kinds", "last", "last_started", "lasting", "seen",
        "seen_bad", "share", "started",
    )  # fmt: skip

    def __init__(self, began: float, started: float) -> None:
        self.began = began
        """When the first bad answer was known."""
        self.started = started
        """When the look that gave it began."""
        self.last = began
        self.last_started = -math.inf
        self.bad = 0
        self.good = 0
        self.seen = 0
        self.seen_bad = 0
        """Looks from the first to the last bad one."""
        self.share = 1.0
        """Smoothed share of bad looks."""
        self.lasting = 0.0
        """Natural log of the odds of an outage against a hiccup, by the kinds of failures."""
        self.everyone = 0.0
        """Natural log of the odds that everyone has it, by the kinds of failures."""
        self.kinds: dict[Kind, Tally] = {}

    def novelty(self, started: float) -> float:
        """Return how independent a failure of a look begun at `started` is of the last: .5 to 1."""
        return 1.0 - 0.5 * math.exp(-max(0.0, started - self.last_started) / _KIN)

    def add_bad(
        self, kind: Kind, observation: Observation, started: float, t: float, weight: float
    ) -> None:
        """Count a bad look that was known at `t`."""
        row, tally = TABLE[kind], self.kinds.setdefault(kind, Tally())
        novelty = self.novelty(started)
        tally.count += 1
        tally.weight += weight
        tally.last = observation
        self.bad += 1
        self.seen += 1
        self.seen_bad = self.seen
        self.share += _SHARE_PACE * (1.0 - self.share)
        self.lasting = _clip(self.lasting + row.lasting * novelty, _LASTING_LEAST, _LASTING_MOST)
        says = row.everyone if tally.count == 1 else row.everyone * _AGAIN
        if kind is Kind.DNS and observation.path is Path.OTHER_RESOLVER:
            says += 1.0  # another resolver does not know the name either
        self.everyone = _clip(self.everyone + says, _EVERYONE_LEAST, _EVERYONE_MOST)
        self.last, self.last_started = t, started

    def add_good(self) -> None:
        """Count a good look."""
        self.seen += 1
        self.good += 1
        self.share -= _SHARE_PACE * self.share

    def count(self, kind: Kind) -> int:
        """Return how many looks gave this kind."""
        tally = self.kinds.get(kind)
        return tally.count if tally is not None else 0

    @property
    def good_share(self) -> float:
        """Return the share of good looks up to the last bad one, cautiously."""
        return 1.0 - (self.bad + 1) / (self.seen_bad + 2)

    @property
    def span(self) -> float:
        """Return the seconds between the starts of the first and the last bad look."""
        return self.last_started - self.started

    @property
    def mostly_slow(self) -> bool:
        """Whether slow answers outnumber all other bad ones."""
        return 2 * self.count(Kind.SLOW) > self.bad

    @property
    def on_the_way(self) -> bool:
        """Whether all failures so far might lie on the way rather than at the platform."""
        return self.kinds.keys() <= PATH_KINDS


def _clip(value: float, least: float, most: float) -> float:
    return min(most, max(least, value))
