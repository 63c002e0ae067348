"""A spell of bad answers from one platform: since when, how many, of what kind."""

import math

from downlight.domain.likelihood import PATH_KINDS, TABLE, Kind
from downlight.domain.observation import Observation, Path

_KIN = 8.0
"""Seconds within which two failures probably share one cause (a broken edge, one bad moment)."""
_SHARE_PACE = 0.06
_EVERYONE_LEAST, _EVERYONE_MOST = -1.2, 6.0
_LASTING_LEAST, _LASTING_MOST = -0.6, 3.5
_GOOD_BETWEEN, _BETWEEN_MOST = 0.4, 1.2
"""What a good look says while others go under way: a broken route lets next to nothing through."""
_MAYBE_CHANGED = frozenset({Kind.TEXT_MISSING, Kind.STRANGE})
_NOW_AND_THEN = 0.07
_STEADY, _STEADY_MOST, _BROKEN = 0.1, 0.5, -0.5
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
        "bad", "began", "broken", "everyone", "good", "good_at", "kinds", "last", "last_started",
        "lasting", "other_family_bad", "proper_bad", "seen", "seen_bad", "share", "started",
        "usual_good",
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
        self.broken = False
        """Whether a good look came between two bad ones."""
        self.seen = 0
        self.seen_bad = 0
        """Looks from the first to the last bad one."""
        self.share = 1.0
        """Smoothed share of bad looks."""
        self.lasting = 0.0
        """Natural log of the odds of an outage against a hiccup, by the kinds of failures."""
        self.everyone = 0.0
        """Natural log of the odds that everyone has it, by the kinds of failures."""
        self.proper_bad = 0
        """Bad looks by the usual way, or that the platform itself answered: another address
        family or resolver may be broken on this network for good."""
        self.other_family_bad = 0
        self.good_at: dict[Path, float] = {}
        """When a look by a way was last good."""
        self.usual_good = 0
        """Good looks by the usual way."""
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
        if kind in _MAYBE_CHANGED and tally.count == 1:
            self.good = 0
        self.broken = self.broken or self.good > 0
        self.bad += 1
        self.seen += 1
        self.seen_bad = self.seen
        self.share += max(_SHARE_PACE, 1.0 / (self.seen + 1)) * (1.0 - self.share)
        self.lasting = _clip(self.lasting + row.lasting * novelty, _LASTING_LEAST, _LASTING_MOST)
        says = row.everyone if tally.count == 1 else row.everyone * _AGAIN
        if kind is Kind.DNS and observation.path is Path.OTHER_RESOLVER:
            says += 1.0  # another resolver does not know the name either
        self.everyone = _clip(self.everyone + says, _EVERYONE_LEAST, _EVERYONE_MOST)
        if observation.path is Path.DEFAULT or kind not in PATH_KINDS:
            self.proper_bad += 1
        elif observation.path is Path.OTHER_FAMILY:
            self.other_family_bad += 1
        self.last, self.last_started = t, started

    def add_good(self, path: Path, t: float) -> None:
        """Count a good look."""
        self.good_at[path] = t
        if path is Path.DEFAULT:
            self.usual_good += 1
        if self.on_the_way:
            self.everyone = min(self.everyone + _GOOD_BETWEEN, _BETWEEN_MOST)
        self.seen += 1
        self.good += 1
        self.share -= max(_SHARE_PACE, 1.0 / (self.seen + 1)) * self.share

    def count(self, kind: Kind) -> int:
        """Return how many looks gave this kind."""
        tally = self.kinds.get(kind)
        return tally.count if tally is not None else 0

    @property
    def is_whole(self) -> bool:
        """Whether most looks from the first to the last bad one were bad."""
        return 3 * self.bad >= 2 * self.seen_bad

    @property
    def steadiness(self) -> float:
        """Return the natural log of the odds of an outage against a hiccup, by what came between.

        A hiccup lets a look through now and then, and what is down does not: assumed shares of
        bad looks are 0.85 and 0.95, which is 0.1 for each bad one in a row.
        """
        return _BROKEN if self.broken else min(_STEADY_MOST, _STEADY * (self.bad - 1))

    @property
    def is_partial(self) -> bool:
        """Whether good looks came in between more often than by chance."""
        return self.seen_bad - self.bad > _NOW_AND_THEN * self.seen_bad

    @property
    def good_share(self) -> float:
        """Return the share of good looks up to the last bad one, cautiously."""
        return 1.0 - (self.bad + 1) / (self.seen_bad + 2)

    @property
    def is_proper(self) -> bool:
        """Whether it is more than other ways failing that may be broken for good."""
        return self.proper_bad >= 2 or not self.usual_good

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
