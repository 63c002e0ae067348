"""Starting at login: which command, and which way."""

import sys
from pathlib import Path

import pytest

from downlight.system.autostart import autostart, hindrance, own_command


def test_the_script_that_was_started_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "downlight"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(script), "watch"])
    assert own_command() == (str(script),)


def test_a_module_is_started_again_as_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(Path(__file__))])
    assert own_command() == (sys.executable, "-m", "downlight")


def test_a_frozen_program_is_its_own_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command() == (sys.executable,)


def test_an_image_is_started_and_not_what_it_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPIMAGE", "/opt/Downlight.AppImage")
    assert own_command() == ("/opt/Downlight.AppImage",)


@pytest.mark.skipif(sys.platform != "linux", reason="XDG")
def test_this_system_has_a_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    way = autostart(["/usr/bin/downlight"])
    assert way is not None
    assert way.enable() == ""
    assert [path.name for path in (tmp_path / "autostart").iterdir()] == [
        "io.github.downlight.Downlight.desktop"
    ]


def test_a_hindrance_is_a_sentence() -> None:
    error = OSError(30, "Read-only file system")
    assert hindrance(error) == "The entry cannot be changed: Read-only file system."
