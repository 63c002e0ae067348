"""What the windows need of the rest of the house; `app.py` fills it in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from downlight.domain.history import HistorySource
from downlight.domain.settings import GeneralSettings, Problem, Settings
from downlight.present.picker import PlatformCatalogue
from downlight.present.words import Words
from downlight.qt.bridge import EngineHandle


class SettingsAccess(Protocol):
    """The settings file, for reading; changes go through the engine."""

    def load(self) -> tuple[Settings, Sequence[Problem]]:
        """Read it; entries that cannot be taken are left out and reported."""
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
    settings_file: Path | None = None
    """Watched for edits by other hands; None: not watched."""
    quit_after: float | None = None
    """Seconds after which the app quits by itself (the demo); None: never."""
    store_secret: Callable[[str, str], None] | None = None
    """Puts a secret (name, value) into the keyring; may block, raises SecretsUnavailable."""
