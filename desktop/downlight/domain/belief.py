"""How likely a platform is up, partly failing, slow or down: a forward filter over four states."""

import math

from downlight.domain.tuning import Tuning

LONGEST_STEP = 600.0
"""Seconds: silence beyond this says nothing more, and a jump of the clock does no harm."""
LEAST_UP = 1e-7
"""Floor of the belief in health, so that no evidence can never be overturned."""


class Belief:
    """Probabilities that sum to one. Times are seconds since the epoch, UTC."""

    __slots__ = ("_onset", "_repair", "at", "down", "partial", "slow", "up")

    def __init__(self, tuning: Tuning) -> None:
        self._onset = tuning.onset
        self._repair = tuning.repair
        self.at: float | None = None
        self.calm()

    def calm(self) -> None:
        """Believe in health, as in front of a platform that was fine for a long time."""
        self.up, self.partial, self.slow, self.down = 1.0, 0.0, 0.0, 0.0

    def trouble(self) -> None:
        """Believe in an outage, as at the start with one that was open."""
        self.up, self.partial, self.slow, self.down = LEAST_UP, 0.1, 0.1, 0.8 - LEAST_UP

    def lift(self, floor: float) -> None:
        """Raise the belief in trouble to at least `floor`: somebody else sees it."""
        if 1.0 - self.up >= floor:
            return
        self.up = 1.0 - floor
        self.partial, self.slow, self.down = 0.3 * floor, 0.1 * floor, 0.6 * floor

    def pass_time(self, t: float) -> None:
        """Let the time until `t` go by: outages begin and end."""
        step = 0.0 if self.at is None else min(LONGEST_STEP, max(0.0, t - self.at))
        self.at = t
        if step == 0.0:
            return
        begin = step / self._onset
        end = 1.0 - math.exp(-step / self._repair)
        mix = min(0.02, step / 3600.0)
        up, stay = self.up, 1.0 - end
        partial = self.partial * stay + up * begin
        down = self.down * stay + up * begin
        self.slow = self.slow * stay + up * begin
        self.partial = partial * (1.0 - mix) + down * mix
        self.down = down * (1.0 - mix) + partial * mix
        self.up = 1.0 - self.partial - self.slow - self.down

    def weigh(self, up: float, partial: float, slow: float, down: float) -> None:
        """Take in evidence: how likely it is in each state, up to a common factor."""
        up *= self.up
        partial *= self.partial
        slow *= self.slow
        down *= self.down
        total = up + partial + slow + down
        if total <= 0.0:
            return
        self.up = max(up / total, LEAST_UP)
        self.partial, self.slow, self.down = partial / total, slow / total, down / total
