"""Starting at login: the true state is asked of the system each time, never remembered."""

import os
import shutil
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from downlight.domain.saying import say

APP_ID = "io.github.downlight.Downlight"
NAME = "Downlight"


class AutostartState(StrEnum):
    """Whether the program starts at login."""

    ON = "on"
    OFF = "off"
    DISABLED = "disabled"  # there, but the user switched it off in the system's own settings
    ELSEWHERE = "elsewhere"  # on, but starts another copy, or one that has moved


class Autostart(Protocol):
    """How one system starts programs at login."""

    def state(self) -> AutostartState:
        """Return what the system would do at the next login."""
        ...

    def enable(self) -> str:
        """Start this program at login from now on; return what hinders it, or ""."""
        ...

    def disable(self) -> str:
        """Do not start it any more; return what hinders it, or ""."""
        ...

    def repair(self) -> bool:
        """Point an entry whose program is gone to this one; return whether it was done.

        What the user switched off stays off, and another copy that still exists is left alone.
        """
        ...


def autostart(command: Sequence[str] | None = None) -> Autostart | None:
    """Return this system's way to start `command` (by default this program) at login.

    None inside Flatpak, whose portal keeps such entries itself.
    """
    started = tuple(command or own_command())
    found: Autostart | None
    if sys.platform == "win32":
        from downlight.system.autostart_windows import RunKey, WindowsRegistry

        found = RunKey(WindowsRegistry(), started)
    elif sys.platform == "darwin":
        from downlight.system.autostart_macos import LaunchAgent

        found = LaunchAgent(Path.home() / "Library" / "LaunchAgents", started)
    elif Path("/.flatpak-info").exists():
        found = None
    else:
        from downlight.system.autostart_xdg import XdgAutostart, folders

        found = XdgAutostart(*folders(), started)
    return found


def own_command() -> tuple[str, ...]:
    """Return the command line that starts this very program again."""
    image = os.environ.get("APPIMAGE", "")
    if image:
        return (image,)
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    script = shutil.which(sys.argv[0] or "downlight")
    if script and Path(script).stem == "downlight":
        return (str(Path(script).absolute()),)
    return (sys.executable, "-m", "downlight")


def hindrance(error: OSError) -> str:
    """Return a sentence for people on why an entry could not be written."""
    return say("The entry cannot be changed: {why}.", why=error.strerror or error)
