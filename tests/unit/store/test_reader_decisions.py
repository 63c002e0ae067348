"""What was told, and what was not and why, as the log is asked for it."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from downlight.domain.history import DecisionRow
from downlight.domain.notify import (
    Notification,
    NotificationKind,
    NotifyDecision,
    NotifyReason,
    Outcome,
)
from downlight.store.log import Log
from downlight.store.reader import Reader
from fakes.records import T0, minutes, seen, to_tell, trouble


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def log(path: Path) -> Iterator[Log]:
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        yield log


@pytest.fixture
def reader(path: Path) -> Iterator[Reader]:
    with contextlib.closing(Reader.opening(path)) as reader:
        yield reader


def test_decisions_tell_why_nothing_was_said(log: Log, reader: Reader) -> None:
    recorded = log.record(trouble(), [], to_tell(trouble(), minutes(1)))
    log.shown(1, minutes(2), 70)
    log.record(
        recorded.incident, [seen(at=minutes(3))], NotifyDecision(NotifyReason.SUPPRESSED_MUTED)
    )
    silence, telling = reader.notifications(5)
    assert telling == DecisionRow(
        1,
        minutes(1),
        NotifyReason.FIRST,
        1,
        "x",
        "X",
        NotificationKind.DOWN,
        minutes(2),
        NotificationKind.DOWN,
        Outcome.ALONE,
    )
    assert (silence.reason, silence.kind) == (NotifyReason.SUPPRESSED_MUTED, None)
    assert [row.id for row in reader.notifications(1)] == [2]
    assert reader.decisions(1) == [telling, silence]
    assert reader.decisions(2) == []


def test_decisions_that_share_a_bubble_are_listed_without_it(log: Log, reader: Reader) -> None:
    for name in "xy":
        log.record(trouble(name), [], to_tell(trouble(name), minutes(1)))
    bubble = Notification(
        NotificationKind.TOGETHER, "incident:1", None, minutes(2), NotifyReason.GATHERED
    )
    given = log.gather([1, 2], Outcome.GROUPED, bubble)
    log.shown(given.id or 0, minutes(2), 70)
    listed = reader.notifications(5)
    assert [(row.id, row.outcome, row.shown_at) for row in listed] == [
        (2, Outcome.GROUPED, minutes(2)),
        (1, Outcome.GROUPED, minutes(2)),
    ]


def test_a_decision_about_no_incident_is_listed_under_its_platform(
    log: Log, reader: Reader
) -> None:
    kind = NotificationKind.CERTIFICATE
    decided = NotifyDecision(
        NotifyReason.SUPPRESSED_KIND_OFF, None, kind, "certificate:x:1", "x", "X"
    )
    assert log.announce(decided, minutes(1)) is None
    (row,) = reader.notifications(5)
    assert (row.incident_id, row.platform_id, row.platform_name, row.about) == (
        None,
        "x",
        "X",
        kind,
    )


def test_what_was_decided_once_is_known_after_a_restart_and_kept_for_months(path: Path) -> None:
    decided = NotifyDecision(NotifyReason.SUPPRESSED_KIND_OFF, topic="certificate:x:1")
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        log.announce(decided, T0)
        log.announce(NotifyDecision(NotifyReason.SUPPRESSED_KIND_OFF), T0)
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        log.forget_before(T0 + timedelta(days=80))
        assert log.knows("certificate:x:1")
        assert not log.knows("certificate:x:2")
    with contextlib.closing(Reader.opening(path)) as reader:
        assert len(reader.notifications(9)) == 1
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        log.forget_before(T0 + timedelta(days=100))
        assert not log.knows("certificate:x:1")
