"""A notification service that keeps what it is shown."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from downlight.domain.notify import Click, Notification


@dataclass(frozen=True, slots=True)
class Bubble:
    id: int
    notification: Notification
    replaces: int | None


class FakeNotifier:
    """Satisfies `engine.ports.Notifier`; `absent` plays a desktop without service."""

    def __init__(self, *, absent: bool = False) -> None:
        self.absent = absent
        self.bubbles: list[Bubble] = []
        self.closed = False

    @property
    def kinds(self) -> list[str]:
        return [bubble.notification.kind.value for bubble in self.bubbles]

    def click(self, notification: Notification, action: str) -> None:
        self._clicks.put_nowait(Click(notification, action))

    async def show(self, notification: Notification, replaces: int | None) -> int | None:
        if self.absent:
            return None
        bubble = Bubble(replaces or len(self.bubbles) + 1, notification, replaces)
        self.bubbles.append(bubble)
        return bubble.id

    async def clicks(self) -> AsyncIterator[Click]:
        self._clicks = asyncio.Queue[Click]()
        while True:
            yield await self._clicks.get()

    async def close(self) -> None:
        self.closed = True
