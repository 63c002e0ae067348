"""What is decided, logged, shown, held and reminded of, as time passes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from downlight.domain.incident import EntryKind, TimelineEntry
from downlight.domain.notify import UNTIL_BACK, NotificationKind, NotifyReason, Outcome
from downlight.domain.settings import NotificationSettings
from downlight.domain.status import Source, Status
from fakes.speaking import SpeakingDesk

HOUR = 3600.0


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[SpeakingDesk]:
    made = SpeakingDesk(tmp_path / "history.sqlite3")
    made.watch("abcdefghijkl", "cloudflare")
    made.watch(["x", "y"])
    yield made
    made.crash()


def test_twelve_platforms_of_one_provider_are_one_bubble_in_the_end(desk: SpeakingDesk) -> None:
    for name in "abcdefghijkl":
        desk.down(name)
        desk.wait(1.5)
    desk.wait(60)
    assert len(desk.shown) <= 4
    assert desk.notifier.bubbles[-1].id == desk.notifier.bubbles[0].id
    last = desk.shown[-1]
    assert (len(last.parts), last.provider) == (12, "cloudflare")
    for name in "abcdefghijkl":
        desk.back(name)
    desk.wait(120)
    assert not any(part.is_open for part in desk.shown[-1].parts)
    assert {bubble.id for bubble in desk.notifier.bubbles} == {1}


def test_a_bubble_that_waits_comes_as_soon_as_it_may(desk: SpeakingDesk) -> None:
    for name in "xyab":
        desk.down(name)
    desk.wait(0)
    assert desk.lines == [["down x"], ["down y"], ["down a", "down b"]]
    desk.back("x")
    desk.wait(59)
    assert len(desk.shown) == 3
    desk.wait(1)
    assert desk.lines[3:] == [["recovered x"]]


def test_each_decision_stands_in_the_log_with_its_reason(desk: SpeakingDesk) -> None:
    desk.own = {"y": {"down": False}}
    desk.mutes = {"a": UNTIL_BACK}
    desk.choose(replace(desk.settings))
    for name in "xya":
        desk.down(name)
    desk.wait(1)
    assert [(row.platform_id, row.reason, row.outcome, row.about) for row in desk.decisions()] == [
        ("x", NotifyReason.FIRST, Outcome.ALONE, NotificationKind.DOWN),
        ("y", NotifyReason.SUPPRESSED_KIND_OFF, None, NotificationKind.DOWN),
        ("a", NotifyReason.SUPPRESSED_MUTED, None, NotificationKind.DOWN),
    ]


def test_a_reminder_comes_while_it_lasts_and_only_if_asked_for(desk: SpeakingDesk) -> None:
    desk.down("x")
    desk.wait(3 * HOUR)
    assert desk.lines == [["down x"]]
    desk.choose(NotificationSettings(reminder=True, reminder_minutes=60))
    desk.wait(2 * HOUR)
    assert desk.lines == [["down x"], ["reminder x"], ["reminder x"]]
    assert {bubble.id for bubble in desk.notifier.bubbles} == {1}
    desk.back("x")
    desk.wait(3 * HOUR)
    assert desk.lines[3:] == [["recovered x"]]


def test_a_restart_neither_repeats_nor_forgets_a_reminder(desk: SpeakingDesk) -> None:
    desk.choose(NotificationSettings(reminder=True, reminder_minutes=60))
    desk.down("x")
    desk.wait(HOUR + 60)
    desk.crash()
    desk.begin()
    desk.wait(HOUR)
    assert desk.lines == [["down x"], ["reminder x"], ["reminder x"]]


def test_after_a_restart_it_is_known_when_the_status_page_told(desk: SpeakingDesk) -> None:
    incident = desk.down("x")
    desk.wait(600)
    told = TimelineEntry(
        desk.clock.now(), EntryKind.OBSERVATION, "", Source.OFFICIAL, status=Status.MAJOR_OUTAGE
    )
    desk.log.record(incident, [told])
    desk.crash()
    desk.begin()
    desk.wait(600)
    desk.back("x")
    desk.wait(60)
    assert desk.shown[-1].official_at == told.at


def test_of_an_outage_that_was_muted_nobody_is_reminded(desk: SpeakingDesk) -> None:
    desk.mutes = {"x": UNTIL_BACK}
    desk.choose(NotificationSettings(reminder=True, reminder_minutes=60))
    desk.down("x")
    desk.wait(2 * HOUR)
    assert desk.shown == []


BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = NotificationSettings(quiet_hours=True, reminder=True)


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[SpeakingDesk]:
    """Twenty to ten in Berlin."""
    start = datetime(2026, 11, 23, 20, 40, tzinfo=UTC)
    made = SpeakingDesk(tmp_path / "history.sqlite3", BERLIN, start)
    made.choose(NIGHT)
    made.watch("xyz")
    yield made
    made.crash()


def test_a_night_ends_with_one_digest(evening: SpeakingDesk) -> None:
    evening.down("x")
    evening.wait(2 * HOUR)
    assert evening.lines == [["down x"]]
    evening.down("y")
    evening.wait(HOUR)
    evening.back("y")
    evening.down("z", Status.DEGRADED)
    evening.wait(6.3 * HOUR)
    assert len(evening.shown) == 1
    evening.wait(0.4 * HOUR)
    assert evening.shown[1].kind is NotificationKind.DIGEST
    assert evening.lines[1:] == [["down x", "recovered y", "degraded z"]]
    rows = [row for row in evening.decisions() if row.outcome is Outcome.DIGEST]
    assert {row.reason for row in rows} == {NotifyReason.HELD_QUIET_HOURS}
    assert {row.shown_at for row in rows} == {datetime(2026, 11, 24, 6, tzinfo=UTC)}


def test_after_a_night_in_which_nothing_happened_nothing_is_told(evening: SpeakingDesk) -> None:
    evening.wait(12 * HOUR)
    assert evening.shown == []


def test_what_went_down_before_the_night_and_lasts_is_in_the_digest(evening: SpeakingDesk) -> None:
    evening.choose(replace(NIGHT, reminder=False))
    evening.down("x")
    evening.down("y")
    evening.mutes = {"y": UNTIL_BACK}
    evening.wait(10 * HOUR)
    assert evening.lines == [["down x"], ["down y"], ["down x"]]
    evening.wait(24 * HOUR)
    assert len(evening.shown) == 4  # the next morning tells it again, once


def test_a_night_with_restarts_still_ends_with_one_digest(evening: SpeakingDesk) -> None:
    evening.wait(2 * HOUR)
    evening.down("x")
    evening.wait(HOUR)
    evening.crash()
    evening.clock.jump(evening.clock.now() + timedelta(hours=8))
    evening.begin()
    evening.wait(30)
    assert evening.shown == []  # it may be back: first a look
    evening.back("x")
    evening.wait(60)
    evening.crash()
    evening.begin()
    evening.wait(HOUR)
    kinds = [said.kind.value for said in evening.shown]
    assert kinds.count("digest") == 1


def test_quiet_hours_switched_off_let_go_of_what_they_held(evening: SpeakingDesk) -> None:
    evening.wait(2 * HOUR)
    evening.down("x")
    evening.wait(60)
    evening.choose(NotificationSettings())
    evening.wait(1)
    assert [said.kind.value for said in evening.shown] == ["digest"]
