import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from downlight.domain.events import Event, NotificationShown
from downlight.domain.incident import Incident
from downlight.domain.notify import (
    Notification,
    NotificationKind,
    NotifyDecision,
    NotifyReason,
)
from downlight.domain.status import Scope, Status
from downlight.engine.board import Board
from downlight.engine.outbox import FIRST_LOOKS, Outbox
from downlight.store.log import Log
from fakes.clock import START, FakeClock
from fakes.notifier import FakeNotifier

OUTAGE = Incident(
    "x", "X", START, START, Status.MAJOR_OUTAGE, Status.MAJOR_OUTAGE, Scope.EVERYONE, ()
)


class Post:
    """An outbox over a real log."""

    def __init__(self, path: Path) -> None:
        self.clock = FakeClock()
        self.events: list[Event] = []
        self.notifier = FakeNotifier()
        self.log = Log.open(path, self.clock.now)
        self.board = Board(self.clock, self.log, self.events.append)
        self.outbox = Outbox(self.notifier, self.log, self.board, self.clock, self.events.append)

    def decide(self, kind: NotificationKind, incident: Incident = OUTAGE) -> Notification:
        reason = NotifyReason.FIRST
        said = Notification(kind, "incident:1", incident, self.clock.now(), reason)
        recorded = self.log.record(incident, [], NotifyDecision(reason, said))
        assert recorded.notification is not None
        return recorded.notification

    def drain(self) -> None:
        asyncio.run(self.outbox.drain())


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    made = Post(tmp_path / "history.sqlite3")
    yield made
    made.log.close()


def test_what_was_shown_is_not_shown_again_after_a_restart(post: Post) -> None:
    post.decide(NotificationKind.DOWN)
    post.drain()
    post.drain()
    assert post.notifier.kinds == ["down"]


def test_what_a_crash_left_unsaid_is_said_once(post: Post) -> None:
    post.decide(NotificationKind.DOWN)
    post.drain()
    assert post.notifier.kinds == ["down"]


def test_old_news_of_what_is_over_are_not_made_up_for(post: Post) -> None:
    over = replace(OUTAGE, resolved_at=START)
    post.decide(NotificationKind.DOWN, over)
    post.clock.jump(START + timedelta(hours=3))
    post.drain()
    assert post.notifier.kinds == []


def test_an_old_outage_that_lasts_is_told_after_the_first_looks_of_the_next_run(
    post: Post,
) -> None:
    post.decide(NotificationKind.DOWN)
    post.clock.jump(START + timedelta(hours=3))
    again = Outbox(post.notifier, post.log, post.board, post.clock, post.events.append)
    asyncio.run(again.drain())
    assert post.notifier.kinds == []
    post.clock.jump(post.clock.now() + FIRST_LOOKS)
    asyncio.run(again.drain())
    assert post.notifier.kinds == ["down"]


def test_what_is_decided_while_it_runs_is_shown_when_it_is_woken(post: Post) -> None:
    async def story() -> None:
        shown = asyncio.Event()
        outbox = Outbox(post.notifier, post.log, post.board, post.clock, lambda _event: shown.set())
        running = asyncio.ensure_future(outbox.run())
        await asyncio.sleep(0)
        post.decide(NotificationKind.DOWN)
        outbox.wake()
        async with asyncio.timeout(10):
            await shown.wait()
        running.cancel()

    asyncio.run(story())
    assert post.notifier.kinds == ["down"]


class SlowNotifier(FakeNotifier):
    """Has the bubble at once, and answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.has = asyncio.Event()
        self.may_answer = asyncio.Event()

    async def show(self, notification: Notification, replaces: int | None) -> int | None:
        bubble = await super().show(notification, replaces)
        self.has.set()
        await self.may_answer.wait()
        return bubble


def test_the_bubble_under_way_at_the_end_is_not_shown_twice(post: Post) -> None:
    async def story() -> list[str]:
        notifier = SlowNotifier()
        outbox = Outbox(notifier, post.log, post.board, post.clock, post.events.append)
        post.decide(NotificationKind.DOWN)
        running = asyncio.ensure_future(outbox.run())
        await notifier.has.wait()
        running.cancel()
        await asyncio.wait([running])
        notifier.may_answer.set()
        await outbox.finish()
        return notifier.kinds

    assert asyncio.run(asyncio.wait_for(story(), 10.0)) == ["down"]
    post.drain()
    assert post.notifier.kinds == [], "it stands in the log as shown"


def test_a_service_that_never_answers_does_not_outlast_the_end(post: Post) -> None:
    async def story() -> list[str]:
        notifier = SlowNotifier()
        outbox = Outbox(notifier, post.log, post.board, post.clock, post.events.append)
        post.decide(NotificationKind.DOWN)
        running = asyncio.ensure_future(outbox.run())
        await notifier.has.wait()
        running.cancel()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(outbox.finish(), 0.01)
        return [task.get_name() for task in asyncio.all_tasks()]

    assert "bubbles" not in asyncio.run(asyncio.wait_for(story(), 10.0))


def test_without_a_service_the_inbox_keeps_it(post: Post) -> None:
    post.notifier.absent = True
    said = post.decide(NotificationKind.DOWN)

    async def send() -> None:
        await post.outbox.drain()
        post.board.flush()

    asyncio.run(send())
    assert post.board.inbox == (said,)
    assert NotificationShown(said, delivered=False) in post.events
