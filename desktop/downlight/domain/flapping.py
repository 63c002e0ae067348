"""How often a platform went down and up lately, and how long to wait before calling it back."""

import math


class Flapping:
    """Counts alarms that fade with time. Times are seconds since the epoch."""

    __slots__ = ("_at", "_half_life", "_score", "at_alarm")

    MANY = 1.5
    """Alarms, faded, from which on a platform is said to flap."""

    def __init__(self, half_life: float) -> None:
        self._half_life = half_life
        self._score = 0.0
        self._at = -math.inf
        self.at_alarm = 0.0
        """The score at the last alarm: it does not fade while that lasts."""

    def score(self, t: float) -> float:
        """Return the number of alarms lately, older ones counting less."""
        return self._score * math.exp2(-max(0.0, t - self._at) / self._half_life)

    def alarmed(self, t: float) -> float | None:
        """Count one alarm; return until when the platform counts as flapping, if it does."""
        self._score, self._at = self.score(t) + 1.0, t
        self.at_alarm = self._score
        if self._score < self.MANY:
            return None
        return t + self._half_life * math.log2(self._score / self.MANY)

    def relapsed(self) -> None:
        """It was good for a while within an alarm, and failed again."""
        self.at_alarm = max(self.at_alarm, self.MANY)

    def cleared(self, t: float) -> None:
        """An alarm ended: fading starts from here, not from its beginning."""
        self._at = max(self._at, t)
