"""What somebody who watches a world said, and what it cost."""

from dataclasses import dataclass, field
from typing import NamedTuple

from downlight.domain.status import Scope


class Said(NamedTuple):
    """The word about one platform from a moment on (seconds since the start of the world)."""

    t: float
    trouble: bool = False
    scope: Scope | None = None
    """None: cannot say."""


@dataclass(slots=True)
class Story:
    """Everything one watcher said about one world."""

    said: list[list[Said]]
    """By platform, in order of time; all is well at first."""
    looks: int = 0
    """At platforms and control sites."""
    asked: int = 0
    """Questions to colleagues."""
    told: int = 0
    """Notifications."""
    observations: int = 0
    cpu: float = 0.0
    """Processor seconds of the whole run, the world's own included."""
    offline: float = 0.0
    """Seconds in which it said that it could not tell although the way out was open."""
    marks: list[str] = field(default_factory=list)

    def say(self, platform: int, said: Said) -> None:
        """Note a word, unless it is the same as before."""
        mine = self.said[platform]
        if not mine or mine[-1][1:] != said[1:]:
            mine.append(said)

    def word(self, platform: int, t: float) -> Said:
        """Return what was the word about a platform at a moment."""
        before = [one for one in self.said[platform] if one.t <= t]
        return before[-1] if before else Said(0.0)
