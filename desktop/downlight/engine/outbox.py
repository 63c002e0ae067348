"""Telling: notifications leave in order, replace their predecessors, and nothing is said twice."""

import asyncio
from datetime import timedelta

from downlight.domain.events import NotificationShown
from downlight.domain.notify import Notification
from downlight.engine.board import Board
from downlight.engine.ports import Clock, IncidentLog, Notifier, Publish

STALE = timedelta(minutes=30)
"""Age from which on a notification that a crash left unshown is of no use any more."""
INBOX_LIMIT = 100


class Outbox:
    """A queue in front of the desktop's notification service, and the inbox behind it."""

    def __init__(
        self, notifier: Notifier, log: IncidentLog, board: Board, clock: Clock, publish: Publish
    ) -> None:
        self._notifier = notifier
        self._log = log
        self._board = board
        self._clock = clock
        self._publish = publish
        self._queue: asyncio.Queue[Notification] = asyncio.Queue()

    def put(self, notification: Notification) -> None:
        """Line up a notification that stands in the log."""
        self._queue.put_nowait(notification)

    def resume(self) -> None:
        """Line up what an earlier run decided to say and did not get to."""
        for notification in self._log.unshown(self._clock.now() - STALE):
            self.put(notification)

    async def run(self) -> None:
        """Show what comes, until cancelled."""
        while True:
            await self._show(await self._queue.get())

    async def drain(self) -> None:
        """Show what is still in the queue: the last thing before the end."""
        while not self._queue.empty():
            await self._show(self._queue.get_nowait())

    async def _show(self, notification: Notification) -> None:
        replaces = self._log.bubble(notification.group_key)
        bubble = await self._notifier.show(notification, replaces)
        if notification.id is not None:
            self._log.shown(notification.id, self._clock.now(), bubble)
        if bubble is None:
            self._board.inbox = (*self._board.inbox, notification)[-INBOX_LIMIT:]
            self._board.changed()
        self._publish(NotificationShown(notification, delivered=bubble is not None))
