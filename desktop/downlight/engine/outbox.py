"""Telling: bubbles leave in order, few at a time, and nothing is said twice."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from downlight.domain import bubbles, quiet_hours
from downlight.domain.bubbles import Desk, Plan
from downlight.domain.events import NotificationShown
from downlight.domain.grouping import Bubble
from downlight.domain.incident import Incident
from downlight.domain.notify import Outcome
from downlight.domain.settings import NotificationSettings
from downlight.engine.board import Board
from downlight.engine.ports import Clock, IncidentLog, Notifier, Publish
from downlight.engine.worker import guarded

INBOX_LIMIT = 100
FIRST_LOOKS = timedelta(seconds=60)
"""So long after the start old news wait: what they would call down may be back meanwhile."""

_EVER = datetime.min.replace(tzinfo=UTC)


class Outbox:
    """What stands between the log and the desktop's notification service, with the inbox behind.

    It keeps nothing itself: what is due stands in the log, so that a crash loses nothing of it.
    """

    def __init__(
        self, notifier: Notifier, log: IncidentLog, board: Board, clock: Clock, publish: Publish,
        alarm: Callable[[str, datetime, Callable[[], None]], None] | None = None,
        zone: tzinfo = UTC,
    ) -> None:  # fmt: skip
        """`alarm` calls back at a time; `zone` is where quiet hours count."""
        self._notifier = notifier
        self._log = log
        self._board = board
        self._clock = clock
        self._publish = publish
        self._alarm = alarm
        self._zone = zone
        self._began = clock.now()
        self._woken = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._is_ending = False
        self.settings = NotificationSettings()
        self.muted: Callable[[], Mapping[str, datetime]] = dict
        """Until when platforms are muted."""

    def wake(self) -> None:
        """Look into the log: there is something new to tell, or other settings."""
        self._woken.set()

    async def run(self) -> None:
        """Show what comes, until cancelled; what is on its way then, `finish` waits for.

        It outlives this task and its group: a bubble that the desktop has already would be shown
        twice if the desktop's answer did not come to the log.
        """
        self._work = asyncio.create_task(self._tell(), name="bubbles")  # noqa: TID251 - see above
        await asyncio.shield(self._work)

    async def finish(self) -> None:
        """Show what is still due, after `run` was cancelled."""
        self._is_ending = True
        self.wake()
        if self._work is not None:
            await self._work
        with guarded():
            await self.drain()

    async def _tell(self) -> None:
        while not self._is_ending:
            self._woken.clear()
            with guarded():
                await self.drain()
            await self._woken.wait()

    async def drain(self) -> None:
        """Show what may be shown now; the rest stays in the log, for later or for the next run."""
        while (plan := self._plan()).bubbles:
            for bubble in plan.bubbles:
                await self._show(bubble)

    def _plan(self) -> Plan:
        now = self._clock.now()
        plan = bubbles.plan(self._desk(now), now)
        if plan.superseded:
            self._log.drop(plan.superseded, Outcome.SUPERSEDED)
        if plan.stale:
            self._log.drop(plan.stale, Outcome.STALE)
        ends = quiet_hours.next_end(now, self.settings, self._zone)
        first = self._began + FIRST_LOOKS
        times = [plan.again_at, ends, first if first > now else None]
        again = min(filter(None, times), default=None)
        if self._alarm is not None and again is not None:
            self._alarm("outbox", again, self.wake)
        return plan

    def _desk(self, now: datetime) -> Desk:
        quiet = quiet_hours.quiet_until(now, self.settings, self._zone) is not None
        return Desk(
            due=self._log.unshown(_EVER),
            standing=self._log.standing(),
            shows=self._log.shows(),
            is_quiet=quiet,
            is_starting=now < self._began + FIRST_LOOKS,
            quiet_ended=self._ended(now),
            lasting=self._lasting(now),
            is_loud=self.settings.sound,
        )

    def _ended(self, now: datetime) -> datetime | None:
        """Return the end of quiet hours in this run that no digest has followed yet."""
        ended = quiet_hours.last_end(now, self.settings, self._zone)
        if (
            ended is None
            or ended < self._began
            or bubbles.digest_key(ended) in self._log.standing()
        ):
            return None
        return ended

    def _lasting(self, now: datetime) -> Sequence[Incident]:
        """Return the open incidents that the user heard of and did not mute."""
        muted = self.muted()
        return [
            incident
            for incident in self._log.open_incidents()
            if incident.id is not None
            and self._log.was_told(incident.id)
            and muted.get(incident.platform_id, _EVER) <= now
        ]

    async def _show(self, bubble: Bubble) -> None:
        said = bubble.said
        if bubble.is_made:
            said = self._log.gather(bubble.members, bubble.outcome, said)
        shown = await self._notifier.show(said, self._log.bubble(said.group_key))
        if said.id is not None:
            self._log.shown(said.id, self._clock.now(), shown)
        if shown is None:
            self._board.inbox = (*self._board.inbox, said)[-INBOX_LIMIT:]
            self._board.changed()
        self._publish(NotificationShown(said, delivered=shown is not None))
