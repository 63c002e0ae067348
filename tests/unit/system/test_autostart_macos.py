"""The launch agent of macOS."""

from pathlib import Path

import pytest

from downlight.system.autostart import Autostart, AutostartState
from downlight.system.autostart_macos import LaunchAgent, launch_agent

GOLDEN = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>io.github.downlight.Downlight</string>
	<key>LimitLoadToSessionType</key>
	<string>Aqua</string>
	<key>ProcessType</key>
	<string>Interactive</string>
	<key>ProgramArguments</key>
	<array>
		<string>/Applications/My &amp; Downlight.app/Contents/MacOS/downlight</string>
	</array>
	<key>RunAtLoad</key>
	<true/>
</dict>
</plist>
"""
NAME = "io.github.downlight.Downlight.plist"


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "downlight"
    path.write_text("")
    return str(path)


def _agent(folder: Path, *command: str) -> Autostart:
    return LaunchAgent(folder, command)


def test_the_agent_is_as_launchd_wants_it() -> None:
    command = ["/Applications/My & Downlight.app/Contents/MacOS/downlight"]
    assert launch_agent(command).decode() == GOLDEN


def test_it_is_off_until_it_is_enabled_and_after_it_is_disabled(
    tmp_path: Path, program: str
) -> None:
    agent = _agent(tmp_path / "agents", program)
    assert agent.state() is AutostartState.OFF
    assert agent.enable() == ""
    assert agent.state() is AutostartState.ON
    assert agent.disable() == ""
    assert agent.disable() == ""
    assert agent.state() is AutostartState.OFF


def test_what_the_user_switched_off_stays_off(tmp_path: Path) -> None:
    _agent(tmp_path, "/gone/downlight").enable()
    path = tmp_path / NAME
    path.write_text(path.read_text().replace("<dict>", "<dict><key>Disabled</key><true/>"))
    agent = _agent(tmp_path, "/new/downlight")
    assert agent.state() is AutostartState.DISABLED
    assert not agent.repair()


def test_an_agent_whose_program_moved_is_repaired_and_another_copy_left_alone(
    tmp_path: Path, program: str
) -> None:
    _agent(tmp_path, "/gone/downlight").enable()
    assert _agent(tmp_path, program).repair()
    assert _agent(tmp_path, program).state() is AutostartState.ON
    assert not _agent(tmp_path, "/new/downlight").repair()


@pytest.mark.parametrize("damage", [b"", b"<plist>", b"\xff\xfe", b"<plist><array/></plist>"])
def test_a_damaged_agent_is_repaired(tmp_path: Path, program: str, damage: bytes) -> None:
    (tmp_path / NAME).write_bytes(damage)
    agent = _agent(tmp_path, program)
    assert agent.state() is AutostartState.ELSEWHERE
    assert agent.repair()
    assert agent.state() is AutostartState.ON


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    agent = _agent(tmp_path / "file", "/usr/bin/downlight")
    assert "cannot be changed" in agent.enable()
    assert "cannot be changed" in agent.disable()
