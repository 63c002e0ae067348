"""The judge: all evidence in, one verdict per platform out, and when to look next.

Pure: the times come with the observations, chance is handed in.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Protocol

from downlight.domain.incident import Incident
from downlight.domain.observation import Observation, Path
from downlight.domain.status import NetworkState
from downlight.domain.verdict import Verdict

Seconds = float
"""Seconds since 1970-01-01 UTC, as `datetime.timestamp` gives them; `math.inf` means never."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the judge must know of a platform."""

    platform_id: str
    interval: float = 60.0
    """Seconds between two probes in calm times."""
    provider: str | None = None
    """Whose network it stands on; platforms of one provider fail together."""
    latency_limit: float | None = None
    """Seconds above which it counts as slow; None: learned."""
    has_probe: bool = True
    """False: judged by its official feed alone."""


class Judge(Protocol):
    """The interface of the detector. A target is a platform's id or a canary's check id."""

    def __init__(self, chance: Random, canaries: Sequence[str] = ()) -> None: ...

    @property
    def network(self) -> NetworkState:
        """Return this machine's own way to the internet as judged now."""
        ...

    def watch(self, subject: Subject, now: datetime) -> None:
        """Begin to judge a platform, or take its new interval; first probe spread at random."""
        ...

    def forget(self, platform_id: str) -> None:
        """Judge a platform no longer."""
        ...

    def restore(self, incident: Incident, now: datetime) -> None:
        """Go on from an incident that was open when the engine last stopped."""
        ...

    def observe(self, observation: Observation) -> Collection[str]:
        """Take evidence in; return the targets whose verdict or next probe may have changed."""
        ...

    def sense(self, change: str, now: datetime) -> Collection[str]:
        """Take in what the system says: "online", "offline", "changed", "resume"."""
        ...

    def ask(self, target: str, now: datetime) -> None:
        """Make a target due now: the user wants to know."""
        ...

    def verdict(self, platform_id: str, now: datetime) -> Verdict:
        """Return what there is to say about a platform; touches nothing."""
        ...

    def due(self, target: str) -> Seconds:
        """Return when the target is to be probed next."""
        ...

    def path(self, target: str) -> Path:
        """Return the way its next probe is to take."""
        ...

    def timeout(self, target: str) -> float:
        """Return the seconds after which its next probe is to be given up."""
        ...
