"""What the windows need of the rest of the house; `app.py` fills it in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from downlight.domain.backup import BackupContent
from downlight.domain.history import HistorySource
from downlight.domain.settings import Favourite, GeneralSettings, Problem, Settings
from downlight.domain.takeover import Shared, TakenOver
from downlight.present.picker import PlatformCatalogue
from downlight.present.words import Words
from downlight.qt.bridge import EngineHandle


class SettingsAccess(Protocol):
    """The settings file, for reading; changes go through the engine."""

    def load(self) -> tuple[Settings, Sequence[Problem]]:
        """Read it; entries that cannot be taken are left out and reported."""
        ...


class StartAtLogin(Protocol):
    """How this system starts programs at login."""

    def state(self) -> str:
        """Return "on", "off", "disabled" or "elsewhere", as the system has it now."""
        ...

    def enable(self) -> str:
        """Start this program at login; return what hinders it, or ""."""
        ...

    def disable(self) -> str:
        """Do not start it any more; return what hinders it, or ""."""
        ...


class Keeper(Protocol):
    """Who makes backups and takes them back. May block for seconds."""

    def save(self, target: Path) -> str:
        """Write a backup; return why that did not work, or ""."""
        ...

    def examine(self, source: Path) -> BackupContent | str:
        """Return what a backup holds, or why it cannot be taken."""
        ...

    def restore(self, source: Path) -> str:
        """Let a backup take effect at the next start; return why not, or ""."""
        ...


class Sharing(Protocol):
    """Hands platforms on and takes them over. May block for a moment."""

    def link(self, favourite: Favourite) -> Shared:
        """Return a link that holds a platform, or why there is none."""
        ...

    def look(self, source: str) -> TakenOver:
        """Return what taking over a link's or a file's platforms would change."""
        ...

    def take(self, source: str) -> str:
        """Take them over; return why that did not work, or ""."""
        ...


@dataclass(frozen=True, slots=True)
class DesktopServices:
    """All of it."""

    words: Words
    icons: Path
    """The folder of our drawings."""
    engine: EngineHandle
    open_history: Callable[[], HistorySource]
    """Opens the log for reading; may raise HistoryUnavailable."""
    catalogue: PlatformCatalogue
    settings: SettingsAccess
    now: Callable[[], datetime]
    """The clock, UTC."""
    runtime: Path
    """Where the socket for a second start lives."""
    profile: str = ""
    """Tells profiles of one user apart."""
    languages: tuple[str, ...] = ("en",)
    """Codes that can be chosen."""
    speak: Callable[[GeneralSettings], Words] | None = None
    """Returns the sentences in the language these settings ask for; None: it stays as it is."""
    paths: tuple[tuple[str, str], ...] = ()
    """Names and places of our files, for people."""
    tray_patience: float = 20.0
    """Seconds after which a missing tray is taken for a desktop without one."""
    open_url: Callable[[str], None] | None = None
    """Opens a page; None: in the desktop's browser."""
    window_file: Path | None = None
    """Where the sizes of windows are kept; None: nowhere."""
    settings_file: Path | None = None
    """Watched for edits by other hands; None: not watched."""
    files_beside: tuple[Path, ...] = ()
    """Files beside it that tell what is watched as well: the user's own platforms."""
    quit_after: float | None = None
    """Seconds after which the app quits by itself (the demo); None: never."""
    start_at_login: StartAtLogin | None = None
    """Whether the system starts this at login; None: it keeps that to itself."""
    keeper: Keeper | None = None
    """Makes backups and takes them back."""
    sharing: Sharing | None = None
    """Hands platforms on and takes them over."""
    licences: Callable[[], Sequence[tuple[str, str]]] | None = None
    """Returns name and text of each licence."""
    restart: Callable[[], None] | None = None
    """Makes the app start anew once it has quit."""
    diagnose: Callable[[], str] | None = None
    """Returns what works here as text without secrets; may block for seconds."""
    try_notification: Callable[[], str] | None = None
    """Shows a notification for a trial; returns why that did not work, or ""; may block."""
    store_secret: Callable[[str, str], None] | None = None
    """Puts a secret (name, value) into the keyring; may block, raises SecretsUnavailable."""
