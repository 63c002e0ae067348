"""Where everything of one profile lives on this machine, and where the shipped data is."""

import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from downlight.domain.saying import say

_NAME = "downlight"
_PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class Profile:
    """The folders of one user's Downlight. Several profiles know nothing of each other."""

    config_dir: Path
    """What the user writes: settings and own platforms."""
    data_dir: Path
    """What the program writes and keeps: history and logs."""
    runtime: Path
    """What lives only as long as the session: sockets."""
    key: str = ""
    """Tells profiles apart where they share a namespace (keyring, socket names); "" for the
    user's default one."""
    in_memory: bool = False
    """Nothing can be written anywhere: the history must live in memory."""

    @classmethod
    def default(cls) -> "Profile":
        """Return the user's own profile, in the folders that this system has for the purpose."""
        dirs = platformdirs.PlatformDirs(_NAME, appauthor=False)
        data = Path(dirs.user_state_dir)
        return cls(Path(dirs.user_config_dir), data, _runtime_base(data))

    @classmethod
    def at(cls, folder: Path) -> "Profile":
        """Return the profile that keeps everything in `folder`."""
        whole = folder.expanduser().absolute()
        digest = hashlib.sha256(os.fsencode(whole.resolve())).hexdigest()[:12]
        return cls(whole, whole, whole / "run", digest)

    @property
    def settings_file(self) -> Path:
        """The settings, which people may edit."""
        return self.config_dir / "settings.toml"

    @property
    def platforms_file(self) -> Path:
        """The user's own platforms, in the catalogue's format."""
        return self.config_dir / "platforms.toml"

    @property
    def catalogue_cache(self) -> Path:
        """The compact form of the shipped catalogue, where it cannot stand beside it."""
        return self.data_dir / "catalogue.bin"

    @property
    def catalogue_memory(self) -> Path:
        """What servers gave a check of the catalogue to ask with next time."""
        return self.data_dir / "catalogue-check.json"

    @property
    def database(self) -> Path:
        """The history."""
        return self.data_dir / "history.sqlite3"

    @property
    def restore_dir(self) -> Path:
        """Where a backup waits to be put in place at the next start."""
        return self.data_dir / "restore"

    @property
    def log_file(self) -> Path:
        """What the program did, for finding faults."""
        return self.data_dir / "downlight.log"

    @property
    def crash_file(self) -> Path:
        """Where each thread was when the program was killed by its own fault."""
        return self.data_dir / "crash.log"

    @property
    def lock_file(self) -> Path:
        """Held by the one engine of this profile."""
        return self.data_dir / "engine.lock"

    def prepare(self) -> "tuple[Profile, str]":
        """Make the folders, for this user alone; return the profile to use, and what is wrong.

        The second value is empty, or one or two sentences for people. Where history and log cannot
        be written, the returned profile keeps them in a temporary folder; where that is
        impossible as well, `in_memory` is set. New files of this process are private.
        """
        os.umask(0o077)
        lost = _make(self.data_dir, own=not self.key)
        if lost:
            profile, told = self._elsewhere(lost)
        else:
            profile, told = self, ""
        _make(profile.runtime, own=True)
        if self.config_dir != self.data_dir and (why := _make(self.config_dir, own=True)):
            more = say(
                "Settings cannot be saved: {folder} is {why}.", folder=self.config_dir, why=why
            )
            told = say("{what} {then}", what=told, then=more) if told else more
        return profile, told

    def _elsewhere(self, why: str) -> "tuple[Profile, str]":
        try:
            folder = Path(tempfile.mkdtemp(prefix=f"{_NAME}-"))
        except OSError:
            told = say(
                "{folder} is {why}, and so is the folder for temporary files: "
                "this run remembers nothing.",
                folder=self.data_dir,
                why=why,
            )
            return replace(self, in_memory=True), told
        told = say(
            "{folder} is {why}: history and log of this run are kept in {instead} only.",
            folder=self.data_dir,
            why=why,
            instead=folder,
        )
        return replace(self, data_dir=folder, runtime=folder / "run"), told


def resources() -> Path:
    """Return the folder of the shipped data (catalogue, icons, translations).

    Raises FileNotFoundError when the installation is incomplete.
    """
    package = Path(__file__).resolve().parents[1]
    frozen = Path(getattr(sys, "_MEIPASS", package))
    places = (
        package / "_resources",
        frozen / _NAME / "_resources",
        package.parents[1] / "resources",
    )
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"This installation lacks its data folder {places[0]}; install again.")


def _runtime_base(data: Path) -> Path:
    """Return the session's folder; XDG wants it absolute, and it may be unset."""
    named = os.environ.get("XDG_RUNTIME_DIR", "")
    if sys.platform == "linux" and Path(named).is_absolute() and Path(named).is_dir():
        return Path(named) / _NAME
    return data / "run"


def _make(folder: Path, *, own: bool) -> str:
    """Make `folder`; return what is wrong with it as a clause, or nothing.

    An `own` folder that exists is made private; a folder that the user named keeps its rights.
    """
    try:
        is_new = not folder.exists()
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        if is_new or own:
            folder.chmod(_PRIVATE)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except FileExistsError:
        return say("not a folder")
    except OSError as error:
        return say("not writable ({why})", why=error.strerror or error)
