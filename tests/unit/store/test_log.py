"""The log as the engine uses it, on real files."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from downlight.domain.gap import Gap
from downlight.domain.history import HistorySource, IncidentFilter
from downlight.domain.notify import NotifyDecision, NotifyReason
from downlight.domain.status import GapReason, Status
from downlight.engine.ports import IncidentLog
from downlight.store import writes
from downlight.store.log import Log
from fakes.records import T0, ended, minutes, platform, seen, to_tell, trouble

FOREVER = datetime.max.replace(tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite"


@pytest.fixture
def log(path: Path) -> Iterator[Log]:
    log = Log.open(path, lambda: T0)
    yield log
    log.close()


@pytest.fixture
def reopened(path: Path) -> Iterator[Callable[[], Log]]:
    """Opens the log as it would be found if the process were killed now."""
    with contextlib.ExitStack() as stack:

        def reopen() -> Log:
            copy = Path(stack.enter_context(tempfile.TemporaryDirectory())) / path.name
            for part in path.parent.glob(f"{path.name}*"):
                shutil.copy(part, copy.with_name(part.name))
            log = Log.open(copy, lambda: T0)
            stack.callback(log.close)
            return log

        yield reopen


Reopen = Callable[[], Log]


def test_a_log_is_what_the_engine_wants(log: Log) -> None:
    wanted: IncidentLog = log
    assert wanted.trouble == ""


def test_a_reader_is_what_the_windows_want(log: Log) -> None:
    source: HistorySource = log.reader()
    assert source.ids(IncidentFilter()) == []
    source.close()


def test_a_new_incident_gets_an_id_and_its_notification_too(log: Log) -> None:
    recorded = log.record(trouble(), [seen()], to_tell(trouble()))
    said = recorded.notification
    assert recorded.incident.id == 1
    assert said is not None
    assert said.incident is not None
    assert (said.id, said.group_key, said.incident.id) == (1, "incident:1", 1)


def test_a_group_key_that_is_given_stays(log: Log) -> None:
    decision = to_tell(trouble())
    assert decision.notification is not None
    decision = replace(decision, notification=replace(decision.notification, group_key="mine"))
    recorded = log.record(trouble(), [], decision)
    assert recorded.notification is not None
    assert recorded.notification.group_key == "mine"


def test_open_incidents_come_back_with_their_evidence_after_a_crash(
    log: Log, reopened: Reopen
) -> None:
    recorded = log.record(trouble(), [seen("first"), seen("second", minutes(1))])
    log.record(recorded.incident, [seen("third", minutes(2))])
    log.record(ended(trouble("gone"), minutes(5)), [seen()])
    again = reopened()
    (incident,) = again.open_incidents()
    assert [entry.text for entry in incident.timeline] == ["first", "second", "third"]
    assert replace(incident, timeline=()) == recorded.incident
    assert log.open_incidents() == again.open_incidents()


def test_an_ended_incident_is_open_no_longer(log: Log) -> None:
    recorded = log.record(trouble(), [seen()])
    log.record(ended(recorded.incident, minutes(44)), [])
    assert log.open_incidents() == []


def test_a_platform_has_one_open_incident(log: Log) -> None:
    log.record(trouble(), [])
    with pytest.raises(ValueError, match="open incident"):
        log.record(trouble(), [])


def test_a_platform_may_go_down_again(log: Log) -> None:
    first = log.record(trouble(), []).incident
    log.record(ended(first, minutes(5)), [])
    assert log.record(trouble(start=minutes(9)), []).incident.id == 2


def test_an_id_is_never_given_twice_even_after_forgetting(log: Log, reopened: Reopen) -> None:
    recorded = log.record(trouble(), [], to_tell(trouble()))
    log.record(ended(recorded.incident, minutes(5)), [])
    log.forget_before(minutes(60))
    again = reopened()
    later = again.record(trouble(), [], to_tell(trouble()))
    assert later.incident.id == 2
    assert later.notification is not None
    assert later.notification.id == 2


def test_an_end_before_the_beginning_is_kept_as_no_time_at_all(log: Log) -> None:
    recorded = log.record(trouble(start=minutes(9)), [])
    log.record(ended(recorded.incident, T0), [])
    incident = log.reader().incident(1)
    assert incident is not None
    assert incident.resolved_at == minutes(9)


def test_silence_is_not_telling(log: Log, reopened: Reopen) -> None:
    silence = NotifyDecision(NotifyReason.SUPPRESSED_MUTED)
    recorded = log.record(trouble(), [seen(at=minutes(3))], silence)
    assert recorded.notification is None
    assert not log.was_told(1)
    assert not reopened().was_told(1)


def test_what_was_told_is_known_after_a_crash(log: Log, reopened: Reopen) -> None:
    log.record(trouble(), [], to_tell(trouble()))
    assert log.was_told(1)
    again = reopened()
    assert again.was_told(1)
    assert not again.was_told(2)


def test_what_a_crash_kept_from_being_shown_is_found(log: Log, reopened: Reopen) -> None:
    first = log.record(trouble("a"), [], to_tell(trouble("a"), minutes(1)))
    second = log.record(trouble("b"), [], to_tell(trouble("b"), minutes(2)))
    assert first.notification is not None
    assert first.notification.id is not None
    log.shown(first.notification.id, minutes(1), 70)
    again = reopened()
    assert log.unshown(T0) == [second.notification]
    assert again.unshown(T0) == [second.notification]
    assert again.unshown(minutes(2)) == []


def test_the_last_bubble_of_a_key_is_known_after_a_crash(log: Log, reopened: Reopen) -> None:
    recorded = log.record(trouble(), [], to_tell(trouble()))
    later = log.record(recorded.incident, [], to_tell(trouble(), minutes(3)))
    for said, bubble in ((recorded.notification, 70), (later.notification, None)):
        assert said is not None
        assert said.id is not None
        log.shown(said.id, minutes(4), bubble)
    assert log.bubble("incident:1") == 70
    again = reopened()
    assert again.bubble("incident:1") == 70
    assert again.bubble("incident:9") is None


def test_mutes_pauses_and_the_last_sign_of_life_are_remembered(log: Log, reopened: Reopen) -> None:
    log.mute("x", FOREVER)
    log.mute("y", minutes(60))
    log.mute("y", None)
    log.pause(minutes(30))
    log.alive(minutes(7))
    for each in (log, reopened()):
        assert each.mutes() == {"x": FOREVER}
        assert each.paused_until() == minutes(30)
        assert each.last_alive() == minutes(7)


def test_a_pause_can_be_ended(log: Log, reopened: Reopen) -> None:
    log.pause(minutes(30))
    log.pause(None)
    assert log.paused_until() is None
    assert reopened().paused_until() is None


def test_a_gap_has_a_beginning_and_an_end(log: Log, reopened: Reopen) -> None:
    log.open_gap(GapReason.ASLEEP, minutes(1))
    log.open_gap(GapReason.OFFLINE, minutes(2))
    again = reopened()
    again.open_gap(GapReason.OFFLINE, minutes(3))
    again.close_gap(minutes(5))
    again.close_gap(minutes(9))
    again.add_gap(Gap(GapReason.NOT_RUNNING, minutes(20), minutes(30)))
    assert again.reader().gaps(T0, minutes(60)) == [
        Gap(GapReason.ASLEEP, minutes(1), minutes(5)),
        Gap(GapReason.NOT_RUNNING, minutes(20), minutes(30)),
    ]


def test_a_gap_whose_clock_was_put_back_has_no_length(log: Log) -> None:
    log.open_gap(GapReason.ASLEEP, minutes(5))
    log.close_gap(minutes(1))
    log.add_gap(Gap(GapReason.OFFLINE, minutes(6), minutes(2)))
    assert [gap.ended_at for gap in log.reader().gaps(T0, minutes(9))] == [minutes(5), minutes(6)]


def test_spans_of_watching_follow_the_favourites(log: Log, reopened: Reopen) -> None:
    log.watching([platform("x"), platform("y")], minutes(1))
    log.watching([platform("y")], minutes(3))
    again = reopened()
    again.watching([platform("y", "Ypsilon")], minutes(4))
    again.watching([platform("x"), platform("y", "Ypsilon")], minutes(5))
    reader = again.reader()
    assert reader.watched("x") == [(minutes(1), minutes(3)), (minutes(5), FOREVER)]
    assert reader.watched("y") == [(minutes(1), FOREVER)]
    assert reader.platforms() == [("x", "X"), ("y", "Ypsilon")]


def test_a_note_outlives_what_the_engine_writes_later(log: Log, reopened: Reopen) -> None:
    recorded = log.record(trouble(), [])
    log.write_note(1, "called them")
    log.record(replace(recorded.incident, status=Status.DEGRADED), [])
    assert [it.note for it in log.open_incidents()] == ["called them"]
    assert [it.note for it in reopened().open_incidents()] == ["called them"]


def test_forgetting_leaves_what_is_open_and_what_is_young(log: Log) -> None:
    log.record(trouble("open", minutes(0)), [])
    log.record(ended(trouble("old", minutes(1)), minutes(2)), [seen()], to_tell(trouble()))
    log.record(ended(trouble("young", minutes(1)), minutes(50)), [])
    log.add_gap(Gap(GapReason.OFFLINE, minutes(1), minutes(2)))
    log.add_gap(Gap(GapReason.OFFLINE, minutes(1), minutes(50)))
    log.watching([platform("gone")], minutes(1))
    log.watching([platform("open")], minutes(2))
    log.forget_before(minutes(10))
    reader = log.reader()
    rows = reader.rows(reader.ids(IncidentFilter()))
    assert sorted(row.platform_id for row in rows) == ["open", "young"]
    assert reader.gaps(T0, minutes(60)) == [Gap(GapReason.OFFLINE, minutes(1), minutes(50))]
    assert [key for key, _ in reader.platforms()] == ["open", "young"]
    assert reader.notifications(10) == []


def test_forgotten_time_does_not_read_as_time_without_incidents(log: Log) -> None:
    log.watching([platform("x")], T0)
    log.forget_before(minutes(10))
    assert log.reader().watched("x") == [(minutes(10), FOREVER)]


def test_very_many_incidents_are_forgotten_bit_by_bit(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writes, "FORGET_AT_ONCE", 2)
    for number in range(5):
        log.record(ended(trouble(f"p{number}", minutes(number)), minutes(number + 1)), [])
    reader = log.reader()
    left = []
    log.forget_before(minutes(60))
    for number in range(4):
        left.append(len(reader.ids(IncidentFilter())))
        log.alive(minutes(60 + number))
    assert left == [3, 1, 0, 0]


def test_a_closed_log_is_one_file(log: Log, path: Path) -> None:
    log.record(trouble(), [seen()])
    log.close()
    assert [it.name for it in path.parent.iterdir()] == [path.name]
    Log.open(path, lambda: T0).close()


def test_the_time_of_silence_is_that_of_its_newest_evidence(log: Log) -> None:
    silence = NotifyDecision(NotifyReason.SUPPRESSED_PAUSED)
    incident = log.record(trouble(), [seen(at=minutes(3)), seen(at=minutes(1))], silence).incident
    log.record(ended(incident, minutes(8)), [], silence)
    rows = log.reader().notifications(5)
    assert [row.decided_at - T0 for row in rows] == [timedelta(minutes=8), timedelta(minutes=3)]
    assert rows[0].kind is None
    assert rows[0].shown_at is None
