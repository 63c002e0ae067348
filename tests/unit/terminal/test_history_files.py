"""`downlight history export` and `import`."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from downlight.domain.edits import ImportIncidents
from downlight.domain.history import IncidentFilter
from fakes.history import NOW, FakeHistory
from fakes.shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    shell.now = NOW
    shell.history = FakeHistory(6)
    return shell


def exported(shell: Shell, path: Path) -> Path:
    """Export another log than the shell's own to a file."""
    own, shell.history = shell.history, FakeHistory(12, spread=5)
    assert shell.run("history", "export", "--format", "json", "--file", str(path)) == 0
    shell.history = own
    return path


def test_a_table_goes_to_standard_output(shell: Shell) -> None:
    assert shell.run("history", "export") == 0
    rows = list(csv.DictReader(StringIO(shell.out)))
    assert len(rows) == 6
    assert shell.err == ""


@pytest.mark.parametrize(
    ("form", "begins"), [("ics", "BEGIN:VCALENDAR"), ("html", "<!DOCTYPE html>"), ("json", "[")]
)
def test_each_format_can_be_written(shell: Shell, form: str, begins: str) -> None:
    assert shell.run("history", "export", "--format", form) == 0
    assert shell.out.startswith(begins)


def test_a_file_is_written_whole_and_narrowed(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    typed = ("history", "export", "--format", "json", "--platform", "X", "--file", str(path))
    assert shell.run(*typed) == 0
    assert {one["platform"] for one in json.loads(path.read_text("utf-8"))} == {"x"}
    assert shell.out == ""
    assert "Written to" in shell.err


def test_a_file_that_cannot_be_written_is_told(shell: Shell, tmp_path: Path) -> None:
    assert shell.run("history", "export", "--file", str(tmp_path / "no" / "a.csv")) == 3
    assert "cannot be written: No such file or directory." in shell.err


def test_without_a_log_there_is_an_empty_file(shell: Shell) -> None:
    shell.history = None
    assert shell.run("history", "export", "--format", "json") == 0
    assert json.loads(shell.out) == []


def test_what_would_change_is_shown_and_nothing_is_done_without_a_yes(
    shell: Shell, tmp_path: Path
) -> None:
    path = exported(shell, tmp_path / "a.json")
    assert shell.run("history", "import", str(path)) == 0
    assert "a.json holds" in shell.out
    assert shell.out.endswith("Nothing was changed.\n")
    assert shell.edits == []


def test_with_a_yes_what_is_new_is_taken_in(shell: Shell, tmp_path: Path) -> None:
    path = exported(shell, tmp_path / "a.json")
    assert shell.run("history", "import", str(path), "--yes") == 0
    (edit,) = shell.edits
    assert isinstance(edit, ImportIncidents)
    assert edit.incidents
    assert all(not one.is_open for one in edit.incidents)
    assert f"{len(edit.incidents)} incidents imported." in shell.out


def test_a_file_is_read_from_standard_input(shell: Shell, tmp_path: Path) -> None:
    shell.typed_in = exported(shell, tmp_path / "a.json").read_bytes()
    assert shell.run("history", "import", "-", "--yes") == 0
    assert shell.edits


def test_what_is_known_is_not_taken_again(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    assert shell.run("history", "export", "--format", "json", "--file", str(path)) == 0
    assert shell.run("history", "import", str(path), "--yes") == 0
    assert "own.json holds no incident that is not known already." in shell.out
    assert shell.edits == []


def test_an_app_that_runs_is_told_about(shell: Shell, tmp_path: Path) -> None:
    path = exported(shell, tmp_path / "a.json")
    shell.edit_trouble = "Downlight is running."
    assert shell.run("history", "import", str(path), "--yes") == 3
    assert "Downlight is running." in shell.err


@pytest.mark.parametrize("content", ["nonsense", "{}"])
def test_a_file_of_another_kind_is_refused(shell: Shell, tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, "utf-8")
    assert shell.run("history", "import", str(path)) == 2
    assert "downlight: The file" in shell.err


def test_a_file_that_is_not_there_is_told(shell: Shell) -> None:
    assert shell.run("history", "import", "nowhere.json") == 2
    assert "nowhere.json cannot be read: No such file or directory." in shell.err


def test_without_a_log_everything_is_new(shell: Shell, tmp_path: Path) -> None:
    path = exported(shell, tmp_path / "a.json")
    shell.history = None
    assert shell.run("history", "import", str(path), "--yes") == 0
    (edit,) = shell.edits
    assert isinstance(edit, ImportIncidents)
    theirs = FakeHistory(12, spread=5).incidents(IncidentFilter())
    ended = {one.started_at for one in theirs if one.resolved_at}
    assert {one.started_at for one in edit.incidents} == ended
