"""What others say about a platform: colleagues, complaints, and the provider itself."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from downlight.domain.observation import Observation, PeerVote
from downlight.domain.status import Status

NOBODY = 0.03
"""Chance that a colleague fails to reach a healthy platform: mostly its own bad network."""
HOT_LEAST, HOT_TIMES = 15.0, 10.0
"""Complaints of this number and this many times the usual show trouble by themselves."""


@dataclass(frozen=True, slots=True)
class Votes:
    """What colleagues said lately."""

    failing: int = 0
    """Outside this machine's network."""
    fine: int = 0
    failing_here: int = 0
    """Behind the same way out as this machine."""
    wavering: int = 0
    """Of the fine: who failed shortly before."""
    spoke_up: int = 0
    """Of the failing: who told us unasked, being sure of it."""

    @property
    def asked(self) -> int:
        """Return how many spoke."""
        return self.failing + self.fine + self.failing_here


_SAME_WORD = 600.0
"""Seconds within which a colleague who says the same again tells little that is new."""
_WAVERS = 150.0
"""Seconds that a colleague's failure counts after it has reached the platform again."""
NO_VOTES = Votes()


class Witnesses:
    """The newest word of everyone about one platform. Times are seconds since the epoch."""

    __slots__ = (
        "_failed_at", "_said", "_unasked", "_votes", "count", "counted_at", "fed", "feed",
        "feed_at", "hot", "misses", "official_trouble", "silent", "usual",
    )  # fmt: skip

    def __init__(self) -> None:
        self._votes: dict[str, tuple[float, bool, bool]] = {}
        self._said: dict[str, int] = {}
        """How often each colleague has said the same lately."""
        self._failed_at: dict[str, float] = {}
        self._unasked: dict[str, float] = {}
        self.count, self.usual, self.counted_at = 0.0, 0.0, -math.inf
        self.hot = 0
        """Successive counts that show trouble by themselves."""
        self.feed = Status.UNKNOWN
        """What the official feed said when it was last read well."""
        self.feed_at = -math.inf
        """Since when it says so."""
        self.fed: Observation | None = None
        """Its last reading, good or not."""
        self.misses = 0
        """Readings in a row that went wrong."""
        self.silent = True
        """Whether there is nothing to say of the feed while all is well."""
        self.official_trouble = False
        """Whether the provider admits trouble."""

    def take_votes(
        self, votes: Sequence[PeerVote], t: float, *, asked: bool
    ) -> list[tuple[bool, float]]:
        """Remember votes; return those from outside this network: whether ok, and their weight.

        A colleague who says the same again within ten minutes is believed half as much each time:
        however often one speaks, it is never more than two voices. `t` is when we heard it, by our
        own clock; what is heard out of order counts for nothing.
        """
        news = []
        for vote in votes:
            before = self._votes.get(vote.vantage_id)
            if before is not None and before[0] > t:
                continue
            if vote.ok:
                self._unasked.pop(vote.vantage_id, None)
            elif not vote.same_network:
                self._failed_at[vote.vantage_id] = t
            if not vote.ok and not asked and not vote.same_network:
                self._unasked.setdefault(vote.vantage_id, t)
            self._votes[vote.vantage_id] = (t, vote.same_network, vote.ok)
            again = before is not None and before[2] is vote.ok and t - before[0] < _SAME_WORD
            times = self._said[vote.vantage_id] = self._said[vote.vantage_id] + 1 if again else 0
            if not vote.same_network:
                news.append((vote.ok, 0.5**times))
        return news

    def votes(self, t: float, fresh: float) -> Votes:
        """Return what colleagues said within `fresh` seconds before `t`."""
        if not self._votes:
            return NO_VOTES
        failing = fine = here = 0
        for at, same, ok in self._votes.values():
            if abs(t - at) >= fresh:  # also one that a clock put back left in the future
                continue
            if ok:
                fine += 1
            elif same:
                here += 1
            else:
                failing += 1
        self._unasked = {who: at for who, at in self._unasked.items() if t - at < fresh}
        failed = sum(t - at < _WAVERS for at in self._failed_at.values())
        return Votes(failing, fine, here, max(0, failed - failing), len(self._unasked))

    def spoken_since(self) -> float:
        """Return when the first of the colleagues spoke up that did so lately; inf if none."""
        return min(self._unasked.values(), default=math.inf)

    def take_crowd(self, count: float, usual: float, t: float) -> None:
        """Remember a count of complaints in five minutes and the usual one."""
        self.count, self.usual, self.counted_at = count, usual, t
        if count >= HOT_LEAST and count >= HOT_TIMES * usual:
            self.hot = min(2, self.hot + 1)
        elif count < 4.0 * usual:
            self.hot = 0

    def complaints(self, t: float, fresh: float, least: float, times: float) -> bool:
        """Whether a fresh count is at least `least` and `times` the usual."""
        return t - self.counted_at < fresh and self.count >= max(least, times * self.usual)

    def unusual(self, t: float, fresh: float) -> bool:
        """Whether a fresh count is more than chance makes of the usual: one in ten thousand."""
        least = self.usual + 4.0 * math.sqrt(self.usual) + 4.0
        return self.complaints(t, fresh, least, 2.5)

    def take_feed(self, observation: Observation, t: float, *, read: bool) -> bool:
        """Remember a reading of the official feed; return whether it says something new."""
        self.fed = observation
        self.misses = 0 if read else self.misses + 1
        news = read and observation.status is not self.feed
        if news:
            self.feed, self.feed_at = observation.status, t
            self.official_trouble = self.feed.is_trouble
        self.silent = self.feed is Status.OPERATIONAL and not self.misses
        return news
