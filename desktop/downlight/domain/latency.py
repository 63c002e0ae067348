"""What is usual for a platform: how fast it answers, and how often a look goes wrong by chance."""

import math

_PACE = 0.05
"""Share that a new answer moves the usual latency by."""
_TIMES_USUAL = 4.5
"""An answer this many times slower than usual is slow ..."""
_NOTICEABLE = 1.0
"""... if it takes at least this many seconds: nobody feels 0.3 s instead of 0.05 s."""
_LATE = 2.0
_TRUSTED = 5
"""Answers that it takes to know what is usual."""
_YOUNG = 20
"""Answers up to which each counts alike."""
_LEAST = 0.005
_LOG_LEAST = math.log(_LEAST)


class Latency:
    """Learns the usual latency of the good answers of a healthy platform. Seconds."""

    __slots__ = ("_log", "_seen", "limit", "strained", "threshold", "usual")

    def __init__(self, limit: float | None) -> None:
        self.limit = limit
        self._log = 0.0
        self._seen = 0
        self.threshold = limit if limit is not None else math.inf
        """Seconds above which an answer is slow."""
        self.usual: float | None = None
        """Median of its answers, once it is known."""
        self.strained = math.inf
        """Seconds above which it is late: slow platforms are often slow, a slow way always."""

    def learn(self, latency: float) -> None:
        """Take in one good answer."""
        self._seen = seen = self._seen + 1
        log = math.log(latency) if latency > _LEAST else _LOG_LEAST
        self._log += (log - self._log) * (_PACE if seen > _YOUNG else 1.0 / seen)
        if seen & 7 and seen >= _YOUNG:
            return
        self.usual = usual = math.exp(self._log)
        if seen >= _TRUSTED:
            self.strained = _LATE * usual
            if self.limit is None:
                self.threshold = max(_NOTICEABLE, _TIMES_USUAL * usual)


class Noise:
    """Learns how often a healthy platform seems to fail or to be slow."""

    __slots__ = ("bad", "good", "slow")

    MOST = 8_000.0
    """Answers after which old ones count half."""

    def __init__(self) -> None:
        self.good, self.bad, self.slow = 400.0, 1.0, 2.0
        """Good, failed and slow looks at a healthy platform; it begins with what is common."""

    def learn_bad(self, failed: int, slow: int) -> None:
        """These looks turned out to be chance."""
        self.bad += failed
        self.slow += slow
        if self.good > self.MOST:
            self.good, self.bad, self.slow = self.good / 2, self.bad / 2, self.slow / 2

    @property
    def failing(self) -> float:
        """Return the chance that a look at a healthy platform fails."""
        return self.bad / (self.good + self.bad)

    @property
    def slowness(self) -> float:
        """Return the chance that a healthy platform answers slowly."""
        return self.slow / (self.good + self.slow)
