"""The settings file: read with patience, written in one piece, never overwritten when broken."""

import contextlib
import logging
import os
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from downlight.domain.faults import SettingsRefused
from downlight.domain.saying import say, told_by
from downlight.domain.settings import Problem, Settings
from downlight.system.settings_reading import SettingsText, SlipError, decode, interpret
from downlight.system.settings_writing import TEMPLATE, rewrite
from downlight.system.toml_editing import UneditableError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Broken:
    """The file is there but cannot be taken."""

    why: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    document: SettingsText
    note: str = ""
    """What people should know about where it came from."""


class _LastOfThread(threading.local):
    """What the present thread last loaded or saved, from which it derives its changes."""

    settings: Settings | None = None


class SettingsFile:
    """The user's settings in TOML.

    The last version that could be read is kept beside the file, as `settings.toml.bak`. While the
    file itself cannot be read, those settings are in force and saving is refused, so that a slip
    in hand-editing costs nothing. Saving changes only what differs from the settings that the
    same thread last loaded or saved: edits made by others meanwhile are kept.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._good: Settings | None = None
        self._mine = _LastOfThread()
        self._turn = threading.RLock()

    @property
    def backup(self) -> Path:
        """Where the last version that could be read is kept."""
        return self._path.with_name(f"{self._path.name}.bak")

    def stamp(self) -> tuple[int, int] | None:
        """Return what changes whenever the file does; None where there is none."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino

    def load(self) -> tuple[Settings, Sequence[Problem]]:
        """Return the settings and what of them could not be taken; a missing file has none."""
        with self._turn:
            found = self._read()
            problems: tuple[Problem, ...]
            if isinstance(found, _Broken):
                settings, meanwhile = self._last_good()
                told = say(
                    "The settings cannot be read: {why}. {meanwhile}",
                    why=found.why,
                    meanwhile=meanwhile,
                )
                problems = (Problem("settings", told, str(self._path), found.line),)
            else:
                settings, problems = self._take(found)
            self._good = self._mine.settings = settings
            return settings, problems

    def save(self, settings: Settings) -> None:
        """Write what changed, in one piece.

        Raises SettingsRefused with a sentence for people; the file is then as it was.
        """
        with self._turn:
            self._write(settings)
            self._good = self._mine.settings = settings

    def change(self, edit: Callable[[Settings], Settings]) -> Settings:
        """Load, edit and save; return the new settings. Raises SettingsRefused."""
        with self._turn:
            edited = edit(self.load()[0])
            self.save(edited)
            return edited

    def _take(self, found: _Found) -> tuple[Settings, tuple[Problem, ...]]:
        settings, problems = interpret(found.document, str(self._path))
        if found.note:
            problems = (Problem("settings", found.note, str(self._path)), *problems)
        elif self._path.exists():
            self._keep_backup(found.document.text.encode())
        return settings, problems

    def _write(self, settings: Settings) -> None:
        found = self._read()
        if isinstance(found, _Broken):
            place = f"{self._path}, line {found.line}" if found.line else str(self._path)
            raise SettingsRefused(
                say(
                    "Not saved, so that nothing is lost: {place}: {why}. "
                    "Repair the file or delete it, then change the settings again.",
                    place=place,
                    why=found.why,
                )
            )
        old = found.document.text.encode()
        try:
            new = self._rewritten(found.document, settings)
            if new != old or found.note or not self._path.exists():
                _replace(self._path, new)
        except (OSError, SlipError, UneditableError) as error:
            why = getattr(error, "strerror", None) or told_by(error)
            told = say("Not saved: {place}: {why}.", place=self._path, why=why)
            raise SettingsRefused(told) from error
        self._keep_backup(new)

    def _read(self) -> _Found | _Broken:
        """Return the file's content; for a missing one, what a new one begins with."""
        try:
            data = self._path.read_bytes()
            if not data.strip(b"\0 \t\r\n") and self.backup.exists():
                return _Found(decode(self.backup.read_bytes()), self._emptied())
            return _Found(decode(data))
        except FileNotFoundError:
            return _Found(decode(TEMPLATE.encode()))
        except OSError as error:
            return _Broken(error.strerror or str(error))
        except SlipError as slip:
            return _Broken(told_by(slip), slip.line)

    def _emptied(self) -> str:
        return say(
            "The file is empty; the settings of {backup} are in force. To begin anew, delete both.",
            backup=self.backup.name,
        )

    def _rewritten(self, document: SettingsText, settings: Settings) -> bytes:
        before = self._mine.settings or interpret(document, "")[0]
        data = rewrite(document, before, settings).encode(errors="replace")
        decode(data)  # never write what could not be read again
        return data

    def _last_good(self) -> tuple[Settings, str]:
        if self._good is not None:
            return self._good, say("The settings of before are in force until it is repaired.")
        try:
            settings, _ = interpret(decode(self.backup.read_bytes()), "")
        except (OSError, SlipError):
            return Settings(), say(
                "The usual settings are in force, with no favourites, until it is repaired."
            )
        return settings, say(
            "Those of {backup} are in force until it is repaired.", backup=self.backup.name
        )

    def _keep_backup(self, data: bytes) -> None:
        try:
            if not self.backup.exists() or self.backup.read_bytes() != data:
                _replace(self.backup, data)
        except OSError as error:
            log.info("no backup of the settings: %s", error)


def _replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file so that a crash leaves the old or the new, never less.

    A link stays a link: what it points to is replaced. Raises OSError.
    """
    target = path.resolve()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    with contextlib.suppress(OSError):  # the new file stands; what follows is for good measure
        _sync_folder(target.parent)
        _sweep(target)


def _sync_folder(folder: Path) -> None:
    """Bring a renaming to disk; only POSIX opens folders."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(target: Path) -> None:
    """Remove drafts that a killed process left an hour or more ago."""
    now = target.stat().st_mtime
    for draft in target.parent.glob(f".{target.name}.*.new"):
        if now - draft.stat().st_mtime > 3600:
            draft.unlink(missing_ok=True)
