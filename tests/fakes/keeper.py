"""Somebody who keeps backups in words only, and a system that starts programs at login."""

from dataclasses import dataclass
from pathlib import Path

from downlight.domain.backup import BackupContent
from fakes.states import NOW


class Shelf:
    """Keeps no backups, but says in order what it was asked to do."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.found: BackupContent | str = BackupContent(NOW, "1.2.3", ("github",))

    def save(self, target: Path) -> str:
        self.done.append(f"save {target.name}")
        return ""

    def examine(self, source: Path) -> BackupContent | str:
        self.done.append(f"examine {source.name}")
        return self.found

    def restore(self, source: Path) -> str:
        self.done.append(f"restore {source.name}")
        return ""


@dataclass
class LoginSystem:
    """A system that starts programs at login, or is hindered."""

    now: str = "off"
    trouble: str = ""

    def state(self) -> str:
        return self.now

    def enable(self) -> str:
        self.now = self.now if self.trouble else "on"
        return self.trouble

    def disable(self) -> str:
        self.now = "off"
        return ""
