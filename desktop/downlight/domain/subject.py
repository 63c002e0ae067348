"""What the detector must know of a platform before it can judge it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """A platform as the detector sees it."""

    platform_id: str
    interval: float = 60.0
    """Seconds between two probes in calm times."""
    provider: str | None = None
    """Whose network it stands on; platforms of one provider fail together."""
    latency_limit: float | None = None
    """Seconds above which it counts as slow; None: learned."""
    has_probe: bool = True
    """False: judged by its official feed alone."""
