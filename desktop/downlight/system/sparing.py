"""Decides which log lines are worth writing when the same place speaks again and again."""

from collections.abc import Hashable
from dataclasses import dataclass

WINDOW = 60.0
"""Seconds."""
PER_WINDOW = 30
"""Lines that one place in the code may write in a window."""


@dataclass(slots=True)
class _Place:
    begun: float
    written: int = 0
    left_out: int = 0


class Sparing:
    """Lets through what is new; the rest is counted and told in one line."""

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}
        self._last: Hashable = None
        self._repeats = 0

    def take(self, place: str, what: Hashable, now: float) -> list[str] | None:
        """Return notes to write before a line, or None to leave the line out.

        `place` is where in the code it comes from, `what` its content, `now` seconds of the wall
        clock, which may jump.
        """
        notes = self._admit(place, now)
        if notes is None:
            return None
        if what == self._last:
            self._repeats += 1
            return None
        if self._repeats:
            notes.append(f"the last line came {self._repeats} more times")
        self._last, self._repeats = what, 0
        return notes

    def _admit(self, place: str, now: float) -> list[str] | None:
        seen = self._places.setdefault(place, _Place(now))
        notes: list[str] = []
        if not 0 <= now - seen.begun < WINDOW:
            if seen.left_out:
                notes = [f"{seen.left_out} lines from {place} were left out"]
            seen.begun, seen.written, seen.left_out = now, 0, 0
        if seen.written >= PER_WINDOW:
            seen.left_out += 1
            return None
        seen.written += 1
        return notes
