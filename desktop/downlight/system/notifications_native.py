"""Notifications on Windows and macOS through the system's own centre."""

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from downlight.domain.notify import Click, Notification
from downlight.present.toast import ToastAction, toast
from downlight.present.words import Words

log = logging.getLogger(__name__)

LIMIT = 2.0
"""Seconds that showing may take."""


@dataclass(frozen=True, slots=True)
class Card:
    """A notification as the system's centre takes it."""

    tag: str
    """A card with the tag of an earlier one takes its place."""
    title: str
    body: str
    icon: Path
    is_loud: bool
    """Whether the system's usual sound is played with it."""
    buttons: Sequence[tuple[str, str]]
    """Keys and labels."""
    pressed: Callable[[str], None]
    """Called with a key, or "" for the card itself; in any thread."""
    dismissed: Callable[[], None]
    """Called in any thread."""


class NativeService(Protocol):
    """The system's notification centre."""

    async def post(self, card: Card) -> bool:
        """Show a card; whether the system took it. Does not raise."""
        ...


def native_service(app_name: str, icons: Path) -> NativeService:
    """Return this system's notification centre (Windows, macOS)."""
    from desktop_notifier import Button, DesktopNotifier, Icon
    from desktop_notifier import Notification as NativeNotification
    from desktop_notifier.common import DEFAULT_SOUND

    centre = DesktopNotifier(app_name, Icon(path=icons / "light-green.png"))

    class _Service:
        async def post(self, card: Card) -> bool:
            taken: list[bool] = []
            buttons = tuple(
                Button(label, lambda key=key: card.pressed(key), key) for key, label in card.buttons
            )
            await centre.send_notification(
                NativeNotification(
                    title=card.title,
                    message=card.body,
                    icon=Icon(path=card.icon),
                    sound=DEFAULT_SOUND if card.is_loud else None,
                    buttons=buttons,
                    on_dispatched=lambda: taken.append(True),
                    on_clicked=lambda: card.pressed(""),
                    on_dismissed=card.dismissed,
                    identifier=card.tag,
                )
            )
            return bool(taken)

    return _Service()


class NativeNotifier:
    """Shows, replaces and hears of cards."""

    def __init__(
        self, words: Words, icons: Path, service: NativeService, limit: float = LIMIT
    ) -> None:
        self._words = words
        self._icons = icons
        self._service = service
        self._limit = limit
        self._numbers = itertools.count(1)
        self._clicks: asyncio.Queue[Click | None] = asyncio.Queue()
        self._closed = False

    async def show(self, notification: Notification, replaces: int | None) -> int | None:
        """Show it in place of bubble `replaces`; return its id, or None: nobody shows it."""
        if self._closed:
            return None
        number = replaces or notification.id or next(self._numbers)
        card = self._card(notification, number, asyncio.get_running_loop())
        try:
            async with asyncio.timeout(self._limit):
                return number if await self._service.post(card) else None
        except TimeoutError:
            log.warning("the notification centre does not answer")
            return None

    async def clicks(self) -> AsyncIterator[Click]:
        """Yield what the user does with notifications, until closed."""
        while (click := await self._clicks.get()) is not None:
            yield click

    async def close(self) -> None:
        """End `clicks`; cards stay where they are."""
        self._closed = True
        self._clicks.put_nowait(None)

    def _card(
        self, notification: Notification, number: int, loop: asyncio.AbstractEventLoop
    ) -> Card:
        said = toast(notification, self._words)

        def tell(action: str) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._clicks.put_nowait, Click(notification, action))

        return Card(
            tag=f"downlight-{number}",
            title=said.title,
            body=said.body,
            icon=self._icons / f"light-{said.lamp.value}.png",
            is_loud=said.is_loud,
            buttons=[(key.value, label) for key, label in said.actions],
            pressed=lambda key: tell(key or ToastAction.DETAILS.value),
            dismissed=lambda: tell("dismissed"),
        )
