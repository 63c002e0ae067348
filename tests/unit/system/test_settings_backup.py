"""Backup files: written whole, read with distrust, put in place at a start."""

import json
import os
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from downlight.system import settings_backup
from downlight.system.settings_backup import BackupRefused, Manifest

MADE = Manifest(datetime(2026, 11, 23, 16, 0, tzinfo=UTC), "1.2.3")
ABOUT = {"format": 1, "made_at": "2026-11-23T16:00:00+00:00", "version": "1.2.3"}


def a_backup(folder: Path) -> Path:
    (folder / "mine.toml").write_text("[general]\n")
    (folder / "log").write_bytes(bytes(range(256)) * 500)
    target = folder / "backup.zip"
    members = {"settings.toml": folder / "mine.toml", "history.sqlite3": folder / "log"}
    settings_backup.write(target, members, MADE)
    return target


def packed(folder: Path, **members: str) -> Path:
    """Write an archive with these members, their names with `_` for the dot."""
    path = folder / "made.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return path


def unpacked(source: Path, folder: Path) -> Manifest:
    into = folder / "into"
    into.mkdir()
    return settings_backup.unpack(source, into)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    assert unpacked(a_backup(tmp_path), tmp_path) == MADE
    assert (tmp_path / "into" / "settings.toml").read_text() == "[general]\n"
    assert (tmp_path / "into" / "history.sqlite3").read_bytes() == (tmp_path / "log").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
def test_a_backup_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert a_backup(tmp_path).stat().st_mode & 0o077 == 0


def test_a_backup_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    target = a_backup(tmp_path)
    before = target.read_bytes()
    with pytest.raises(BackupRefused, match="cannot be written"):
        settings_backup.write(target, {"settings.toml": tmp_path / "gone"}, MADE)
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "log", "mine.toml"]


def test_a_file_of_a_time_before_archives_is_kept_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[general]\n")
    os.utime(tmp_path / "mine.toml", (1, 1))
    target = tmp_path / "backup.zip"
    settings_backup.write(target, {"settings.toml": tmp_path / "mine.toml"}, MADE)
    assert unpacked(target, tmp_path) == MADE


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"settings_toml": "x"}, "no backup"),
        ({"manifest_json": json.dumps(ABOUT)}, "no backup"),
        ({"manifest_json": "{}", "settings_toml": ""}, "no backup"),
        ({"manifest_json": "nonsense", "settings_toml": ""}, "no backup"),
        ({"manifest_json": "[" * 9000, "settings_toml": ""}, "no backup"),
        (
            {"manifest_json": json.dumps({**ABOUT, "format": 2}), "settings_toml": ""},
            "from a newer Downlight",
        ),
        (
            {"manifest_json": json.dumps({**ABOUT, "made_at": "2026-11-23"}), "settings_toml": ""},
            "no backup",
        ),
        (
            {"manifest_json": json.dumps(ABOUT), "settings_toml": "", "_bashrc": "x"},
            "does not belong",
        ),
        (
            {"manifest_json": json.dumps(ABOUT), "settings_toml": "", "__/__/evil": "x"},
            "does not belong",
        ),
        (
            {"manifest_json": json.dumps(ABOUT), "settings_toml": "#" * 5_000_000},
            "does not belong",
        ),
    ],
)
def test_what_is_no_backup_is_refused(tmp_path: Path, members: dict[str, str], told: str) -> None:
    with pytest.raises(BackupRefused, match=told):
        unpacked(packed(tmp_path, **members), tmp_path)
    assert not (tmp_path.parent / "evil").exists()


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive " * 99])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "made.zip").write_bytes(data)
    with pytest.raises(BackupRefused):
        unpacked(tmp_path / "made.zip", tmp_path)


def test_what_is_packed_as_no_backup_is_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "made.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("manifest.json", json.dumps(ABOUT))
        archive.writestr("settings.toml", "# \n" * 1000)
    whole = path.read_bytes()
    at = whole.index(b"settings.toml") + len("settings.toml") + 4
    path.write_bytes(whole[:at] + b"\xff" * 12 + whole[at + 12 :])
    with pytest.raises(BackupRefused, match="does not belong"):
        unpacked(path, tmp_path)


def test_an_archive_that_names_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, manifest_json=json.dumps(ABOUT), settings_toml="", é="")
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xff\xff"))
    with pytest.raises(BackupRefused, match="damaged"):
        unpacked(path, tmp_path)


def test_an_archive_whose_members_lie_nowhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "made.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps(ABOUT))
        archive.writestr("settings.toml", "")
        archive.filelist[0].header_offset = 2**64 - 2
    with pytest.raises(BackupRefused, match="damaged"):
        unpacked(path, tmp_path)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="cannot be read"):
        unpacked(tmp_path / "made.zip", tmp_path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_damaged_backup_is_refused_or_whole(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    backup = a_backup(folder)
    whole = bytearray(backup.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    backup.write_bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))])
    try:
        unpacked(backup, folder)
    except BackupRefused:
        return
    assert (folder / "into" / "history.sqlite3").read_bytes() == (folder / "log").read_bytes()


def staged(folder: Path) -> Path:
    (folder / "fresh").mkdir()
    (folder / "fresh" / "settings.toml").write_text("new")
    (folder / "fresh" / "history.sqlite3").write_text("new log")
    settings_backup.stage(folder / "fresh", folder / "restore")
    return folder / "restore"


def places(folder: Path) -> dict[str, Path]:
    return {
        "settings.toml": folder / "config" / "settings.toml",
        "platforms.toml": folder / "config" / "platforms.toml",
        "history.sqlite3": folder / "log.sqlite3",
    }


def test_what_waits_takes_the_place_of_what_is_there_which_is_kept(tmp_path: Path) -> None:
    waiting = staged(tmp_path)
    (tmp_path / "log.sqlite3").write_text("old log")
    (tmp_path / "log.sqlite3-wal").write_text("old wal")
    assert settings_backup.put_in_place(waiting, places(tmp_path), tmp_path / "kept")
    assert (tmp_path / "config" / "settings.toml").read_text() == "new"
    assert (tmp_path / "log.sqlite3").read_text() == "new log"
    assert not (tmp_path / "log.sqlite3-wal").exists()
    assert (tmp_path / "kept" / "log.sqlite3").read_text() == "old log"
    assert (tmp_path / "kept" / "log.sqlite3-wal").read_text() == "old wal"
    assert not waiting.exists()


def test_one_that_was_broken_off_goes_on(tmp_path: Path) -> None:
    waiting = staged(tmp_path)
    (waiting / "settings.toml").unlink()
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("new")
    assert settings_backup.put_in_place(waiting, places(tmp_path), tmp_path / "kept")
    assert (tmp_path / "config" / "settings.toml").read_text() == "new"
    assert (tmp_path / "log.sqlite3").read_text() == "new log"


def test_where_a_file_cannot_be_put_in_place_everything_is_where_it_was(tmp_path: Path) -> None:
    waiting = staged(tmp_path)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("old")
    (tmp_path / "taken").write_text("no folder")
    unreachable = {**places(tmp_path), "history.sqlite3": tmp_path / "taken" / "log.sqlite3"}
    with pytest.raises(FileExistsError):
        settings_backup.put_in_place(waiting, unreachable, tmp_path / "kept")
    assert (tmp_path / "config" / "settings.toml").read_text() == "old"
    assert (waiting / "settings.toml").read_text() == "new"
    assert not (tmp_path / "kept").exists()
    assert settings_backup.put_in_place(waiting, places(tmp_path), tmp_path / "kept")
    assert (tmp_path / "config" / "settings.toml").read_text() == "new"
    assert (tmp_path / "kept" / "settings.toml").read_text() == "old"


def test_where_nothing_waits_nothing_changes(tmp_path: Path) -> None:
    assert not settings_backup.put_in_place(tmp_path / "restore", places(tmp_path), tmp_path / "k")
    assert list(tmp_path.iterdir()) == []


def test_a_later_backup_waits_in_place_of_an_earlier_one(tmp_path: Path) -> None:
    waiting = staged(tmp_path)
    (tmp_path / "fresh").mkdir()
    (tmp_path / "fresh" / "settings.toml").write_text("newer")
    settings_backup.stage(tmp_path / "fresh", waiting)
    assert sorted(path.name for path in waiting.iterdir()) == ["settings.toml"]
