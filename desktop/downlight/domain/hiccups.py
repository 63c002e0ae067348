"""How long short failures last on this machine: some networks stutter longer than others."""

from downlight.domain.tuning import DAY, Tuning

_KEPT = 21 * DAY
_SHORTEST, _LONGEST = 30.0, 95.0
"""Failures of this many seconds are remembered; longer ones may be outages."""
_MARGIN = 1.15
_CEILING = 100.0


class Hiccups:
    """Remembers failures that passed by themselves. Times are seconds since the epoch, UTC."""

    __slots__ = ("_spans", "most")

    def __init__(self, tuning: Tuning) -> None:
        self._spans: list[tuple[float, float]] = []
        self.most = tuning.hiccup_most
        """Seconds that a hiccup lasts at most."""

    def learn(self, span: float, t: float, tuning: Tuning) -> None:
        """Take note of failures in a row that spanned `span` seconds and passed by themselves.

        Two long ones within three weeks make us wait longer; a single one does not.
        """
        if not _SHORTEST <= span <= _LONGEST:
            return
        self._spans = [(at, one) for at, one in self._spans if t - at < _KEPT]
        self._spans.append((t, span))
        long = [one for _, one in self._spans if one > tuning.hiccup_most]
        longest = _MARGIN * max(long) if len(long) > 1 else 0.0
        self.most = min(_CEILING, max(tuning.hiccup_most, longest))
