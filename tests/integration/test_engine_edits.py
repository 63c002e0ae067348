"""The user's word on the past, from a command to the log and back, beside an engine at work."""

from datetime import timedelta
from pathlib import Path

from downlight.domain.cause import Cause
from downlight.domain.commands import EditHistory, WriteNote
from downlight.domain.edits import CorrectIncident, Correction, DeleteIncident, UndoEdit
from downlight.domain.events import HistoryEdited
from downlight.domain.status import Scope, Status
from fakes.house import House, favourite
from fakes.internet import page

HOUR = timedelta(hours=1)
MANY = [favourite(f"site{i}") for i in range(8)]


def house_with_a_past(folder: Path) -> House:
    """One platform was out from the first half hour to the fiftieth minute."""
    house = House(folder, [favourite("x"), *MANY])
    begin, end = house.after(minutes=30), house.after(minutes=50)
    house.internet.serve(
        "https://x.example/", lambda now: page("", 503) if begin <= now < end else page()
    )
    return house


def test_an_incident_is_corrected_and_noted_while_the_engine_watches(tmp_path: Path) -> None:
    house = house_with_a_past(tmp_path)
    said = Correction(
        Status.DEGRADED,
        Scope.JUST_YOU,
        Cause.NETWORK,
        house.after(minutes=31),
        house.after(minutes=49),
    )
    house.live(
        (HOUR, EditHistory(CorrectIncident("t", 1, said))), (HOUR, WriteNote(1, "ours")), hours=2
    )
    (incident,) = house.incidents()
    assert (incident.peak_status, incident.scope, incident.cause) == (
        Status.DEGRADED,
        Scope.JUST_YOU,
        Cause.NETWORK,
    )
    assert incident.note == "ours"
    assert incident.edited_at == house.after(hours=1)
    assert [e.token for e in house.events if isinstance(e, HistoryEdited)] == ["t"]


def test_a_deleted_incident_comes_back_even_after_a_restart(tmp_path: Path) -> None:
    house = house_with_a_past(tmp_path)
    house.live((HOUR, EditHistory(DeleteIncident("t", 1))), hours=2)
    assert house.incidents() == []
    house.live((2.5 * HOUR, EditHistory(UndoEdit("t"))), hours=3)
    (incident,) = house.incidents()
    assert incident.id == 1
    assert incident.timeline


def test_an_incident_that_lasts_is_not_deleted_under_the_engine(tmp_path: Path) -> None:
    house = house_with_a_past(tmp_path)
    during = timedelta(minutes=40)
    house.live((during, EditHistory(DeleteIncident("t", 1))), hours=2)
    (incident,) = house.incidents()
    assert incident.resolved_at is not None
