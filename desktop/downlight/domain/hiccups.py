"""How long short failures last on this machine: some networks stutter longer than others."""

from downlight.domain.tuning import DAY, Tuning

_KEPT, _LATELY = 21 * DAY, 7 * DAY
_SHORTEST, _LONGEST = 30.0, 95.0
"""Failures of this many seconds are remembered; longer ones may be outages."""
_COMMON = 2
"""Remembered failures in a week that are nothing unusual ..."""
_EACH = 10.0
"""... and the seconds to wait longer for each one more."""
_TOGETHER = 1200.0
"""Seconds within which several failures are one: platforms of one provider stutter together."""
_MARGIN, _FARTHEST = 1.15, 1.5
"""How much longer than those seen hiccups may be: by the long ones seen, and by their number."""


class Hiccups:
    """Remembers failures that passed by themselves. Times are seconds since the epoch, UTC."""

    __slots__ = ("_spans", "most")

    def __init__(self, tuning: Tuning) -> None:
        self._spans: list[tuple[float, float]] = []
        self.most = tuning.hiccup_most
        """Seconds that a hiccup lasts at most."""

    def learn(self, span: float, t: float, tuning: Tuning) -> None:
        """Take note of failures in a row that spanned `span` seconds and passed by themselves.

        Two long ones within three weeks make us wait longer, and so do many in a week; a single
        one does not.
        """
        if not _SHORTEST <= span <= _LONGEST:
            return
        self._spans = [(at, one) for at, one in self._spans if t - at < _KEPT]
        if self._spans and t - self._spans[-1][0] < _TOGETHER:
            span = max(span, self._spans.pop()[1])
        self._spans.append((t, span))
        spans = [one for _, one in self._spans]
        long = [one for one in spans if one > tuning.hiccup_most]
        by_length = _MARGIN * max(long) if len(long) > 1 else 0.0
        lately = sum(t - at < _LATELY for at, _ in self._spans)
        by_number = tuning.hiccup_most + _EACH * (lately - _COMMON)
        most = max(by_length, min(by_number, _FARTHEST * max(spans)))
        self.most = max(tuning.hiccup_most, min(_MARGIN * _LONGEST, most))
