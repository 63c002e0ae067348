"""What the doctor finds out about the desktop: tray, notifications and keyring."""

import os
import sys
from collections.abc import Sequence
from typing import Protocol

from downlight.domain.faults import SecretsUnavailable
from downlight.present.words import Words
from downlight.terminal.services import Examination, Finding

TRAY = "org.kde.StatusNotifierWatcher"
NOTIFICATIONS = "org.freedesktop.Notifications"


class SecretStore(Protocol):
    """The desktop's secret store."""

    async def get(self, name: str) -> str | None:
        """Return a secret; raises SecretsUnavailable."""
        ...


def examinations(words: Words, secrets: SecretStore) -> Sequence[Examination]:
    """Return what there is to look at on this desktop."""
    return (
        Examination("tray", lambda: _tray(words)),
        Examination("notifications", lambda: _notifications(words)),
        Examination("keyring", lambda: _keyring(words, secrets)),
    )


async def _tray(words: Words) -> Finding:
    if sys.platform != "linux":
        told = words("This system always has a place for the light.")
        return Finding("tray", works=True, text=told)
    if not _has_screen():
        told = words("There is no screen here.")
        advice = words("“downlight watch” shows the same in a terminal.")
        return Finding("tray", works=False, text=told, advice=advice)
    names = await _names_on_the_bus()
    if names is None:
        told = words("This session has no D-Bus, so it cannot be asked for a tray.")
        return Finding("tray", works=None, text=told)
    if TRAY in names:
        return Finding("tray", works=True, text=words("The panel shows tray icons."))
    told = words(
        "No panel says that it shows tray icons; an old-style tray may do so all the same."
    )
    advice = words("On GNOME, install the extension “AppIndicator and KStatusNotifierItem”.")
    return Finding("tray", works=None, text=told, advice=advice)


async def _notifications(words: Words) -> Finding:
    if sys.platform != "linux":
        told = words("The system's own notifications are used.")
        return Finding("notifications", works=True, text=told)
    names = await _names_on_the_bus()
    if names is not None and NOTIFICATIONS in names:
        told = words("A notification service is there.")
        return Finding("notifications", works=True, text=told)
    told = words("There is no notification service: news is kept in the app's own inbox.")
    advice = words("Install one, such as dunst or mako, or use a desktop that has one.")
    return Finding("notifications", works=False, text=told, advice=advice)


async def _keyring(words: Words, secrets: SecretStore) -> Finding:
    try:
        await secrets.get("doctor")
    except SecretsUnavailable as locked:
        advice = words("It is needed only for platforms that ask for a token.")
        return Finding("keyring", works=False, text=str(locked), advice=advice)
    return Finding("keyring", works=True, text=words("It opens."))


def _has_screen() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


async def _names_on_the_bus() -> frozenset[str] | None:
    """Return the names that are owned or would be started; None when there is no bus."""
    from downlight.system.notifications_bus import BusConnection, BusUnavailable, session_address

    try:
        bus = await BusConnection.connect(session_address(), lambda _message: None)
    except BusUnavailable:
        return None
    try:
        owned = await bus.ask("ListNames")
        startable = await bus.ask("ListActivatableNames")
    except BusUnavailable:
        return None
    finally:
        bus.close()
    return frozenset((*owned, *startable))
