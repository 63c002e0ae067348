"""Backup and restore of one profile: settings, own platforms and history in one file."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from downlight import __version__
from downlight.domain.backup import BackupContent
from downlight.domain.saying import say, told_by
from downlight.store import copies
from downlight.store.errors import StoreError
from downlight.system import settings_backup
from downlight.system.engine_lock import EngineHeld, EngineLock
from downlight.system.paths import Profile
from downlight.system.settings_backup import BackupRefused, Manifest
from downlight.system.settings_reading import SlipError, decode, interpret


class Backups:
    """What the windows do with backups. Each call may take seconds: never in the GUI thread."""

    def __init__(self, profile: Profile, now: Callable[[], datetime]) -> None:
        self._profile = profile
        self._now = now

    def save(self, target: Path) -> str:
        """Write a backup; return why that did not work, or "" (a sentence to be said)."""
        try:
            with tempfile.TemporaryDirectory(prefix="downlight-") as folder:
                self._save(target, Path(folder))
        except (BackupRefused, StoreError) as refused:
            return told_by(refused)
        except OSError as error:
            return say("{file} cannot be written: {why}.", file=target, why=_why(error))
        return ""

    def examine(self, source: Path) -> BackupContent | str:
        """Return what a backup holds, or why it cannot be taken (a sentence to be said)."""
        try:
            with tempfile.TemporaryDirectory(prefix="downlight-") as folder:
                return _examined(source, Path(folder))
        except (BackupRefused, StoreError) as refused:
            return told_by(refused)
        except OSError as error:
            return say("The backup cannot be read: {why}.", why=_why(error))

    def restore(self, source: Path) -> str:
        """Let a backup take effect at the next start; return why not, or ""."""
        try:
            self._stage(source)
        except (BackupRefused, StoreError) as refused:
            return told_by(refused)
        except OSError as error:
            return say("The backup cannot be read: {why}.", why=_why(error))
        return ""

    def _stage(self, source: Path) -> None:
        folder = Path(tempfile.mkdtemp(prefix=".restore-", dir=self._profile.data_dir))
        try:
            _examined(source, folder)
            settings_backup.stage(folder, self._profile.restore_dir)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _save(self, target: Path, folder: Path) -> None:
        places = _places(self._profile)
        members = {name: path for name, path in places.items() if path.exists()}
        if "settings.toml" not in members:
            members["settings.toml"] = folder / "settings.toml"
            members["settings.toml"].touch()
        if "history.sqlite3" in members:
            members["history.sqlite3"] = folder / "history.sqlite3"
            copies.keep_copy(places["history.sqlite3"], members["history.sqlite3"])
        settings_backup.write(target, members, Manifest(self._now(), __version__))


def put_in_place(profile: Profile, now: datetime) -> bool:
    """Put a backup that waits in place, unless an engine uses the files; return whether it did.

    What was there before is kept in a folder of its own.
    """
    waiting = profile.restore_dir
    if not waiting.is_dir():
        return False
    lock = EngineLock(profile.lock_file)
    try:
        lock.acquire()
    except EngineHeld:
        return False
    try:
        kept = profile.data_dir / f"before-restore-{now:%Y%m%dT%H%M%S}"
        return settings_backup.put_in_place(waiting, _places(profile), kept)
    finally:
        lock.release()


def _places(profile: Profile) -> Mapping[str, Path]:
    return {
        "settings.toml": profile.settings_file,
        "platforms.toml": profile.platforms_file,
        "history.sqlite3": profile.database,
    }


def _why(error: OSError) -> str:
    return error.strerror or str(error)


def _examined(source: Path, folder: Path) -> BackupContent:
    """Unpack a backup into `folder`; return what it holds.

    Raises BackupRefused, StoreError and OSError.
    """
    manifest = settings_backup.unpack(source, folder)
    try:
        document = decode((folder / "settings.toml").read_bytes())
    except SlipError as slip:
        raise BackupRefused(told_by(slip)) from None
    settings, problems = interpret(document, "settings.toml")
    log = folder / "history.sqlite3"
    held = copies.examined(log) if log.exists() else None
    return BackupContent(
        made_at=manifest.made_at,
        version=manifest.version,
        favourites=tuple(one.name or one.id for one in settings.favourites),
        problems=problems,
        incidents=held.incidents if held else None,
        first=held.first if held else None,
        own_platforms=(folder / "platforms.toml").exists(),
    )
