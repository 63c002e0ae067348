import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from downlight.domain.history import HistoryUnavailable, IncidentFilter
from downlight.domain.incident import Incident
from downlight.qt.export_job import ExportFormat, ExportJob, Outcome
from fakes.history import NOW, FakeHistory
from fakes.states import english


def export(
    qtbot: QtBot, source: FakeHistory, path: Path, kind: ExportFormat, text: str = ""
) -> Outcome:
    job = ExportJob(lambda: source, english(), lambda: NOW)
    with qtbot.waitSignal(job.ended) as ended:
        job.start(IncidentFilter(text=text), str(path), kind)
    assert ended.args is not None
    outcome = ended.args[0]
    assert isinstance(outcome, Outcome)
    return outcome


def test_csv_holds_a_line_for_each_incident(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert export(qtbot, FakeHistory(7), path, ExportFormat.CSV) == Outcome(7)
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 7
    assert rows[0]["platform"] == "our wiki"


def test_json_holds_the_evidence(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    assert export(qtbot, FakeHistory(7), path, ExportFormat.JSON) == Outcome(7)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert [one["id"] for one in found] == [7, 6, 5, 4, 3, 2, 1]
    assert found[0]["timeline"][0]["matched"] == "Over capacity"


def test_only_what_is_listed_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    outcome = export(qtbot, FakeHistory(25), tmp_path / "o.csv", ExportFormat.CSV, "github")
    assert outcome.count == 5


def test_the_log_is_let_go_of(qtbot: QtBot, tmp_path: Path) -> None:
    source = FakeHistory(2)
    export(qtbot, source, tmp_path / "out.csv", ExportFormat.CSV)
    qtbot.waitUntil(lambda: source.closed == 1)


def test_a_place_that_cannot_be_written_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    outcome = export(qtbot, FakeHistory(2), tmp_path / "no" / "out.csv", ExportFormat.CSV)
    assert outcome.trouble
    assert list(tmp_path.iterdir()) == []


class Breaking(FakeHistory):
    """Cannot be read to its end."""

    def incidents(self, wanted: IncidentFilter) -> Iterator[Incident]:
        yield from [*super().incidents(wanted)][:1]
        raise HistoryUnavailable("The history is damaged.")


@pytest.mark.parametrize("before", ["the old export", None])
def test_what_stood_there_stays_until_all_is_written(
    qtbot: QtBot, tmp_path: Path, before: str | None
) -> None:
    path = tmp_path / "out.csv"
    if before is not None:
        path.write_text(before)
    assert export(qtbot, Breaking(3), path, ExportFormat.CSV).trouble == "The history is damaged."
    assert (path.read_text() if path.exists() else None) == before
