"""A fault of our own, wherever it strikes, ends nothing but what it struck."""

import itertools
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from downlight.domain.events import Event, IncidentAsked, IncidentChanged, PageAsked
from downlight.domain.gap import Gap
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.notify import Notification, NotifyDecision, Recorded
from downlight.store.log import Log
from fakes.house import House, favourite
from fakes.internet import page
from fakes.notifier import FakeNotifier

MANY = [favourite(f"site{i}") for i in range(4)]


@pytest.fixture(autouse=True)
def _faults_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")


def house_with_an_outage(folder: Path) -> House:
    """X is down from the first half hour on."""
    house = House(folder, [favourite("x"), *MANY])
    house.at(lambda: house.internet.serve("https://x.example/", page("", 503)), minutes=30)
    return house


def looks(house: House, name: str) -> list[datetime]:
    return [when for when, url in house.internet.asked if url == f"https://{name}.example/"]


class ForgetfulLog(Log):
    """Breaks over every look during an outage."""

    def record(
        self,
        incident: Incident,
        entries: Sequence[TimelineEntry],
        decision: NotifyDecision | None = None,
    ) -> Recorded:
        if [entry.kind for entry in entries] == [EntryKind.OBSERVATION]:
            raise KeyError("bug of one platform")
        return super().record(incident, entries, decision)


def test_evidence_that_cannot_be_taken_ends_no_watch_and_hurries_nothing(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])
    answers = itertools.chain([page()] * 30, itertools.cycle([page("", 503), page("", 500)]))
    house.internet.serve("https://x.example/", lambda _now: next(answers))
    house.log = ForgetfulLog
    house.live(hours=3)
    assert len([when for when in looks(house, "site0") if when > house.after(hours=2)]) >= 50
    assert 50 <= len([when for when in looks(house, "x") if when > house.after(hours=2)]) <= 70


class DeafFace(list[Event]):
    """Breaks at every event of a kind."""

    def __init__(self, kind: type) -> None:
        super().__init__()
        self.kind = kind

    def append(self, event: Event) -> None:
        if isinstance(event, self.kind):
            raise KeyError("bug of one face")
        super().append(event)


def test_a_verdict_that_cannot_be_told_ends_no_watch(tmp_path: Path) -> None:
    house = house_with_an_outage(tmp_path)
    house.events = DeafFace(IncidentChanged)
    house.live(hours=2)
    assert [incident.platform_id for incident in house.incidents()] == ["x"]
    assert max(looks(house, "site0")) > house.after(hours=1, minutes=55)


def test_after_a_click_that_breaks_the_next_is_heard(tmp_path: Path) -> None:
    house = house_with_an_outage(tmp_path)
    house.events = DeafFace(IncidentAsked)

    def click(action: str) -> None:
        house.notifier.click(house.notifier.bubbles[0].notification, action)

    house.at(lambda: click("details"), minutes=50)
    house.at(lambda: click("page"), minutes=51)
    house.live(hours=1)
    assert [event for event in house.events if isinstance(event, PageAsked)]


class StubbornLog(Log):
    """Breaks at forgetting, and at noting that the machine slept."""

    forgotten = 0

    def forget_before(self, at: datetime) -> None:
        type(self).forgotten += 1
        raise KeyError("bug of forgetting")

    def add_gap(self, gap: Gap) -> None:
        raise KeyError("bug of gaps")


def test_a_timed_call_that_breaks_is_made_again_the_next_day(tmp_path: Path) -> None:
    class OwnLog(StubbornLog):
        pass

    house = House(tmp_path, MANY[:1])
    house.log = OwnLog
    house.live(hours=25)
    assert OwnLog.forgotten == 2


def test_after_word_of_the_system_that_breaks_the_next_is_heard(tmp_path: Path) -> None:
    house = House(tmp_path, MANY)
    house.log = StubbornLog
    for minute, change in enumerate(("sleep", "resume", "battery"), 60):
        house.at(partial(house.system.say, change), minutes=minute)
    house.live(hours=4)
    before = [when for when in looks(house, "site0") if when < house.after(hours=1)]
    after = [when for when in looks(house, "site0") if when > house.after(hours=3)]
    assert 0 < len(after) < 0.7 * len(before)


class ShyNotifier(FakeNotifier):
    """Breaks at the first bubble."""

    tries = 0

    async def show(self, notification: Notification, replaces: int | None) -> int | None:
        self.tries += 1
        if self.tries == 1:
            raise KeyError("bug of one bubble")
        return await super().show(notification, replaces)


def test_a_bubble_that_breaks_is_tried_again_with_the_next_news(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), favourite("y"), *MANY])
    house.notifier = ShyNotifier()
    for name, minutes in (("x", 30), ("y", 60)):
        serve = partial(house.internet.serve, f"https://{name}.example/", page("", 503))
        house.at(serve, minutes=minutes)
    house.live(hours=2)
    told = [bubble.notification.about for bubble in house.notifier.bubbles]
    assert sorted(told) == ["x", "y"]
