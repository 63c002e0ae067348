"""A platform's past in words."""

from datetime import timedelta

from downlight.domain.history import IncidentRow
from downlight.domain.status import Scope, Status
from downlight.domain.uptime import Uptime
from downlight.present.past import LISTED, Records, past_view, read_records
from downlight.present.timeline import Range
from fakes.history import FakeHistory
from fakes.states import NOW, english


def row(lasted: float | None) -> IncidentRow:
    start = NOW - timedelta(hours=2)
    ended = None if lasted is None else start + timedelta(minutes=lasted)
    return IncidentRow(
        7, "x", "X", start, ended, Status.MAJOR_OUTAGE, Scope.EVERYONE, "answered 503", ""
    )


def test_an_incident_is_a_line() -> None:
    view = past_view(Records((), (row(14), row(None))), english(), NOW)
    assert [one.text for one in view.incidents] == [
        "23 Nov 2026, 13:00: Down for everyone, for 14 min",
        "23 Nov 2026, 13:00: Down for everyone, for 2 h so far",
    ]
    assert view.incidents[0].status is Status.MAJOR_OUTAGE


def test_uptime_says_what_it_rests_on() -> None:
    records = Records(((Range.DAY, Uptime(86_400, 80_000, 800)),), ())
    (line,) = past_view(records, english(), NOW).uptimes
    assert (line.over, line.percent) == ("24 hours", "99.00 %")
    assert "not measured for 1 h 46 min" in line.told


def test_the_past_is_read_of_one_platform_alone() -> None:
    records = read_records(FakeHistory(400), "x", NOW)
    assert [over for over, _ in records.uptimes] == list(Range)
    assert {one.platform_id for one in records.incidents} == {"x"}
    assert len(records.incidents) == LISTED
    started = [one.started_at for one in records.incidents]
    assert started == sorted(started, reverse=True)
