import subprocess
import sys
from pathlib import Path

import pytest

from downlight.app.main import main, open_profile

HEAVY = ("httpx", "keyring", "sqlite3", "rich", "babel", "dns")


def test_a_command_is_carried_out_in_the_profile_that_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--profile", str(tmp_path), "add", "http://127.0.0.1:9/", "--name", "Shop"]) == 0
    assert "Shop is watched" in capsys.readouterr().out
    assert "Shop" in (tmp_path / "settings.toml").read_text("utf-8")


def test_the_environment_can_name_the_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOWNLIGHT_PROFILE", str(tmp_path))
    assert main(["add", "http://127.0.0.1:9/"]) == 0
    assert capsys.readouterr().out
    assert (tmp_path / "settings.toml").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of other systems are fixed")
def test_a_backup_that_cannot_be_put_in_place_keeps_nobody_from_watching(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "downlight").write_text("no folder")
    waiting = tmp_path / "state" / "downlight" / "restore"
    waiting.mkdir(parents=True)
    (waiting / "settings.toml").write_text("")
    parts = open_profile(None)
    told = capsys.readouterr().err
    assert "Settings cannot be saved: " in told
    assert "downlight cannot be written: " in told
    assert parts.first_settings.favourites == ()
    assert (waiting / "settings.toml").exists()


def test_what_cannot_be_understood_is_one_sentence_and_exit_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["chekc"])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "check" in told
    assert "Traceback" not in told


def test_the_light_is_up_before_anything_heavy_is_imported() -> None:
    script = (
        "import sys; from downlight.app import main; from downlight.qt import app;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
