"""News that no incident brings, told once, when their time has come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from downlight.domain.model import Check, CheckKind, Expectation
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.notify import NotificationKind, NotifyReason
from downlight.domain.observation import Observation
from downlight.domain.settings import NotificationSettings
from downlight.domain.status import NetworkState, Reason, Source, Stage, Status
from fakes.clock import START
from fakes.speaking import SpeakingDesk

HOUR = 3600.0
ALL = NotificationSettings(official=True, maintenance_begun=True, connection=True)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[SpeakingDesk]:
    made = SpeakingDesk(tmp_path / "history.sqlite3")
    made.watch("xy")
    yield made
    made.crash()


def page(desk: SpeakingDesk, *notices: Notice, status: Status = Status.OPERATIONAL) -> None:
    """Let the status page of x be read."""
    now = desk.clock.now()
    desk.announcer.hear(
        Observation("x/feed", "x", Source.OFFICIAL, status, Reason.OK, now, now, notices=notices)
    )


def look(desk: SpeakingDesk, expires_at: datetime) -> None:
    """Let x be looked at, by its certificate."""
    now = desk.clock.now()
    desk.announcer.hear(
        Observation(
            "x/http",
            "x",
            Source.PROBE,
            Status.OPERATIONAL,
            Reason.OK,
            now,
            now,
            tls_expires_at=expires_at,
        )
    )


def planned(hours: float, stage: Stage = Stage.SCHEDULED) -> Notice:
    starts_at = START + timedelta(hours=hours)
    return Notice(
        "m", NoticeKind.MAINTENANCE, "New disks", stage,
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
    )  # fmt: skip


def update(minutes: float, stage: Stage = Stage.IDENTIFIED) -> Notice:
    written = NoticeUpdate(stage, "Found it", START + timedelta(minutes=minutes))
    return Notice("i", NoticeKind.INCIDENT, "Errors", stage, updates=(written,))


def test_a_maintenance_is_told_half_an_hour_before_and_once(desk: SpeakingDesk) -> None:
    for _ in range(3):
        page(desk, planned(2))
    desk.wait(1.49 * HOUR)
    assert desk.shown == []
    desk.wait(0.02 * HOUR)
    page(desk, planned(2))
    desk.crash()
    desk.begin()
    page(desk, planned(2))
    desk.wait(HOUR)
    assert desk.lines == [["maintenance_ahead x"]]
    assert desk.shown[0].created_at == START + timedelta(hours=1.5)


def test_a_maintenance_that_was_called_off_or_moved_is_not_told_at_its_old_time(
    desk: SpeakingDesk,
) -> None:
    page(desk, planned(2))
    page(desk, planned(4))
    desk.wait(3 * HOUR)
    assert desk.shown == []
    page(desk, planned(4, Stage.CANCELLED))
    desk.wait(3 * HOUR)
    assert desk.shown == []


def test_its_beginning_takes_the_place_of_its_announcement(desk: SpeakingDesk) -> None:
    desk.choose(ALL)
    page(desk, planned(0.25))
    desk.wait(0.25 * HOUR)
    page(desk, planned(0.25, Stage.IN_PROGRESS))
    for _ in range(2):
        desk.announcer.maintenance_began("x")
    desk.wait(1)
    assert desk.lines == [["maintenance_ahead x"], ["maintenance_begun x"]]
    assert {bubble.id for bubble in desk.notifier.bubbles} == {1}


def test_an_unannounced_maintenance_is_told_as_well(desk: SpeakingDesk) -> None:
    desk.choose(ALL)
    desk.announcer.maintenance_began("x")
    desk.announcer.maintenance_began("unknown")
    desk.wait(1)
    assert desk.lines == [["maintenance_begun x"]]


def test_updates_of_the_provider_go_into_the_bubble_of_the_outage(desk: SpeakingDesk) -> None:
    desk.choose(ALL)
    desk.down("x")
    desk.wait(60)
    for _ in range(2):
        page(desk, update(0.5), status=Status.MAJOR_OUTAGE)
    desk.wait(60)
    page(desk, update(1.5, Stage.MONITORING), status=Status.MAJOR_OUTAGE)
    desk.wait(60)
    desk.back("x")
    desk.wait(60)
    assert desk.lines == [["down x"], ["official x"], ["official x"], ["recovered x"]]
    assert {bubble.id for bubble in desk.notifier.bubbles} == {1}
    assert desk.shown[-1].official_at == START + timedelta(seconds=60)


def test_updates_are_not_told_unless_asked_for_and_the_log_says_so(desk: SpeakingDesk) -> None:
    page(desk, update(-1))
    assert desk.decisions() == []
    desk.down("x")
    page(desk, update(-1))
    desk.wait(1)
    assert desk.lines == [["down x"]]
    assert desk.decisions()[-1].reason is NotifyReason.SUPPRESSED_KIND_OFF
    assert desk.decisions()[-1].about is NotificationKind.OFFICIAL


def test_a_certificate_is_told_once_its_last_days_have_come(desk: SpeakingDesk) -> None:
    ends = START + timedelta(days=14, hours=1)
    look(desk, ends)
    desk.wait(0)
    assert desk.shown == []
    for _ in range(3):
        desk.wait(2 * HOUR)
        look(desk, ends)
    desk.wait(0)
    assert desk.lines == [["certificate x"]]
    look(desk, ends + timedelta(days=1))
    desk.wait(24 * HOUR)
    look(desk, ends + timedelta(days=1))
    desk.wait(0)
    assert len(desk.shown) == 2  # another certificate


def test_a_check_may_name_its_own_days(desk: SpeakingDesk) -> None:
    check = Check(
        "x/http", "x", CheckKind.HTTP, "https://x.example/", expect=Expectation(tls_days=30)
    )
    desk.speaker.know(replace(desk.platforms["x"], checks=(check,)))
    look(desk, START + timedelta(days=25))
    desk.wait(0)
    assert desk.lines == [["certificate x"]]


def test_being_offline_is_told_once_it_lasts_and_its_end_in_the_same_bubble(
    desk: SpeakingDesk,
) -> None:
    desk.choose(ALL)
    desk.announcer.network(NetworkState.ONLINE)
    desk.announcer.network(NetworkState.OFFLINE)
    desk.wait(10)
    desk.announcer.network(NetworkState.ONLINE)
    desk.wait(60)
    assert desk.shown == []  # a change of networks
    desk.announcer.network(NetworkState.OFFLINE)
    desk.announcer.network(NetworkState.CAPTIVE_PORTAL)
    desk.wait(300)
    desk.announcer.network(NetworkState.ONLINE)
    desk.wait(60)
    assert [said.kind.value for said in desk.shown] == ["offline", "online"]
    assert desk.shown[0].network is NetworkState.CAPTIVE_PORTAL
    assert {bubble.id for bubble in desk.notifier.bubbles} == {1}


def test_being_offline_is_not_told_unless_asked_for(desk: SpeakingDesk) -> None:
    desk.announcer.network(NetworkState.OFFLINE)
    desk.wait(60)
    desk.announcer.network(NetworkState.ONLINE)
    desk.wait(60)
    assert desk.shown == []
    assert [row.reason for row in desk.decisions()] == [NotifyReason.SUPPRESSED_KIND_OFF]


def test_what_is_no_favourite_any_more_is_forgotten(desk: SpeakingDesk) -> None:
    page(desk, planned(2))
    desk.speaker.forget("x")
    desk.wait(3 * HOUR)
    look(desk, START + timedelta(days=5))
    desk.wait(0)
    assert desk.shown == []
