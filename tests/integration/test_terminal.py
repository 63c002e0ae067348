"""The command line as a process, against real servers on loopback."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.settings import Canary, NetworkSettings, Settings
from downlight.system.settings_file import SettingsFile
from end2end.platform_server import Mood, PlatformServer

FEED = Path(__file__).parents[1] / "data" / "feeds" / "statuspage" / "trouble.json"


class Terminal:
    """Types `downlight` commands in one profile."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "downlight", *arguments]
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "DOWNLIGHT_PROFILE": str(self.profile)},
        )

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json").stdout)


@pytest.fixture
def server() -> Iterator[PlatformServer]:
    server = PlatformServer()
    yield server
    server.close()


@pytest.fixture
def terminal(tmp_path: Path, server: PlatformServer) -> Terminal:
    canary = Canary(server.canary, 204)
    file = SettingsFile(tmp_path / "settings.toml")
    file.load()
    file.save(Settings(network=NetworkSettings(canaries=(canary,), second_resolver="")))
    return Terminal(tmp_path)


def test_a_platform_that_is_up_gives_zero(terminal: Terminal, server: PlatformServer) -> None:
    server.play("loch")
    done = terminal.run("check", server.page("loch"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "All is well" in done.stdout


@pytest.mark.parametrize("mood", [Mood.SERVER_ERROR, Mood.DROPS])
def test_a_platform_that_is_down_gives_one(
    terminal: Terminal, server: PlatformServer, mood: Mood
) -> None:
    server.play("loch", mood)
    done = terminal.run("check", server.page("loch"), "--json")
    assert done.returncode == 1
    (entry,) = json.loads(done.stdout)
    assert entry["status"] == "major_outage"
    assert entry["checks"][0]["target"] == server.page("loch")


def test_an_error_text_behind_200_is_found_when_it_was_named(
    terminal: Terminal, server: PlatformServer
) -> None:
    server.play("loch", Mood.ERROR_TEXT)
    added = terminal.run("add", server.page("loch"), "--name", "Loch", "--reject-text",
                         "Over capacity", "--interval", "2")  # fmt: skip
    assert added.returncode == 0
    done = terminal.run("check", "loch", "--json")
    assert done.returncode == 1
    (entry,) = json.loads(done.stdout)
    assert (entry["name"], entry["checks"][0]["reason"]) == ("Loch", "content")


def test_what_is_added_is_listed_and_what_is_removed_is_not(
    terminal: Terminal, server: PlatformServer
) -> None:
    assert terminal.run("add", "twitter").returncode == 0
    assert terminal.run("add", server.page("loch"), "--name", "Loch").returncode == 0
    assert [entry["name"] for entry in terminal.json("list")] == ["X", "Loch"]
    assert terminal.run("remove", "x").returncode == 0
    assert [entry["name"] for entry in terminal.json("list")] == ["Loch"]


def test_a_watch_tells_each_change_and_ends_in_good_order(
    terminal: Terminal, server: PlatformServer
) -> None:
    server.play("loch")
    terminal.run("add", server.page("loch"), "--name", "Loch", "--interval", "2")
    command = [sys.executable, "-m", "downlight", "watch", "--json", "--profile"]
    with subprocess.Popen(
        [*command, str(terminal.profile)], stdout=subprocess.PIPE, text=True
    ) as watching:
        assert watching.stdout is not None
        assert json.loads(watching.stdout.readline())["status"] == "operational"
        server.play("loch", Mood.SERVER_ERROR)
        phases = [json.loads(watching.stdout.readline())["phase"]]
        while phases[-1] != "confirmed":
            phases.append(json.loads(watching.stdout.readline())["phase"])
        watching.send_signal(signal.SIGTERM)
        assert watching.wait(timeout=15) == 0
    (incident,) = terminal.json("history", "--since", "1h")
    assert incident["peak_status"] == "major_outage"
    assert incident["resolved_at"] is None


def test_a_feed_is_inspected_from_a_file_and_from_an_address(
    terminal: Terminal, server: PlatformServer
) -> None:
    server.play("loch")
    assert terminal.json("inspect", str(FEED))["status"] == "partial_outage"
    assert terminal.json("inspect", server.feed("loch"))["format"] == ("statuspage")
    wrong = terminal.run("inspect", server.page("loch"))
    assert wrong.returncode == 3
    assert wrong.stderr.count("\n") == 1


def test_a_slip_gives_two_and_one_sentence(terminal: Terminal) -> None:
    for line in ("check ftp://x.example", "check gtihub", "inspect ./nowhere.json", "chek"):
        done = terminal.run(*line.split())
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1


def test_the_doctor_looks_at_everything(terminal: Terminal) -> None:
    parts = {entry["part"]: entry["works"] for entry in terminal.json("doctor")}
    assert {"settings", "catalogue", "log", "network"} <= set(parts)
    assert parts["network"] is True


def test_a_reader_that_has_seen_enough_is_no_fault(terminal: Terminal) -> None:
    shell = f"{sys.executable} -m downlight --profile {terminal.profile} search | head -1"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("Name")
    assert done.stderr == ""
