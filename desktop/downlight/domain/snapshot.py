"""All that a face of the app needs to draw itself, as one immutable value."""

from dataclasses import dataclass
from datetime import datetime

from downlight.domain.model import Component, Platform
from downlight.domain.notify import Notification
from downlight.domain.observation import Observation
from downlight.domain.status import NetworkState
from downlight.domain.trace import TracePoint
from downlight.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class PlatformState:
    """A favourite and how it is."""

    platform: Platform
    verdict: Verdict
    observations: tuple[Observation, ...] = ()
    """The newest observation of each of its checks."""
    last_check_at: datetime | None = None
    incident_id: int | None = None
    muted_until: datetime | None = None
    """None: not muted. `datetime.max` in UTC: until it is back."""
    latencies: tuple[float, ...] = ()
    """Seconds, the newest last; at most 60 of them."""
    components: tuple[Component, ...] = ()
    """Its parts as the official feed last named them, and which are watched.

    `domain.parts.choices` makes of them what can be picked.
    """
    unlisted: tuple[str, ...] = ()
    """Parts that are watched, as the settings write them, but that the feed does not name."""
    trace: tuple[TracePoint, ...] = ()
    """The last day in slices, the oldest first; since the start of the engine."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of everything at one moment."""

    at: datetime
    platforms: tuple[PlatformState, ...]
    """In the order of the settings."""
    network: NetworkState
    paused_until: datetime | None = None
    inbox: tuple[Notification, ...] = ()
    """Told to nobody, since the desktop has no notification service."""
    troubles: tuple[str, ...] = ()
    """Sentences about our own state: settings refused, log cannot be written."""
