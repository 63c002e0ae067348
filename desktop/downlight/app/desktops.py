"""Starts the tray app of a profile, where there is a screen."""

import asyncio
import os
import sys
from collections.abc import Sequence
from functools import partial

from downlight.app import engines
from downlight.app.parts import Parts
from downlight.domain.model import Platform
from downlight.system import languages, logs

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
    from downlight.qt.services import DesktopServices
    from downlight.store.reader import Reader

    profile = parts.profile
    try:
        return app.run(
            DesktopServices(
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
                settings_file=profile.settings_file,
                quit_after=quit_after,
            )
        )
    except app.Unfinished:
        # A lookup or the keyring hangs in a thread that nobody can end; the log is safe.
        sys.stdout.flush()
        os._exit(0)


def _store_secret(parts: Parts, name: str, value: str) -> None:
    """Put a secret into the keyring, outside of the engine's loop."""
    from downlight.system.secrets import Keyring

    asyncio.run(Keyring(parts.profile.key, logs.learn).set(name, value))


def _places(parts: Parts) -> tuple[tuple[str, str], ...]:
    words, profile = parts.words, parts.profile
    return (
        (words("Settings"), str(profile.settings_file)),
        (words("History"), str(profile.database)),
        (words("Log"), str(profile.log_file)),
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
