"""`downlight watch`."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from downlight.domain.commands import ReloadSettings
from downlight.domain.events import EngineStopped, SnapshotTaken
from downlight.domain.status import NetworkState
from downlight.domain.verdict import Rule
from downlight.terminal.choosing import Declined
from downlight.terminal.options import Watch
from downlight.terminal.watch import watch_until
from fakes.shell import Shell
from fakes.states import NOW, down, snapshot, starting, unknown, up


def played(shell: Shell) -> Shell:
    shell.events = [
        SnapshotTaken(snapshot(starting("X"), starting("GitHub"))),
        SnapshotTaken(snapshot(up("X"), up("GitHub"))),
        SnapshotTaken(snapshot(up("X"), up("GitHub"))),
        SnapshotTaken(snapshot(down("X"), up("GitHub"))),
        SnapshotTaken(snapshot(down("X", minutes=9), up("GitHub"))),
        EngineStopped("The disk is gone."),
    ]
    return shell


def test_a_pipe_gets_one_line_per_change(tmp_path: Path) -> None:
    shell = played(Shell(tmp_path))
    assert shell.run("watch") == 3
    assert shell.out.splitlines() == [
        "15:00:00  X: All is well",
        "15:00:00  GitHub: All is well",
        "15:00:00  X: Down for everyone for 6 min",
    ]
    assert "The disk is gone." in shell.err
    assert shell.engine.stopped


def test_who_watches_nothing_or_is_offline_is_told_what_to_do(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    offline = snapshot(unknown("X", Rule.OFFLINE), network=NetworkState.OFFLINE)
    shell.events = [
        SnapshotTaken(snapshot()),
        SnapshotTaken(snapshot()),
        SnapshotTaken(offline),
        SnapshotTaken(offline),
        EngineStopped("Done."),
    ]
    shell.run("watch")
    told = [line for line in shell.out.splitlines() if "downlight" in line]
    assert len(told) == 2
    assert "downlight add" in told[0]
    assert "downlight demo" in told[1]


def test_in_json_each_change_is_one_object_on_its_own_line(tmp_path: Path) -> None:
    shell = played(Shell(tmp_path))
    shell.run("watch", "--json")
    entries = [json.loads(line) for line in shell.out.splitlines()]
    assert [(entry["platform"], entry["status"]) for entry in entries] == [
        ("x", "operational"),
        ("github", "operational"),
        ("x", "major_outage"),
    ]
    assert entries[2]["phase"] == "confirmed"
    assert entries[2]["scope"] == "everyone"
    assert entries[2]["at"] == "2026-11-23T15:00:00+00:00"
    assert set(entries[0]) == {
        "at", "phase", "platform", "name", "status", "scope", "confidence", "reasons",
        "checks", "judged_at",
    }  # fmt: skip


def test_a_screen_gets_a_table_that_is_drawn_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    shell = played(Shell(tmp_path, screen=True))
    shell.run("watch")
    assert "All is well" in shell.out
    assert "Down for everyone for 6 min" in shell.out
    assert "20 s ago" in shell.out


def test_an_engine_that_another_downlight_runs_is_told(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.busy = "Downlight is running already."
    assert shell.run("watch") == 3
    assert shell.err == "downlight: Downlight is running already.\n"


def test_it_ends_in_good_order_when_the_time_has_come(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.events = []
    assert watch_until(NOW, Watch(), shell.services()) == 0
    assert shell.engine.stopped


def test_ctrl_c_ends_it_in_good_order(tmp_path: Path) -> None:
    def interrupt() -> datetime:
        raise KeyboardInterrupt

    shell = Shell(tmp_path)
    services = replace(shell.services(), now=interrupt)
    assert watch_until(NOW, Watch(), services) == 0
    assert shell.engine.stopped


def test_an_edit_of_the_settings_is_taken_up(tmp_path: Path) -> None:
    shell = played(Shell(tmp_path))
    stamps = iter([1, 1, 2, 2, 2, 2, 2, 2])
    services = replace(shell.services(), settings_stamp=lambda: next(stamps))
    with pytest.raises(Declined):
        watch_until(None, Watch(), services)
    assert shell.engine.commands == [ReloadSettings()]
