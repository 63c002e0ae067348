"""Notifications through a system's own centre, played by a service that does as the test says."""

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import TypeVar

from downlight.domain.notify import Click, NotificationKind
from downlight.system.notifications_native import Card, NativeNotifier
from fakes.states import english, incident, notification

T = TypeVar("T")
ICONS = Path("/icons")


class Centre:
    """Keeps the cards it is given."""

    def __init__(self, *, takes: bool = True, hangs: bool = False) -> None:
        self.cards: list[Card] = []
        self._takes = takes
        self._hangs = hangs

    async def post(self, card: Card) -> bool:
        self.cards.append(card)
        if self._hangs:
            await asyncio.Event().wait()
        return self._takes


def run(story: Coroutine[None, None, T]) -> T:
    return asyncio.run(asyncio.wait_for(story, 10))


def notifier(centre: Centre) -> NativeNotifier:
    return NativeNotifier(english(), ICONS, centre, limit=0.1)


def test_a_card_has_words_buttons_and_a_picture() -> None:
    centre = Centre()
    assert run(notifier(centre).show(notification(), None)) == 1
    (card,) = centre.cards
    assert (card.tag, card.title, card.body) == ("downlight-1", "X is down for everyone", "")
    assert card.icon == ICONS / "light-red.png"
    assert [label for _, label in card.buttons] == ["Status", "Mute 1 h", "Mute", "Details"]


def test_the_recovery_takes_the_place_of_the_outage() -> None:
    centre = Centre()

    async def story() -> None:
        native = notifier(centre)
        bubble = await native.show(notification(number=5), None)
        back = notification(incident(lasted=5), NotificationKind.RECOVERED, number=6)
        await native.show(back, bubble)

    run(story())
    assert [card.tag for card in centre.cards] == ["downlight-5", "downlight-5"]


def test_clicks_come_back_from_any_thread() -> None:
    centre = Centre()

    async def story() -> list[Click]:
        native = notifier(centre)
        await native.show(notification(), None)
        card = centre.cards[0]

        def user() -> None:
            card.pressed("")
            card.pressed("mute")
            card.dismissed()

        threading.Thread(target=user).start()
        clicks = native.clicks()
        return [await anext(clicks) for _ in range(3)]

    assert run(story()) == [
        Click(notification(), action) for action in ("details", "mute", "dismissed")
    ]


def test_what_the_centre_does_not_take_belongs_in_the_inbox() -> None:
    assert run(notifier(Centre(takes=False)).show(notification(), None)) is None


def test_a_centre_that_hangs_is_given_up_in_time() -> None:
    assert run(notifier(Centre(hangs=True)).show(notification(), None)) is None


def test_closing_ends_the_clicks_and_shows_no_more() -> None:
    centre = Centre()

    async def story() -> tuple[int | None, list[Click]]:
        native = notifier(centre)
        await native.close()
        heard = [click async for click in native.clicks()]
        return await native.show(notification(), None), heard

    assert run(story()) == (None, [])
    assert centre.cards == []


def test_a_click_after_the_end_is_nobodys() -> None:
    centre = Centre()
    run(notifier(centre).show(notification(), None))
    centre.cards[0].pressed("mute")
