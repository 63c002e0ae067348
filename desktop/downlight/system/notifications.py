"""The desktop's notification service, whichever this system has."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

from downlight.domain.notify import Click, Notification
from downlight.present.words import Words

APP_NAME = "Downlight"
APP_ID = "io.github.downlight.Downlight"
"""Name of the .desktop file, and what desktops keep notification settings under."""


class DesktopNotifier(Protocol):
    """Somebody who shows notifications; the engine knows it as its port `Notifier`."""

    async def show(self, notification: Notification, replaces: int | None) -> int | None:
        """Show it in place of bubble `replaces`; return its id, or None: nobody shows it."""
        ...

    def clicks(self) -> AsyncIterator[Click]:
        """Yield what the user does with notifications, until closed."""
        ...

    async def close(self) -> None:
        """Let go of the service."""
        ...


def notifier(words: Words, icons: Path) -> DesktopNotifier:
    """Return the notifier of this system; `icons` is the folder of our drawings."""
    if sys.platform == "linux":
        from downlight.system.notifications_linux import LinuxNotifier

        return LinuxNotifier(words, icons)
    else:  # noqa: RET505 - mypy knows platforms by if and else
        from downlight.system.notifications_native import NativeNotifier, native_service

        return NativeNotifier(words, icons, native_service(APP_NAME, icons))
