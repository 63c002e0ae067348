"""Starting at login on Linux: an entry in the autostart folder.

Source: Desktop Application Autostart Specification and Desktop Entry Specification 1.5.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from downlight.system.autostart import APP_ID, NAME, AutostartState, hindrance

_RESERVED = re.compile(r"[\s\"'\\><~|&;$*?#()`]")
"""An argument with one of these must be quoted."""


def folders() -> tuple[Path, tuple[Path, ...]]:
    """Return the user's autostart folder, and those of the system, the strongest first."""
    named = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    own = named if named.is_absolute() else Path.home() / ".config"
    listed = os.environ.get("XDG_CONFIG_DIRS", "") or "/etc/xdg"
    others = [Path(one) for one in listed.split(":") if Path(one).is_absolute()]
    return own / "autostart", tuple(one / "autostart" for one in others)


def exec_line(command: Sequence[str]) -> str:
    """Return the value of Exec: each argument quoted, then escaped as a string value."""
    return " ".join(_argument(part) for part in command)


def desktop_entry(command: Sequence[str]) -> str:
    """Return the text of the entry."""
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        f"Name={NAME}",
        "Comment=Tells the moment a platform you rely on goes down",
        f"Icon={APP_ID}",
        f"Exec={exec_line(command)}",
        f"TryExec={_string(command[0])}",
        "Terminal=false",
        "StartupNotify=false",
        "X-GNOME-Autostart-enabled=true",
    )
    return "\n".join(lines) + "\n"


class XdgAutostart:
    """The entry of this program, which may also come from the system's folders."""

    def __init__(self, own: Path, others: Sequence[Path], command: Sequence[str]) -> None:
        name = f"{APP_ID}.desktop"
        self._path = own / name
        self._others = [folder / name for folder in others]
        self._command = tuple(command)

    def state(self) -> AutostartState:
        """Return what the desktop would do at the next login."""
        entry = next(filter(None, map(_read, (self._path, *self._others))), None)
        if entry is None:
            return AutostartState.OFF
        if entry.get("Hidden") == "true" or entry.get("X-GNOME-Autostart-enabled") == "false":
            return AutostartState.DISABLED
        if entry.get("Exec") != exec_line(self._command):
            return AutostartState.ELSEWHERE
        return AutostartState.ON

    def enable(self) -> str:
        """Write the entry; return what hinders it, or ""."""
        return self._write(desktop_entry(self._command))

    def disable(self) -> str:
        """Remove the entry, or hide that of the system; return what hinders it, or ""."""
        if any(path.exists() for path in self._others):
            return self._write(f"[Desktop Entry]\nType=Application\nName={NAME}\nHidden=true\n")
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            return hindrance(error)
        return ""

    def repair(self) -> bool:
        """Point the user's own entry to this program, when the one it starts is gone."""
        entry = _read(self._path)
        if entry is None or self.state() is not AutostartState.ELSEWHERE:
            return False
        started = _unescape(entry.get("TryExec", ""))
        is_gone = Path(started).is_absolute() and not Path(started).exists()
        return is_gone and not self.enable()

    def _write(self, text: str) -> str:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.write_text(text, encoding="utf-8")
        except OSError as error:
            return hindrance(error)
        return ""


def _read(path: Path) -> dict[str, str] | None:
    """Return the keys of an entry; None where there is none."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    keys: dict[str, str] = {}
    group = ""
    for line in lines:
        if line.startswith("["):
            group = line.strip()
        elif group == "[Desktop Entry]" and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            keys[key.strip()] = value.strip()
    return keys


def _argument(part: str) -> str:
    doubled = part.replace("%", "%%")
    if not doubled or _RESERVED.search(doubled):
        doubled = '"' + re.sub(r'(["`$\\])', r"\\\1", doubled) + '"'
    return _string(doubled)


def _string(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _unescape(value: str) -> str:
    plain = {"n": "\n", "t": "\t", "s": " ", "r": "\r", "\\": "\\"}
    return re.sub(r"\\(.)", lambda found: plain.get(found[1], found[0]), value)
