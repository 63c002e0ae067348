from pathlib import Path

from pytestqt.qtbot import QtBot

from downlight.domain.history import IncidentFilter
from downlight.present import export
from downlight.qt.import_job import Compared, ImportJob, edits_of
from fakes.history import NOW, FakeHistory
from fakes.records import ended, minutes, trouble
from fakes.states import english


def compared(qtbot: QtBot, path: Path, source: FakeHistory) -> Compared:
    job = ImportJob(lambda: source, lambda: NOW)
    with qtbot.waitSignal(job.compared) as told:
        job.start(str(path))
    assert told.args is not None
    found = told.args[0]
    assert isinstance(found, Compared)
    qtbot.waitUntil(lambda: source.closed == 1)
    return found


def test_a_file_is_compared_with_the_log(qtbot: QtBot, tmp_path: Path) -> None:
    theirs = FakeHistory(12)
    path = tmp_path / "a.json"
    known = list(theirs.incidents(IncidentFilter()))
    more = ended(trouble("zoom", minutes(0)), minutes(9))
    path.write_text("".join(export.json_pieces([*known, more], english(), NOW)), "utf-8")
    found = compared(qtbot, path, FakeHistory(12)).difference
    assert [incident.platform_id for incident in found.new] == ["zoom"]
    assert found.known == 11
    assert found.left_out == 1


def test_a_file_that_cannot_be_read_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    found = compared(qtbot, tmp_path / "none.json", FakeHistory(1))
    assert found.trouble == "No such file or directory"


def test_a_file_of_another_kind_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("hello", "utf-8")
    assert compared(qtbot, path, FakeHistory(1)).trouble == "The file is not JSON."


def test_incidents_are_taken_in_a_few_at_once() -> None:
    many = [trouble()] * 250
    edits = edits_of("t", many)
    assert [len(edit.incidents) for edit in edits] == [100, 100, 50]
    assert {edit.token for edit in edits} == {"t"}
