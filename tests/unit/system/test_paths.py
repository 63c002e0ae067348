"""Folders of a profile."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from downlight.system import paths
from downlight.system.paths import Profile, resources

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="XDG folders")


@pytest.fixture(autouse=True)
def _mask_back() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@linux_only
def test_the_default_profile_follows_the_desktops_conventions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("config", "state", "run"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    profile = Profile.default()
    assert profile.settings_file == tmp_path / "config/downlight/settings.toml"
    assert profile.database == tmp_path / "state/downlight/history.sqlite3"
    assert profile.log_file == tmp_path / "state/downlight/downlight.log"
    assert profile.lock_file == tmp_path / "state/downlight/engine.lock"
    assert profile.runtime == tmp_path / "run/downlight"
    assert profile.key == ""


@linux_only
def test_relative_folders_in_the_environment_are_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", "somewhere")
    monkeypatch.setenv("XDG_STATE_HOME", "somewhere")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "somewhere")
    profile = Profile.default()
    assert profile.config_dir == tmp_path / ".config/downlight"
    assert profile.data_dir == tmp_path / ".local/state/downlight"
    assert profile.runtime == tmp_path / ".local/state/downlight/run"


def test_a_profile_at_a_folder_keeps_everything_there(tmp_path: Path) -> None:
    profile = Profile.at(tmp_path / "mine")
    for path in (profile.settings_file, profile.database, profile.log_file, profile.crash_file):
        assert path.parent == tmp_path / "mine"
    assert profile.runtime.parent == tmp_path / "mine"


def test_two_profiles_have_different_keys_and_one_has_always_the_same(tmp_path: Path) -> None:
    first, second = Profile.at(tmp_path / "a"), Profile.at(tmp_path / "b")
    assert first.key != second.key
    assert first.key == Profile.at(tmp_path / "b" / ".." / "a").key


def test_prepared_folders_belong_to_the_user_alone(tmp_path: Path) -> None:
    profile, told = Profile.at(tmp_path / "deep" / "mine").prepare()
    assert told == ""
    assert _mode(profile.data_dir) == 0o700
    assert _mode(profile.runtime) == 0o700
    profile.log_file.write_text("")
    assert _mode(profile.log_file) == 0o600


def test_a_folder_that_the_user_named_keeps_its_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Profile.at(tmp_path).prepare()
    assert _mode(tmp_path) == 0o755


def test_a_file_in_the_place_of_the_folder_is_told_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("")
    wanted = Profile.at(tmp_path / "mine")
    profile, told = wanted.prepare()
    assert f"{wanted.data_dir} is not a folder" in told
    assert profile.config_dir == wanted.config_dir
    assert profile.data_dir != wanted.data_dir
    profile.database.write_text("can be written")
    profile.database.unlink()
    profile.runtime.rmdir()
    profile.data_dir.rmdir()


def test_a_missing_home_is_told_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "not a folder").write_text("")
    home = tmp_path / "not a folder"
    wanted = Profile(home / "config", home / "state", home / "run")
    profile, told = wanted.prepare()
    assert "history and log of this run are kept in" in told
    assert "Settings cannot be saved" in told
    assert _mode(profile.data_dir) == 0o700
    profile.runtime.rmdir()
    profile.data_dir.rmdir()


def test_without_any_place_to_write_the_run_goes_on_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    profile, told = Profile.at(tmp_path / "file").prepare()
    assert profile.in_memory
    assert told.endswith("this run remembers nothing.")


@pytest.mark.skipif(sys.platform != "linux", reason="a place where even root may not write")
def test_a_place_where_nothing_can_be_written_is_told() -> None:
    profile, told = Profile.at(Path("/proc/downlight")).prepare()
    assert "/proc/downlight is not writable" in told
    profile.runtime.rmdir()
    profile.data_dir.rmdir()


def test_the_shipped_data_is_found_in_the_source_tree() -> None:
    assert (resources() / "catalogue").is_dir()
    assert resources() == Path(paths.__file__).parents[3] / "resources"


def test_the_shipped_data_is_found_in_a_frozen_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "downlight/_resources").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources() == tmp_path / "downlight/_resources"
