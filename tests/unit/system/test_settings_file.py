"""The settings file on disk."""

import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from downlight.domain.faults import SettingsRefused
from downlight.domain.settings import Favourite, GeneralSettings, Settings, Theme
from downlight.engine.ports import SettingsSource
from downlight.system.settings_file import SettingsFile
from downlight.system.settings_writing import TEMPLATE

GOOD = '# mine\n[general]\ntheme = "dark"\n\n[[favourite]]\nid = "github"\n'
DARK = Settings(general=GeneralSettings(theme=Theme.DARK), favourites=(Favourite("github"),))
BROKEN = GOOD + "[general\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def _a_source(path: Path) -> SettingsSource:
    return SettingsFile(path)


def test_a_missing_file_means_the_usual_settings(path: Path) -> None:
    assert _a_source(path).load() == (Settings(), ())
    assert not path.exists()


def test_the_first_save_writes_a_file_that_explains_itself(path: Path) -> None:
    file = SettingsFile(path)
    file.save(Settings(favourites=(Favourite("github"),)))
    assert path.read_text() == TEMPLATE + '\n[[favourite]]\nid = "github"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert file.load() == (Settings(favourites=(Favourite("github"),)), ())


def test_saving_what_is_saved_already_does_not_touch_the_file(path: Path) -> None:
    path.write_text(GOOD)
    file = SettingsFile(path)
    settings, _ = file.load()
    before = path.stat()
    file.save(settings)
    assert path.stat() == before


def test_a_file_that_broke_while_running_leaves_the_settings_in_force(path: Path) -> None:
    path.write_text(GOOD)
    file = SettingsFile(path)
    file.load()
    path.write_text(BROKEN)
    settings, problems = file.load()
    assert settings == DARK
    assert [(p.file, p.line) for p in problems] == [(str(path), 7)]
    assert "The settings of before are in force" in problems[0].message


def test_a_file_that_broke_before_the_start_is_replaced_by_the_last_good_one(path: Path) -> None:
    path.write_text(GOOD)
    SettingsFile(path).load()
    path.write_text(BROKEN)
    settings, problems = SettingsFile(path).load()
    assert settings == DARK
    assert "settings.toml.bak are in force" in problems[0].message


def test_a_broken_file_without_a_good_predecessor_means_the_usual_settings(path: Path) -> None:
    path.write_text(BROKEN)
    settings, problems = SettingsFile(path).load()
    assert settings == Settings()
    assert "usual settings are in force" in problems[0].message


def test_a_broken_file_is_never_overwritten(path: Path) -> None:
    path.write_text(GOOD)
    file = SettingsFile(path)
    settings, _ = file.load()
    path.write_text(BROKEN)
    with pytest.raises(SettingsRefused, match=r"line 7: .*Repair the file or delete it"):
        file.save(settings.with_favourite(Favourite("x")))
    assert path.read_text() == BROKEN
    assert file.backup.read_text() == GOOD


def test_a_repaired_file_is_saved_to_again(path: Path) -> None:
    path.write_text(BROKEN)
    file = SettingsFile(path)
    settings, _ = file.load()
    path.write_text(GOOD)
    file.save(settings.with_favourite(Favourite("x")))
    assert path.read_text() == GOOD + '\n[[favourite]]\nid = "x"\n'


@pytest.mark.parametrize("rest", [b"", b"\n", b"\0" * 4096])
def test_an_emptied_file_is_told_and_restored_by_the_next_save(path: Path, rest: bytes) -> None:
    path.write_text(GOOD)
    SettingsFile(path).load()
    path.write_bytes(rest)
    file = SettingsFile(path)
    settings, problems = file.load()
    assert settings == DARK
    assert "The file is empty" in problems[0].message
    assert path.read_bytes() == rest
    file.save(settings)
    assert path.read_text() == GOOD


def test_the_backup_follows_each_good_version(path: Path) -> None:
    path.write_text(GOOD)
    file = SettingsFile(path)
    settings, _ = file.load()
    assert file.backup.read_text() == GOOD
    file.save(settings.with_muted("github", muted=True))
    assert file.backup.read_text() == path.read_text() == GOOD + "muted = true\n"


def test_a_good_file_is_read_where_no_backup_can_be_kept(path: Path) -> None:
    path.write_text(GOOD)
    SettingsFile(path).backup.mkdir()
    assert SettingsFile(path).load() == (DARK, ())


def test_a_link_to_the_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "real.toml"
    real.parent.mkdir()
    real.write_text(GOOD)
    path.symlink_to(real)
    SettingsFile(path).change(lambda settings: settings.without_favourite("github"))
    assert path.is_symlink()
    assert "github" not in real.read_text()


def test_a_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir()
    file = SettingsFile(path)
    settings, problems = file.load()
    assert settings == Settings()
    assert "The settings cannot be read" in problems[0].message
    with pytest.raises(SettingsRefused, match="Not saved"):
        file.save(settings)


@pytest.mark.skipif(sys.platform != "linux", reason="a place where even root may not write")
def test_a_place_where_nothing_can_be_written_is_told_and_nothing_is_lost() -> None:
    file = SettingsFile(Path("/proc/downlight/settings.toml"))
    assert file.load() == (Settings(), ())
    with pytest.raises(SettingsRefused, match=r"Not saved: /proc/downlight/settings\.toml: "):
        file.save(Settings(favourites=(Favourite("x"),)))


def test_a_change_starts_from_what_is_on_disk_now(path: Path) -> None:
    file = SettingsFile(path)
    file.save(Settings())
    path.write_text(GOOD)
    changed = file.change(lambda settings: settings.with_favourite(Favourite("x")))
    assert changed == DARK.with_favourite(Favourite("x"))
    assert path.read_text() == GOOD + '\n[[favourite]]\nid = "x"\n'


def test_a_face_that_only_reads_does_not_make_the_engine_undo_what_was_edited(path: Path) -> None:
    path.write_text(GOOD)
    file = SettingsFile(path)
    settings, _ = file.load()
    path.write_text(GOOD + '\n[[favourite]]\nid = "by-hand"\n')
    face = threading.Thread(target=file.load)
    face.start()
    face.join()
    file.save(settings.with_favourite(Favourite("x")))
    assert [one.id for one in file.load()[0].favourites] == ["github", "by-hand", "x"]


def test_text_that_cannot_be_encoded_is_written_with_a_question_mark(path: Path) -> None:
    file = SettingsFile(path)
    file.save(Settings(favourites=(Favourite("x", name="half \ud83d"),)))
    assert file.load()[0].favourites[0].name == "half ?"


def test_a_form_that_cannot_take_the_change_is_refused(path: Path) -> None:
    path.write_text("general = 5\n")
    file = SettingsFile(path)
    settings, _ = file.load()
    changed = Settings(general=GeneralSettings(interval=90))
    with pytest.raises(SettingsRefused, match=r"general\.interval is written in a form"):
        file.save(changed)
    assert path.read_text() == "general = 5\n"
    assert settings == Settings()


def test_drafts_of_killed_runs_are_swept_up_after_an_hour(path: Path) -> None:
    old, new = (path.with_name(f".settings.toml.{name}.new") for name in ("old", "new"))
    old.write_text("")
    new.write_text("")
    os.utime(old, (1_000_000, 1_000_000))
    SettingsFile(path).save(Settings(favourites=(Favourite("x"),)))
    assert not old.exists()
    assert new.exists()


def test_its_stamp_changes_with_the_file(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    assert file.stamp() is None
    file.save(Settings(favourites=(Favourite("x"),)))
    first = file.stamp()
    assert first == file.stamp()
    file.save(Settings(favourites=(Favourite("y"),)))
    assert file.stamp() != first
