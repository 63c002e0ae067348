"""The replay of 14 July 2022: what is told at its end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from downlight.domain.history import HistoryUnavailable, IncidentFilter
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.status import Scope, Status
from downlight.terminal import demo_day
from downlight.terminal.demo import Replay, incident_of, report
from downlight.terminal.options import Demo
from fakes.history import FakeHistory
from fakes.shell import Shell
from fakes.states import english

TOLD = demo_day.BROKE + timedelta(seconds=50)
BACK = demo_day.BACK + timedelta(seconds=90)
INCIDENT = Incident(
    platform_id="x",
    platform_name="X",
    started_at=demo_day.BROKE + timedelta(seconds=20),
    confirmed_at=TOLD,
    status=Status.OPERATIONAL,
    peak_status=Status.MAJOR_OUTAGE,
    scope=Scope.EVERYONE,
    reasons=(),
    id=1,
    resolved_at=demo_day.BACK + timedelta(seconds=30),
    timeline=(TimelineEntry(BACK, EntryKind.TRANSITION, "resolved"),),
)


class Unreadable(FakeHistory):
    def incidents(self, wanted: IncidentFilter) -> Iterator[Incident]:
        raise HistoryUnavailable("gone")


def test_the_report_puts_our_news_between_the_facts_of_the_day() -> None:
    lines = report(INCIDENT, english())
    text = "\n".join(lines)
    order = [text.index(part) for part in (
        "begins to fail", "● 11:54:20", "● 11:54:50  tells you: X is down for everyone",
        "54,609", "12:40:00", "● 12:41:30  tells you: X is back after 46 min", "dashboard",
        "Twitter Support says",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "50 s after it began" in text
    assert "53 min before anything official" in text
    assert "1 h 15 min before Twitter Support" in text
    assert lines[-1] == demo_day.STATUS_PAGE


def test_an_incident_that_is_not_over_is_not_said_to_be() -> None:
    text = "\n".join(report(replace(INCIDENT, resolved_at=None, timeline=()), english()))
    assert "is back" not in text


def test_a_demo_in_which_nothing_was_noticed_says_that_this_is_a_fault() -> None:
    assert "this is a fault" in report(None, english())[1]


def test_the_incident_is_taken_from_the_log(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert incident_of(shell.services()) is None
    shell.history = FakeHistory(10)
    found = incident_of(shell.services())
    assert found is not None
    assert found.platform_id == "x"
    shell.history = Unreadable(1)
    assert incident_of(shell.services()) is None


def test_the_folder_of_the_demo_goes_with_it_unless_it_is_kept(tmp_path: Path) -> None:
    with Replay(Demo(speed=1000)) as replay:
        assert replay.folder.is_dir()
        assert 6 < replay.real_seconds_left() <= 8
        assert not replay.is_over
    assert not replay.folder.exists()
    with Replay(Demo(speed=1000, keep=True)) as kept:
        told = kept.closing_words(Shell(tmp_path).services())
    assert str(kept.folder) in told[-1]
    kept.folder.rmdir()
