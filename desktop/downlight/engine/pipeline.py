"""The one way through the house: observation, verdict, transition, incident, log, the user told."""

from collections import deque
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from downlight.domain import incident as incidents
from downlight.domain import lifecycle, notify
from downlight.domain.detector import Detector
from downlight.domain.events import IncidentChanged
from downlight.domain.incident import Incident, TimelineEntry
from downlight.domain.lifecycle import Change, CheckState, Transition
from downlight.domain.model import Platform
from downlight.domain.observation import Observation
from downlight.domain.verdict import Verdict
from downlight.engine.announcer import Announcer
from downlight.engine.board import Board
from downlight.engine.measuring import Measuring
from downlight.engine.ports import Clock, IncidentLog, Publish
from downlight.engine.speaker import Speaker
from downlight.engine.worker import guarded

BEFORE = 20
"""Pieces of evidence kept of a platform without incident, for the one that may open."""


class Pipeline:
    """Turns evidence into incidents. Logs before it tells."""

    def __init__(
        self, *, judge: Detector, log: IncidentLog, board: Board, speaker: Speaker,
        announcer: Announcer, measuring: Measuring, clock: Clock, publish: Publish,
    ) -> None:  # fmt: skip
        self._judge = judge
        self._log = log
        self._board = board
        self._speaker = speaker
        self._announcer = announcer
        speaker.hush = self._hush
        self._measuring = measuring
        self._clock = clock
        self._publish = publish
        self._names: dict[str, str] = {}
        self._open: dict[str, Incident] = {}
        self._states: dict[str, CheckState] = {}
        self._last: dict[str, Observation] = {}
        self._before: dict[str, deque[Observation]] = {}
        self.mutes: dict[str, datetime] = {}
        self.silenced: frozenset[str] = frozenset()
        self.paused_until: datetime | None = None

    def restore(self) -> None:
        """Go on from the log: open incidents stay open and are not told again."""
        self.mutes = self._log.mutes()
        self.paused_until = self._log.paused_until()
        for incident in self._log.open_incidents():
            self._speaker.restore(incident)
            self._open[incident.platform_id] = replace(incident, timeline=())
            self._states[incident.platform_id] = CheckState(
                incident.status, incident.scope, in_incident=True
            )

    def watch(self, platform: Platform, now: datetime) -> None:
        """Know a favourite's name; hand its open incident to the judge."""
        known = platform.id in self._names
        self._names[platform.id] = platform.name
        self._speaker.know(platform)
        if not known and platform.id in self._open:
            self._judge.restore(self._open[platform.id], now)

    def forget(self, platform_id: str) -> None:
        """A platform is no favourite any more: its open incident ends unresolved as of now."""
        self._names.pop(platform_id, None)
        incident = self._open.pop(platform_id, None)
        self._speaker.forget(platform_id)
        for kept in (self._states, self._before):
            kept.pop(platform_id, None)
        if incident is not None:
            now = self._clock.now()
            entry = TimelineEntry(now, incidents.EntryKind.NOTE, "no longer watched")
            self._log.record(replace(incident, resolved_at=now), [entry])

    def forget_others(self) -> None:
        """Forget what a former run watched and this one does not."""
        for platform_id in self._open.keys() - self._names.keys():
            self.forget(platform_id)

    def take(self, observation: Observation) -> Collection[str]:
        """Take one observation all the way; return the targets whose next look may have moved."""
        news = incidents.is_news(observation, self._last.get(_key(observation)))
        self._last[_key(observation)] = observation
        if observation.platform_id in self._names:
            self._board.seen(observation)
            self._keep(observation, news=news)
            self._announcer.hear(observation)
        touched = {*self._judge.observe(observation), observation.platform_id}
        if self._judge.network is not self._board.network:
            self._board.network = self._judge.network
            self._measuring.network(self._judge.network)
            self._announcer.network(self._judge.network)
            touched.update(self._names)
        self._measuring.alive()
        self.review(touched)
        return touched

    def review(self, targets: Collection[str]) -> None:
        """Judge these platforms again, and commit what changed."""
        now = self._clock.now()
        for platform_id in targets:
            if platform_id in self._names:
                with guarded():
                    self._settle(self._judge.verdict(platform_id, now))

    def incident_of(self, platform_id: str) -> Incident | None:
        """Return the open incident of a platform."""
        return self._open.get(platform_id)

    def hushed(self) -> dict[str, datetime]:
        """Return until when each muted platform is: by a mute, or for good by the settings."""
        return {**self.mutes, **dict.fromkeys(self.silenced, notify.UNTIL_BACK)}

    def mute(self, platform_id: str, until: datetime | None) -> None:
        """Mute a platform until a time (UTC); None ends the mute."""
        self.mutes.pop(platform_id, None)
        if until is not None:
            self.mutes[platform_id] = until
        self._log.mute(platform_id, until)
        self._board.muted(self.hushed())

    def _keep(self, observation: Observation, *, news: bool) -> None:
        """Keep evidence: in the log during an incident, else for the incident that may open."""
        platform_id = observation.platform_id
        incident = self._open.get(platform_id)
        if incident is None:
            if news:
                self._before.setdefault(platform_id, deque(maxlen=BEFORE)).append(observation)
            return
        known = incidents.notices_after(incident, observation)
        if known != incident.notices:
            incident = replace(incident, notices=known)
            news = True
        if news:
            recorded = self._log.record(incident, [incidents.entry_of(observation)])
            self._open[platform_id] = recorded.incident

    def _settle(self, verdict: Verdict) -> None:
        platform_id = verdict.platform_id
        before = self._states.get(platform_id, CheckState())
        self._states[platform_id], transition = lifecycle.step(before, verdict)
        if transition is not None:
            self._commit(transition)
        incident = self._open.get(platform_id)
        self._board.judged(verdict, incident.id if incident else None)

    def _commit(self, transition: Transition) -> None:
        platform_id = transition.verdict.platform_id
        opened = transition.change is Change.OPENED
        incident = incidents.apply(
            self._open.get(platform_id), transition, self._names[platform_id]
        )
        if transition.change is Change.MAINTENANCE_BEGAN:
            self._announcer.maintenance_began(platform_id)
        if incident is None:
            return
        decision = self._speaker.decide(transition, incident)
        entries = [_said(transition)]
        if opened:
            entries = [*self._evidence_since(platform_id, incident.started_at), *entries]
        recorded = self._log.record(incident, entries, decision)
        if recorded.incident.is_open:
            self._open[platform_id] = recorded.incident
        else:
            self._end(platform_id)
        self._publish(IncidentChanged(recorded.incident, transition))
        self._speaker.follow(recorded.incident, recorded.notification)

    def _hush(self) -> notify.Hush:
        return notify.Hush(self.mutes, self.paused_until, self.silenced)

    def _end(self, platform_id: str) -> None:
        self._open.pop(platform_id, None)
        self._before.pop(platform_id, None)
        if self.mutes.get(platform_id) == notify.UNTIL_BACK:
            self.mute(platform_id, None)

    def _evidence_since(self, platform_id: str, start: datetime) -> list[TimelineEntry]:
        kept = self._before.pop(platform_id, ())
        last_before = [o for o in kept if o.observed_at < start][-2:]
        after = [o for o in kept if o.observed_at >= start]
        return [incidents.entry_of(observation) for observation in (*last_before, *after)]


def _key(observation: Observation) -> str:
    return f"{observation.platform_id} {observation.check_id}"


def _said(transition: Transition) -> TimelineEntry:
    verdict = transition.verdict
    return TimelineEntry(
        at=transition.at,
        kind=incidents.EntryKind.TRANSITION,
        text=transition.change.value,
        status=verdict.status,
    )
