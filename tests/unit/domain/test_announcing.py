"""What no change of an incident tells is news once, at its time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from downlight.domain import announcing
from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.notify import NotificationKind
from downlight.domain.status import NetworkState, Stage
from fakes.records import T0, minutes, platform, trouble

X = platform("x")
PLANNED = Notice(
    "m1",
    NoticeKind.MAINTENANCE,
    "New disks",
    Stage.SCHEDULED,
    component_ids=("c1",),
    starts_at=minutes(30),
    ends_at=minutes(90),
)
UPDATED = Notice(
    "i1",
    NoticeKind.INCIDENT,
    "Errors",
    Stage.IDENTIFIED,
    updates=(NoticeUpdate(Stage.IDENTIFIED, "Found it", minutes(-5)),),
)


def test_a_maintenance_moved_to_another_time_is_news_again() -> None:
    first = announcing.ahead(X, PLANNED, T0)
    moved = announcing.ahead(X, replace(PLANNED, starts_at=minutes(60)), T0)
    assert first.topic != moved.topic
    assert first.said.group_key == moved.said.group_key


def test_its_beginning_takes_the_place_of_its_announcement() -> None:
    begun = announcing.begun(X, PLANNED, T0)
    assert begun.said.group_key == announcing.ahead(X, PLANNED, T0).said.group_key
    assert begun.said.kind is NotificationKind.MAINTENANCE_BEGUN
    assert announcing.begun(X, None, T0).topic == "maintenance_begun:x:2026-11-02T08"


@pytest.mark.parametrize(
    ("notice", "ahead"),
    [
        (PLANNED, True),
        (replace(PLANNED, stage=Stage.CANCELLED), False),
        (replace(PLANNED, stage=Stage.IN_PROGRESS), False),
        (replace(PLANNED, starts_at=None), False),
        (replace(PLANNED, starts_at=T0), False),
        (UPDATED, False),
    ],
)
def test_only_what_is_planned_and_not_begun_is_ahead(notice: Notice, ahead: bool) -> None:
    assert announcing.is_ahead(notice, T0) is ahead


def test_work_on_parts_that_nobody_watches_is_no_news() -> None:
    parts = (Component("c1", "A"), Component("c2", "B"))
    assert announcing.concerns(PLANNED, parts)
    assert announcing.concerns(PLANNED, (parts[0], replace(parts[1], watched=False)))
    assert not announcing.concerns(PLANNED, (replace(parts[0], watched=False), parts[1]))
    unnamed = replace(PLANNED, component_ids=())
    assert announcing.concerns(unnamed, (replace(parts[0], watched=False),))


def test_an_update_is_news_while_it_is_fresh() -> None:
    news = announcing.official(X, UPDATED, None, "", T0)
    assert news is not None
    assert (news.said.about, news.said.group_key) == ("x", "notice:x:i1")
    later = T0 + announcing.FRESH
    assert announcing.official(X, UPDATED, None, "", later) is None
    assert announcing.official(X, replace(UPDATED, updates=()), None, "", T0) is None
    outage = replace(trouble(), id=7)
    within = announcing.official(X, UPDATED, outage, "incident:7", T0)
    assert within is not None
    assert (within.said.about, within.said.group_key) == ("x", "incident:7")


def test_a_certificate_is_news_once_and_only_before_its_end() -> None:
    soon = T0 + timedelta(days=10)
    news = announcing.certificate(X, soon, 14, T0)
    again = announcing.certificate(X, soon, 14, T0 + timedelta(days=1))
    assert news is not None
    assert again is not None
    assert news.topic == again.topic
    assert announcing.certificate(X, T0 + timedelta(days=15), 14, T0) is None
    assert announcing.certificate(X, T0, 14, T0) is None


def test_reminders_come_in_step_with_the_outage() -> None:
    outage = replace(trouble(), id=7, confirmed_at=T0)
    hour = timedelta(hours=1)
    assert announcing.next_reminder(outage, hour, T0) == T0 + hour
    assert announcing.next_reminder(outage, hour, T0 + 2.5 * hour) == T0 + 3 * hour
    assert announcing.next_reminder(outage, hour, T0 - hour) == T0 + hour
    topics = [announcing.reminder(outage, "k", hour, T0 + n * hour).topic for n in (1, 1.1, 2)]
    assert topics == ["reminder:7:1", "reminder:7:1", "reminder:7:2"]


def test_the_connection_is_one_matter() -> None:
    off = announcing.connection(NetworkState.CAPTIVE_PORTAL, T0, minutes(1))
    on = announcing.connection(NetworkState.ONLINE, T0, minutes(9))
    assert (off.kind, on.kind) == (NotificationKind.OFFLINE, NotificationKind.ONLINE)
    assert off.group_key == on.group_key
