"""Turns readings of the wall clock and of a steady clock into time that never runs backwards."""

from dataclasses import dataclass

TOLERANCE = 2.0
"""Seconds of disagreement with the wall clock that are not worth a correction."""
MOST_GIVEN_BACK = 86_400.0
"""Seconds: a wall clock set back by more is not followed until the program starts anew."""
SLOW = 0.5
"""Seconds shown per real second while the wall clock has been set back."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine's clocks say at one moment."""

    wall: float
    """Seconds since 1970 (UTC) by the wall clock, which people and time servers set."""
    steady: float
    """Seconds by a clock that nobody sets and that goes on during sleep."""


class Timekeeper:
    """Time in seconds since 1970 (UTC) for stamps and for durations alike.

    It runs with the steady clock. When the wall clock is set forward, it follows at once. When
    the wall clock is set back, it runs at half speed until both agree again: due times, durations
    and the order of events stay right, and the stamps come right too. Daylight saving moves
    nothing, since UTC knows none.
    """

    def __init__(self, first: Reading) -> None:
        self._steady = first.steady
        self._shown = first.wall
        self._told = False
        self._owed = 0.0
        """Seconds still to be given back to a wall clock that was set back."""

    def read(self, reading: Reading) -> tuple[float, float]:
        """Return the time, and the seconds by which the wall clock was found set anew (or 0)."""
        elapsed = max(0.0, reading.steady - self._steady)
        self._steady = max(self._steady, reading.steady)
        ahead = self._shown + elapsed - reading.wall
        is_news = abs(ahead) > TOLERANCE and not (ahead > 0 and self._told)
        self._told = ahead > TOLERANCE
        if ahead < -TOLERANCE:
            self._shown, self._owed = reading.wall, 0.0
        else:
            owed = ahead if TOLERANCE < ahead <= MOST_GIVEN_BACK else 0.0
            given = min(owed, elapsed * (1.0 - SLOW))
            self._shown, self._owed = self._shown + elapsed - given, owed - given
        return self._shown, -ahead if is_news else 0.0

    def real_seconds(self, until: float) -> float:
        """Return the real seconds after the last reading at which the time is `until`."""
        left = until - self._shown
        return left + min(self._owed, left * (1.0 - SLOW) / SLOW)
