"""Everything that speaks, over a real log and a clock that a test moves."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from downlight.domain.events import Event
from downlight.domain.grouping import parts_of
from downlight.domain.history import DecisionRow
from downlight.domain.incident import Incident
from downlight.domain.lifecycle import Change, CheckState, Transition
from downlight.domain.model import Platform
from downlight.domain.notify import Hush, Notification
from downlight.domain.settings import NotificationSettings
from downlight.domain.status import Phase, Scope, Status
from downlight.domain.verdict import Verdict
from downlight.engine.announcer import Announcer
from downlight.engine.board import Board
from downlight.engine.outbox import Outbox
from downlight.engine.speaker import Speaker
from downlight.store.log import Log
from fakes.alarms import Alarms
from fakes.clock import START, FakeClock
from fakes.notifier import FakeNotifier
from fakes.records import platform, trouble


class SpeakingDesk:
    """Platforms go down and come back when a test says so; `crash` and `begin` restart it."""

    def __init__(self, path: Path, zone: tzinfo = UTC, start: datetime = START) -> None:
        self.path = path
        self.zone = zone
        self.clock = FakeClock(start)
        self.notifier = FakeNotifier()
        self.events: list[Event] = []
        self.settings = NotificationSettings()
        self.own: dict[str, dict[str, bool]] = {}
        self.mutes: dict[str, datetime] = {}
        self.paused_until: datetime | None = None
        self.platforms: dict[str, Platform] = {}
        self.begin()

    def begin(self) -> None:
        """Start from the log alone, as after a crash."""
        self.alarms = Alarms()
        self.log = Log.open(self.path, self.clock.now)
        board = Board(self.clock, self.log, self.events.append)
        self.outbox = Outbox(
            self.notifier, self.log, board, self.clock, self.events.append,
            self.alarms.set, self.zone,
        )  # fmt: skip
        self.outbox.muted = lambda: self.mutes
        self.speaker = Speaker(self.log, self.outbox, self.clock, self.alarms.set, self.zone)
        self.speaker.hush = lambda: Hush(self.mutes, self.paused_until)
        self.announcer = Announcer(self.speaker, self.clock, self.alarms.set)
        self.open: dict[str, Incident] = {}
        for incident in self.log.open_incidents():
            self.open[incident.platform_id] = replace(incident, timeline=())
            self.speaker.restore(incident)
        for known in self.platforms.values():
            self.speaker.know(known)
        self.speaker.apply(self.settings, self.own)

    def crash(self) -> None:
        self.log.close()

    def watch(self, names: Iterable[str], provider: str | None = None) -> None:
        for name in names:
            known = replace(platform(name), provider=provider)
            self.platforms[name] = known
            self.speaker.know(known)

    def choose(self, settings: NotificationSettings) -> None:
        self.settings = settings
        self.speaker.apply(settings, self.own)

    def down(self, name: str, status: Status = Status.MAJOR_OUTAGE) -> Incident:
        """Let a platform go down: decided and logged, not shown yet."""
        at = self.clock.now()
        opened = replace(trouble(name, at, status=status), confirmed_at=at)
        return self._commit(Change.OPENED, opened, status)

    def back(self, name: str) -> Incident:
        """Let a platform come back."""
        over = replace(self.open[name], resolved_at=self.clock.now(), status=Status.OPERATIONAL)
        return self._commit(Change.RESOLVED, over, Status.OPERATIONAL)

    def wait(self, seconds: float) -> None:
        """Let time pass, with all that was to be done in it."""
        end = self.clock.now() + timedelta(seconds=seconds)
        self.show()
        while (due := self.alarms.next()) is not None and due <= end:
            self.clock.jump(max(due, self.clock.now()))
            self.alarms.ring(self.clock.now())
            self.show()
        self.clock.jump(end)
        self.show()

    def show(self) -> None:
        asyncio.run(self.outbox.drain())

    @property
    def shown(self) -> list[Notification]:
        return [bubble.notification for bubble in self.notifier.bubbles]

    @property
    def lines(self) -> list[list[str]]:
        """What each bubble told: "down x", or "down x, down y" for several."""
        return [
            [f"{part.kind.value} {part.platform_id}".strip() for part in parts_of(said)]
            for said in self.shown
        ]

    def decisions(self) -> list[DecisionRow]:
        reader = self.log.reader()
        found = list(reader.notifications(1_000))[::-1]
        reader.close()
        return found

    def _commit(self, change: Change, incident: Incident, status: Status) -> Incident:
        at = self.clock.now()
        verdict = Verdict(
            incident.platform_id, status, Phase.CONFIRMED, Scope.EVERYONE, 1.0, (), at
        )
        transition = Transition(change, CheckState(), CheckState(), at, verdict)
        decision = self.speaker.decide(transition, incident)
        recorded = self.log.record(incident, [], decision)
        self.speaker.follow(recorded.incident, recorded.notification)
        if recorded.incident.is_open:
            self.open[incident.platform_id] = recorded.incident
        else:
            self.open.pop(incident.platform_id, None)
        return recorded.incident
