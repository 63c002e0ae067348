"""`downlight history`."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from downlight.domain.history import HistoryUnavailable, IncidentFilter
from downlight.domain.incident import Incident
from downlight.domain.settings import Favourite
from fakes.history import NOW as LATEST
from fakes.history import FakeHistory
from fakes.shell import Shell


class Unreadable(FakeHistory):
    def incidents(self, wanted: IncidentFilter) -> Iterator[Incident]:
        raise HistoryUnavailable("The history cannot be read: the disk is gone.")


def shell_with(folder: Path, history: FakeHistory | None, *favourites: Favourite) -> Shell:
    shell = Shell(folder, *favourites)
    shell.history = history
    shell.now = LATEST
    return shell


def test_the_json_is_as_docs_json_md_promises(tmp_path: Path) -> None:
    shell = shell_with(tmp_path, FakeHistory(3))
    assert shell.run("history", "--json") == 0
    entries = shell.json()
    assert [entry["id"] for entry in entries] == [3, 2, 1]
    assert set(entries[0]) == {
        "id", "platform", "name", "peak_status", "scope", "started_at", "confirmed_at",
        "resolved_at", "duration_s", "reasons", "cause", "components", "note", "edited_at",
        "notices", "timeline",
    }  # fmt: skip
    assert entries[0]["resolved_at"] is None
    assert entries[1]["duration_s"] > 0
    datetime.fromisoformat(entries[1]["started_at"])


def test_only_incidents_that_had_not_ended_before_are_shown(tmp_path: Path) -> None:
    shell = shell_with(tmp_path, FakeHistory(12, spread=24))
    assert shell.run("history", "--since", "3d", "--json") == 0
    oldest = min(datetime.fromisoformat(entry["started_at"]) for entry in shell.json())
    assert 2 <= len(shell.json()) <= 4
    assert oldest > LATEST - timedelta(days=4)


def test_a_platform_goes_by_its_name_in_the_log(tmp_path: Path) -> None:
    shell = shell_with(tmp_path, FakeHistory(12))
    assert shell.run("history", "--platform", "OUR WIKI", "--json") == 0
    assert {entry["platform"] for entry in shell.json()} == {"our wiki"}


def test_a_platform_without_incidents_goes_by_the_catalogues_names(tmp_path: Path) -> None:
    shell = shell_with(tmp_path, FakeHistory(12))
    assert shell.run("history", "--platform", "微信") == 0
    assert shell.out == "No incidents.\n"


def test_a_platform_goes_by_the_name_of_a_favourite(tmp_path: Path) -> None:
    mine = Favourite("nas", name="My box", url="http://nas.local/")
    shell = shell_with(tmp_path, FakeHistory(12), mine)
    assert shell.run("history", "--platform", "my box", "--json") == 0
    assert shell.json() == []


def test_a_platform_that_nobody_knows_is_told(tmp_path: Path) -> None:
    shell = shell_with(tmp_path, FakeHistory(12))
    assert shell.run("history", "--platform", "qqqqzz", "--json") == 2
    assert "no platform called “qqqqzz”" in shell.err
    assert shell.out == ""


def test_people_get_a_table_the_newest_first(tmp_path: Path) -> None:
    history = FakeHistory(3)
    shell = shell_with(tmp_path, history)
    assert shell.run("history") == 0
    lines = shell.out.splitlines()
    assert lines[0].split() == ["Started", "Platform", "What", "Lasted", "Who", "Why"]
    assert len(lines) == 4
    assert "not over" in lines[1]
    assert history.closed == 1


def test_before_the_first_start_there_is_nothing(tmp_path: Path) -> None:
    shell = shell_with(tmp_path, None)
    assert shell.run("history") == 0
    assert shell.out == "No incidents.\n"


def test_before_the_first_start_the_json_is_an_empty_list(tmp_path: Path) -> None:
    shell = shell_with(tmp_path, None)
    assert shell.run("history", "--json") == 0
    assert shell.json() == []


def test_a_log_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    shell = shell_with(tmp_path, Unreadable(1))
    assert shell.run("history") == 3
    assert "the disk is gone" in shell.err
