"""Backup and restore of a whole profile."""

import tempfile
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.app.backups import Backups, put_in_place
from downlight.domain.backup import BackupContent
from downlight.domain.settings import Favourite, Settings
from downlight.store.log import Log
from downlight.system.engine_lock import EngineLock
from downlight.system.paths import Profile
from downlight.system.settings_file import SettingsFile
from fakes.states import NOW, incident

MADE = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def a_profile(folder: Path, *favourites: str) -> Profile:
    profile, _ = Profile.at(folder).prepare()
    if favourites:
        chosen = Settings(favourites=tuple(map(Favourite, favourites)))
        SettingsFile(profile.settings_file).save(chosen)
        log = Log.open(profile.database, lambda: NOW)
        log.record(incident("X", incident_id=None, lasted=2), [])
        log.close()
    return profile


def watched(profile: Profile) -> list[str]:
    settings, _ = SettingsFile(profile.settings_file).load()
    return [favourite.id for favourite in settings.favourites]


def test_a_backup_comes_to_life_in_another_profile(tmp_path: Path) -> None:
    old, new = a_profile(tmp_path / "old", "github", "x"), a_profile(tmp_path / "new", "odd")
    target = tmp_path / "backup.zip"
    assert Backups(old, lambda: MADE).save(target) == ""
    backups = Backups(new, lambda: MADE)
    found = backups.examine(target)
    assert isinstance(found, BackupContent)
    assert found.favourites == ("github", "x")
    assert (found.incidents, found.made_at, found.own_platforms) == (1, MADE, False)
    assert watched(new) == ["odd"]
    assert backups.restore(target) == ""
    assert watched(new) == ["odd"]
    assert put_in_place(new, MADE)
    assert watched(new) == ["github", "x"]
    (kept,) = new.data_dir.glob("before-restore-*")
    assert 'id = "odd"' in (kept / "settings.toml").read_text()
    assert not put_in_place(new, MADE)


def test_a_profile_without_anything_can_be_backed_up(tmp_path: Path) -> None:
    empty = Backups(a_profile(tmp_path / "empty"), lambda: MADE)
    target = tmp_path / "backup.zip"
    assert empty.save(target) == ""
    found = empty.examine(target)
    assert isinstance(found, BackupContent)
    assert (found.favourites, found.incidents) == ((), None)


def test_what_cannot_be_taken_is_told_and_changes_nothing(tmp_path: Path) -> None:
    profile = a_profile(tmp_path / "mine", "github")
    backups = Backups(profile, lambda: MADE)
    (tmp_path / "odd.zip").write_text("no archive")
    assert backups.examine(tmp_path / "odd.zip") == "This backup is damaged, or no backup at all."
    assert backups.restore(tmp_path / "odd.zip")
    assert not put_in_place(profile, MADE)
    assert not profile.restore_dir.exists()
    assert not list(profile.data_dir.glob(".restore-*"))


def test_a_backup_with_a_broken_log_is_refused_as_a_whole(tmp_path: Path) -> None:
    profile = a_profile(tmp_path / "mine", "github")
    backups = Backups(profile, lambda: MADE)
    whole, broken = tmp_path / "whole.zip", tmp_path / "broken.zip"
    backups.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            data = b"no log" if name == "history.sqlite3" else source.read(name)
            target.writestr(name, data)
    assert isinstance(backups.examine(broken), str)
    assert backups.restore(broken)
    assert not profile.restore_dir.exists()


def test_entries_that_cannot_be_taken_are_shown_before(tmp_path: Path) -> None:
    profile = a_profile(tmp_path / "mine")
    profile.settings_file.write_text("[general]\ninterval = 'soon'\n")
    backups = Backups(profile, lambda: MADE)
    backups.save(tmp_path / "backup.zip")
    found = backups.examine(tmp_path / "backup.zip")
    assert isinstance(found, BackupContent)
    assert [problem.key for problem in found.problems] == ["general.interval"]


def test_nothing_is_put_in_place_while_an_engine_runs(tmp_path: Path) -> None:
    profile = a_profile(tmp_path / "mine", "github")
    backups = Backups(profile, lambda: MADE)
    backups.save(tmp_path / "backup.zip")
    backups.restore(tmp_path / "backup.zip")
    with EngineLock(profile.lock_file):
        assert not put_in_place(profile, MADE)
    assert profile.restore_dir.is_dir()
    assert put_in_place(profile, MADE)


def test_a_target_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    backups = Backups(a_profile(tmp_path / "mine", "github"), lambda: MADE)
    assert "cannot be written" in backups.save(tmp_path / "gone" / "backup.zip")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    profile = a_profile(tmp_path / "mine", "github")
    Backups(profile, lambda: MADE).save(tmp_path / "backup.zip")
    lost = Backups(replace(profile, data_dir=tmp_path / "gone"), lambda: MADE)
    assert "The backup cannot be read: " in lost.restore(tmp_path / "backup.zip")


def test_a_machine_without_room_for_temporary_files_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = Backups(a_profile(tmp_path / "mine", "github"), lambda: MADE)
    assert backups.save(tmp_path / "backup.zip") == ""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert "cannot be written" in backups.save(tmp_path / "other.zip")
    told = backups.examine(tmp_path / "backup.zip")
    assert isinstance(told, str)
    assert "cannot be read" in told
