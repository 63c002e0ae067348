"""What the faces see: the state of every favourite, published when it changes."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from downlight.domain.events import SnapshotTaken
from downlight.domain.model import Platform
from downlight.domain.notify import Notification
from downlight.domain.observation import Observation
from downlight.domain.snapshot import PlatformState, Snapshot
from downlight.domain.status import NetworkState, Reason, Source
from downlight.domain.trace import traced
from downlight.domain.verdict import Verdict
from downlight.engine.ports import Clock, IncidentLog, Publish

SETTLE = 0.1
"""Seconds that changes are collected before a snapshot is published."""
LATENCIES = 60


class Board:
    """Keeps a PlatformState per favourite and publishes snapshots, at most one in SETTLE."""

    def __init__(self, clock: Clock, log: IncidentLog, publish: Publish) -> None:
        self._clock = clock
        self._log = log
        self._publish = publish
        self._states: dict[str, PlatformState] = {}
        self._timer: asyncio.TimerHandle | None = None
        self.network = NetworkState.UNKNOWN
        self.paused_until: datetime | None = None
        self.inbox: tuple[Notification, ...] = ()
        self.troubles: tuple[str, ...] = ()

    def arrange(self, platforms: Sequence[Platform], verdicts: Mapping[str, Verdict]) -> None:
        """Take this list of favourites, in this order; keep what is known of those that stay."""
        kept = self._states
        self._states = {
            platform.id: replace(kept[platform.id], platform=platform)
            if platform.id in kept
            else PlatformState(platform, verdicts[platform.id])
            for platform in platforms
        }
        self.changed()

    def judged(self, verdict: Verdict, incident_id: int | None) -> None:
        """Show a new verdict."""
        state = self._states.get(verdict.platform_id)
        if state is not None:
            self._put(replace(state, verdict=verdict, incident_id=incident_id))

    def seen(self, observation: Observation) -> None:
        """Show a new observation."""
        state = self._states.get(observation.platform_id)
        if state is None:
            return
        others = tuple(o for o in state.observations if o.check_id != observation.check_id)
        state = replace(
            state,
            observations=(*others, observation),
            last_check_at=observation.observed_at,
            trace=traced(state.trace, observation),
        )
        if observation.source is Source.PROBE and observation.latency is not None:
            state = replace(state, latencies=(*state.latencies, observation.latency)[-LATENCIES:])
        if observation.source is Source.OFFICIAL and observation.reason is Reason.OK:
            state = replace(state, components=observation.components, unlisted=observation.unlisted)
        self._put(state)

    def muted(self, mutes: Mapping[str, datetime]) -> None:
        """Show who is muted."""
        for state in list(self._states.values()):
            until = mutes.get(state.platform.id)
            if until != state.muted_until:
                self._put(replace(state, muted_until=until))

    def state(self, platform_id: str) -> PlatformState | None:
        """Return what is shown of a platform."""
        return self._states.get(platform_id)

    def changed(self) -> None:
        """Publish soon."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SETTLE, self.flush)

    def flush(self) -> None:
        """Publish now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._publish(SnapshotTaken(self.snapshot()))

    def snapshot(self) -> Snapshot:
        """Return the state of everything."""
        return Snapshot(
            at=self._clock.now(),
            platforms=tuple(self._states.values()),
            network=self.network,
            paused_until=self.paused_until,
            inbox=self.inbox,
            troubles=(*self.troubles, *filter(None, [self._log.trouble, self._log.remark])),
        )

    def _put(self, state: PlatformState) -> None:
        self._states[state.platform.id] = state
        self.changed()
