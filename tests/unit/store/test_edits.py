"""What the user changes by hand is written with what stood there before, and can be taken back."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from downlight.domain.cause import Cause
from downlight.domain.edits import (
    CorrectIncident,
    Correction,
    DeleteIncident,
    ImportIncidents,
    UndoEdit,
)
from downlight.domain.history import IncidentFilter
from downlight.domain.incident import Incident
from downlight.domain.status import Scope, Status
from downlight.store.log import Log
from downlight.store.reader import Reader
from fakes.records import T0, ended, minutes, seen, to_tell, trouble

SAID = Correction(Status.DEGRADED, Scope.JUST_YOU, Cause.NAME, minutes(-5), minutes(90))
ALL = IncidentFilter()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def log(path: Path) -> Iterator[Log]:
    with closing(Log.open(path, lambda: T0)) as log:
        yield log


@pytest.fixture
def reader(path: Path) -> Iterator[Reader]:
    with closing(Reader.opening(path)) as reader:
        yield reader


def past(log: Log, note: str = "called them") -> int:
    """Write an incident that has ended, with evidence, a notification and a note."""
    told = log.record(trouble(), [seen("over capacity")], to_tell(trouble()))
    log.record(ended(told.incident, minutes(34)), [seen("back", minutes(34))])
    log.write_note(told.incident.id or 0, note)
    return told.incident.id or 0


def whole(reader: Reader, incident_id: int) -> Incident:
    found = reader.incident(incident_id)
    assert found is not None
    return found


def test_a_deleted_incident_is_gone_and_comes_back_as_it_was(log: Log, reader: Reader) -> None:
    number = past(log)
    before, told = whole(reader, number), reader.notifications(9)
    log.edit(DeleteIncident("t1", number), minutes(60))
    assert reader.incident(number) is None
    assert reader.ids(IncidentFilter(text="capacity")) == []
    assert reader.notifications(9) == []
    assert reader.deleted(T0, minutes(1)) == {"x": 1}
    log.edit(UndoEdit("t1"), minutes(61))
    assert whole(reader, number) == before
    assert reader.ids(IncidentFilter(text="capacity")) == [number]
    assert reader.notifications(9) == told
    assert reader.deleted(T0, minutes(1)) == {}


def test_an_incident_that_has_not_ended_is_not_touched(log: Log, reader: Reader) -> None:
    number = log.record(trouble(), [seen()]).incident.id or 0
    before = whole(reader, number)
    log.edit(DeleteIncident("t1", number), minutes(1))
    log.edit(CorrectIncident("t2", number, SAID), minutes(1))
    assert whole(reader, number) == before


def test_a_correction_is_shown_and_found_and_can_be_taken_back(log: Log, reader: Reader) -> None:
    number = past(log)
    before = whole(reader, number)
    log.edit(CorrectIncident("t1", number, SAID), minutes(60))
    after = whole(reader, number)
    assert (after.peak_status, after.scope, after.cause) == (SAID.status, SAID.scope, SAID.cause)
    assert (after.started_at, after.resolved_at) == (SAID.started_at, SAID.resolved_at)
    assert after.edited_at == minutes(60)
    assert after.timeline == before.timeline
    assert reader.ids(IncidentFilter(causes=(Cause.NAME,))) == [number]
    log.edit(UndoEdit("t1"), minutes(61))
    assert whole(reader, number) == before
    assert reader.ids(IncidentFilter(causes=(Cause.NAME,))) == []


def test_two_corrections_are_taken_back_one_by_one(log: Log, reader: Reader) -> None:
    number = past(log)
    log.edit(CorrectIncident("t1", number, SAID), minutes(60))
    log.edit(CorrectIncident("t2", number, replace(SAID, scope=Scope.UNCLEAR)), minutes(61))
    log.edit(UndoEdit("t2"), minutes(62))
    assert whole(reader, number).scope is Scope.JUST_YOU


def test_a_correction_never_ends_before_it_begins(log: Log, reader: Reader) -> None:
    number = past(log)
    log.edit(CorrectIncident("t1", number, replace(SAID, resolved_at=minutes(-60))), minutes(60))
    found = whole(reader, number)
    assert found.started_at == found.resolved_at == found.confirmed_at == minutes(-5)


def test_incidents_of_a_file_are_taken_in_under_new_ids(log: Log, reader: Reader) -> None:
    number = past(log)
    known = whole(reader, number)
    another = replace(
        known, platform_id="y", platform_name="Y", note="theirs", said_cause=Cause.SLOW
    )
    log.edit(ImportIncidents("t1", (another, replace(another, resolved_at=None))), minutes(60))
    first, second = reader.ids(ALL)
    assert number in (first, second)
    taken = whole(reader, max(first, second))
    assert replace(taken, id=known.id, edited_at=None) == another
    assert taken.edited_at == minutes(60)
    assert reader.ids(IncidentFilter(causes=(Cause.SLOW,))) == [taken.id]
    log.edit(UndoEdit("t1"), minutes(61))
    assert reader.ids(ALL) == [number]


def test_nothing_is_taken_back_twice(log: Log, reader: Reader) -> None:
    number = past(log)
    log.edit(DeleteIncident("t1", number), minutes(60))
    for _ in range(2):
        log.edit(UndoEdit("t1"), minutes(61))
    assert reader.ids(ALL) == [number]
    log.edit(UndoEdit("of nobody"), minutes(62))
    assert reader.ids(ALL) == [number]


def test_edits_are_forgotten_with_the_time_they_stand_in(log: Log, reader: Reader) -> None:
    number = past(log)
    log.edit(DeleteIncident("t1", number), minutes(60))
    log.forget_before(minutes(61))
    assert reader.deleted(T0, minutes(1)) == {}
