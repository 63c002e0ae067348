"""Starts the tray app of a profile, where there is a screen."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from downlight.app import engines
from downlight.app.parts import Parts
from downlight.domain.backup import BackupContent
from downlight.domain.model import Platform
from downlight.domain.saying import say
from downlight.domain.settings import Favourite
from downlight.domain.takeover import Shared, TakenOver
from downlight.present.credits import MADE_WITH
from downlight.system import languages, logs
from downlight.system.autostart import Autostart, autostart, own_command

if TYPE_CHECKING:
    from downlight.app.backups import Backups
    from downlight.app.sharing import PlatformSharing
    from downlight.qt.services import DesktopServices

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Variables of which one is set where windows can be shown, on systems with X11 or Wayland."""


def has_screen() -> bool:
    """Return whether windows can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in SCREENS)


def run(parts: Parts, quit_after: float | None = None) -> int:
    """Run the tray app until the user quits, or `quit_after` seconds; return the exit code."""
    from downlight.qt import app

    again = Restart(parts)
    try:
        code = app.run(_services(parts, again, quit_after))
    except app.Unfinished:
        # A lookup or the keyring hangs in a thread that nobody can end; the log is safe.
        sys.stdout.flush()
        os._exit(0)
    again.begin()
    return code


def _services(parts: Parts, again: "Restart", quit_after: float | None) -> "DesktopServices":
    from downlight.qt.services import DesktopServices
    from downlight.store.reader import Reader

    profile = parts.profile
    login = again.at_login()
    if login is not None:
        login.repair()
    return DesktopServices(
        words=parts.words,
        icons=parts.resources / "icons",
        engine=engines.worker(parts),
        open_history=lambda: Reader.opening(profile.database),
        catalogue=LazyBook(parts),
        settings=parts.settings,
        now=parts.clock.now,
        runtime=profile.runtime,
        profile=profile.key,
        languages=languages.available(parts.resources / "i18n"),
        speak=parts.words_for,
        paths=_places(parts),
        store_secret=partial(_store_secret, parts),
        start_at_login=login,
        keeper=LazyKeeper(parts),
        licences=partial(_licences, parts),
        restart=again.ask,
        diagnose=partial(_diagnose, parts),
        try_notification=partial(_try_notification, parts),
        sharing=LazySharing(parts),
        window_file=profile.data_dir / "windows.json",
        settings_file=profile.settings_file,
        files_beside=(profile.platforms_file,),
        quit_after=quit_after,
    )


class Restart:
    """Starts this very program anew once it has quit, if somebody asked for that."""

    def __init__(self, parts: Parts) -> None:
        own = ("--profile", str(parts.profile.config_dir)) if parts.profile.key else ()
        self._command = (*own_command(), *own)
        self._wanted = False

    def at_login(self) -> Autostart | None:
        """Return what starts this program, in this profile, at login."""
        return autostart(self._command)

    def ask(self) -> None:
        """Start anew after the end."""
        self._wanted = True

    def begin(self) -> None:
        """Become the new program, where that was asked for; return where it was not."""
        if not self._wanted:
            return
        if sys.platform == "win32":
            subprocess.Popen(self._command)  # noqa: S603 - our own command line
        else:
            os.execv(self._command[0], self._command)  # noqa: S606 - our own command line


class LazyKeeper:
    """Backups, whose modules are read when somebody wants one; the light comes first."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def save(self, target: Path) -> str:
        """Write a backup; return why that did not work, or ""."""
        return self._backups().save(target)

    def examine(self, source: Path) -> BackupContent | str:
        """Return what a backup holds, or why it cannot be taken."""
        return self._backups().examine(source)

    def restore(self, source: Path) -> str:
        """Let a backup take effect at the next start; return why not, or ""."""
        return self._backups().restore(source)

    def _backups(self) -> "Backups":
        from downlight.app.backups import Backups

        return Backups(self._parts.profile, self._parts.clock.now)


class LazySharing:
    """Platforms from one person to another; its modules are read when somebody shares."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def link(self, favourite: Favourite) -> Shared:
        """Return a link that holds a platform, or why there is none."""
        return self._sharing().link(favourite)

    def look(self, source: str) -> TakenOver:
        """Return what taking over a link's or a file's platforms would change."""
        return self._sharing().look(source)

    def take(self, source: str) -> str:
        """Take them over; return why that did not work, or ""."""
        return self._sharing().take(source)

    def _sharing(self) -> "PlatformSharing":
        from downlight.app.sharing import PlatformSharing

        return PlatformSharing(self._parts)


def _licences(parts: Parts) -> Sequence[tuple[str, str]]:
    from downlight.system.settings_licences import licence_texts

    names = [name for name, _ in MADE_WITH]
    return licence_texts(names, parts.resources / "licences")


def _diagnose(parts: Parts) -> str:
    from downlight.app.diagnostics import diagnostics

    return diagnostics(parts)


def _try_notification(parts: Parts) -> str:
    from downlight.app.trials import try_notification

    return try_notification(parts)


def _store_secret(parts: Parts, name: str, value: str) -> None:
    """Put a secret into the keyring, outside of the engine's loop."""
    from downlight.system.secrets import Keyring

    asyncio.run(Keyring(parts.profile.key, logs.learn).set(name, value))


def _places(parts: Parts) -> tuple[tuple[str, str], ...]:
    profile = parts.profile
    return (
        (say("Settings"), str(profile.settings_file)),
        (say("History"), str(profile.database)),
        (say("Log"), str(profile.log_file)),
    )


class LazyBook:
    """The catalogue, read when somebody looks something up; the light comes first."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def search(self, text: str, limit: int) -> Sequence[Platform]:
        """Return the platforms that fit `text`, the best first."""
        return self._parts.book.search(text, limit)

    def popular(self, limit: int) -> Sequence[Platform]:
        """Return the platforms, the most common first."""
        return self._parts.book.popular(limit)

    def categories(self) -> Sequence[str]:
        """Return the categories that there are."""
        return self._parts.book.categories()

    def browse(self, category: str) -> Sequence[Platform]:
        """Return the platforms of a category, the most common first."""
        return self._parts.book.browse(category)

    def platform(self, platform_id: str) -> Platform | None:
        """Return the platform of this id."""
        return self._parts.book.platform(platform_id)
