"""The file that a backup is: written in one piece, read with distrust, put in place at a start.

A zip archive of known members, with a `manifest.json` that says which format it has. What is
restored waits in a folder beside the log until the next start, when nobody uses the files.
"""

import contextlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from downlight.domain.saying import say

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST: Mapping[str, int] = {
    MANIFEST: 100_000,
    "settings.toml": 4_000_000,
    "platforms.toml": 20_000_000,
    "history.sqlite3": 8_000_000_000,
}
"""The members of a backup, and the most bytes that each may have."""
_PIECE = 1 << 20
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How members are packed; the other ways can ask for gigabytes of memory."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What an archive makes zipfile raise that is damaged, or of a kind it does not know."""
_BESIDE_A_LOG = ("-wal", "-shm")
"""What SQLite keeps beside a database; it belongs to the old one."""


class BackupRefused(Exception):  # noqa: N818 - a state of the world, not an error of ours
    """A backup cannot be written, or this is none; `told_by` says why, for people."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    made_at: datetime
    """UTC."""
    version: str
    """The Downlight that made it."""


def write(target: Path, members: Mapping[str, Path], manifest: Manifest) -> None:
    """Write a backup in one piece, for this user alone. Raises BackupRefused."""
    about = {"format": FORMAT, "made_at": manifest.made_at.isoformat(), "version": manifest.version}
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file, _new_archive(file) as archive:
                archive.writestr(MANIFEST, json.dumps(about))
                for member, path in members.items():
                    archive.write(path, member)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BackupRefused(
            say("{file} cannot be written: {why}.", file=target, why=error.strerror or error)
        ) from error


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder. Raises BackupRefused.

    Nothing but the known members is taken, none larger than it may be, whatever the archive says
    of itself; where its check sums do not fit, it is refused as a whole.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
            ways = {member.compress_type for member in archive.infolist()}
            if MANIFEST not in names or "settings.toml" not in names:
                raise BackupRefused(say("This is no backup of Downlight."))
            if len(names) != len(set(names)) or not (
                LARGEST.keys() >= set(names) and ways <= _PACKED
            ):
                raise BackupRefused(say("This backup holds what does not belong into one."))
            for name in names:
                _take_out(archive, name, folder / name)
    except _DAMAGE as error:
        raise BackupRefused(say("This backup is damaged, or no backup at all.")) from error
    except OSError as error:
        raise BackupRefused(
            say("The backup cannot be read: {why}.", why=error.strerror or error)
        ) from error
    return _manifest((folder / MANIFEST).read_bytes())


def stage(unpacked: Path, waiting: Path) -> None:
    """Let what was unpacked wait for the next start. Raises BackupRefused."""
    try:
        shutil.rmtree(waiting, ignore_errors=True)
        unpacked.replace(waiting)
    except OSError as error:
        raise BackupRefused(
            say("The backup cannot be read: {why}.", why=error.strerror or error)
        ) from error


def put_in_place(waiting: Path, places: Mapping[str, Path], kept: Path) -> bool:
    """Put what waits in the place of what is there, which goes into `kept`; return whether it did.

    May be broken off at any moment: the next call goes on. Only when nobody uses the files. Raises
    OSError; everything is then where it was.
    """
    if not waiting.is_dir():
        return False
    with contextlib.ExitStack() as undo:
        undo.callback(_drop_empty, kept)
        for member, place in places.items():
            if (waiting / member).exists():
                _set_aside(place, kept, undo)
                _move(waiting / member, place, undo)
        undo.pop_all()
    shutil.rmtree(waiting, ignore_errors=True)
    return True


def _new_archive(file: object) -> zipfile.ZipFile:
    return zipfile.ZipFile(  # type: ignore[call-overload,no-any-return]  # an open file
        file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False
    )


def _take_out(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    """Write a member to a file, and stop where it is larger than it may be."""
    left = LARGEST[name]
    with archive.open(name) as member, target.open("xb") as file:
        while piece := member.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise BackupRefused(say("This backup holds what does not belong into one."))
            file.write(piece)


def _manifest(data: bytes) -> Manifest:
    try:
        raw = json.loads(data)
        number = int(raw["format"])
        found = Manifest(datetime.fromisoformat(raw["made_at"]), str(raw["version"])[:40])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BackupRefused(say("This is no backup of Downlight.")) from error
    if number > FORMAT:
        raise BackupRefused(
            say("This backup is from a newer Downlight ({version}).", version=found.version)
        )
    if found.made_at.tzinfo is None:
        raise BackupRefused(say("This is no backup of Downlight."))
    return found


def _set_aside(place: Path, kept: Path, undo: contextlib.ExitStack) -> None:
    for path in (place, *(place.with_name(place.name + ending) for ending in _BESIDE_A_LOG)):
        if path.exists():
            _move(path, kept / path.name, undo)


def _move(source: Path, target: Path, undo: contextlib.ExitStack) -> None:
    """Move a file to where none is; where that fails, nothing half written stays there."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        shutil.move(source, target)
    except OSError:
        target.unlink(missing_ok=True)
        raise
    undo.callback(shutil.move, target, source)


def _drop_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()
