"""Starting at login on Windows: a value of the user's Run key.

Source: "Run and RunOnce Registry Keys" of Microsoft Learn. Task Manager keeps what people switch
off under StartupApproved: 12 bytes of which the first is even for on and odd for off.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import PureWindowsPath
from typing import Protocol

from downlight.system.autostart import NAME, AutostartState, hindrance

_EXPLORER = r"Software\Microsoft\Windows\CurrentVersion"
RUN = rf"{_EXPLORER}\Run"
APPROVED = rf"{_EXPLORER}\Explorer\StartupApproved\Run"


class Registry(Protocol):
    """The user's part of the registry; calls raise OSError."""

    def read(self, key: str, name: str) -> object:
        """Return a value, or None when there is none."""
        ...

    def write(self, key: str, name: str, text: str) -> None:
        """Write a text value."""
        ...

    def remove(self, key: str, name: str) -> None:
        """Remove a value; nothing when there is none."""
        ...

    def exists(self, path: str) -> bool:
        """Return whether a file is there."""
        ...


class RunKey:
    """The value of this program."""

    def __init__(self, registry: Registry, command: Sequence[str]) -> None:
        self._registry = registry
        self._line = subprocess.list2cmdline(command)

    def state(self) -> AutostartState:
        """Return what Windows would do at the next login."""
        line = self._registry.read(RUN, NAME)
        if line is None:
            return AutostartState.OFF
        approved = self._registry.read(APPROVED, NAME)
        if isinstance(approved, bytes) and approved[:1] and approved[0] % 2 == 1:
            return AutostartState.DISABLED
        return AutostartState.ON if line == self._line else AutostartState.ELSEWHERE

    def enable(self) -> str:
        """Write the value; return what hinders it, or ""."""
        try:
            self._registry.write(RUN, NAME, self._line)
        except OSError as error:
            return hindrance(error)
        if self.state() is AutostartState.DISABLED:
            return "It is switched off in Task Manager, under Startup apps: switch it on there."
        return ""

    def disable(self) -> str:
        """Remove the value; return what hinders it, or ""."""
        try:
            self._registry.remove(RUN, NAME)
        except OSError as error:
            return hindrance(error)
        return ""

    def repair(self) -> bool:
        """Point the value to this program, when the one it starts is gone."""
        if self.state() is not AutostartState.ELSEWHERE:
            return False
        started = _program(str(self._registry.read(RUN, NAME)))
        is_gone = started.is_absolute() and not self._registry.exists(str(started))
        return is_gone and not self.enable()


def _program(line: str) -> PureWindowsPath:
    """Return the program that a command line starts."""
    quoted = line.startswith('"')
    return PureWindowsPath(line[1:].partition('"')[0] if quoted else line.partition(" ")[0])


if sys.platform == "win32":
    import winreg
    from pathlib import Path

    class WindowsRegistry:
        """The registry of this machine."""

        def read(self, key: str, name: str) -> object:
            """Return a value, or None when there is none."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    return winreg.QueryValueEx(opened, name)[0]
            except FileNotFoundError:
                return None

        def write(self, key: str, name: str, text: str) -> None:
            """Write a text value."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

        def remove(self, key: str, name: str) -> None:
            """Remove a value; nothing when there is none."""
            access = winreg.KEY_SET_VALUE
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, access) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return

        def exists(self, path: str) -> bool:
            """Return whether a file is there."""
            return Path(path).exists()
