"""The installed program as a process in a desktop, with a profile of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from end2end.desk import Desk
from end2end.platform_server import PlatformServer

PROGRAM = Path(os.environ.get("DOWNLIGHT_PROGRAM") or Path(sys.executable).with_name("downlight"))
"""What is tested: the program of this environment, or the one that the variable names."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What a process has cost so far."""

    cpu: float
    """Seconds of processor time."""
    voluntary: int
    """Voluntary context switches of all its threads: how often something woke up."""
    threads: int
    resident: float
    """MiB in memory."""


def settings(
    server: PlatformServer,
    names: Sequence[str],
    *,
    feeds: bool = False,
    interval: float = 2,
    more: str = "",
) -> str:
    """Return a settings file that watches platforms of the server, with its control site."""
    parts = [f'[network]\ncanaries = [{{ url = "{server.canary}", status = 204 }}]']
    parts.append('second_resolver = ""')
    for name in names:
        parts.append(
            f'[[favourite]]\nid = "{name.lower()}"\nname = "{name}"\nurl = "{server.page(name)}"\n'
            f'interval = {interval}\nreject_text = ["Over capacity"]\n'
            f'status_page = "{server.page(name)}"'
        )
        if feeds:
            parts.append(f'feed = "{server.feed(name)}"\nfeed_format = "statuspage"')
    return "\n".join([*parts, more, ""])


class InstalledApp:
    """One profile, and the process that runs with it when started."""

    def __init__(self, desk: Desk, profile: Path, env: Mapping[str, str] | None = None) -> None:
        self.desk = desk
        self.profile = profile
        self._env = env or {}
        self.words = profile.parent / f"{profile.name}.out"
        self.process: subprocess.Popen[bytes] | None = None
        profile.mkdir(parents=True, exist_ok=True)

    def configure(self, text: str) -> None:
        """Write the settings file."""
        (self.profile / "settings.toml").write_text(text, "utf-8")

    def start(self, *words: str) -> None:
        """Start the program and leave it running."""
        command = [str(PROGRAM), "--profile", str(self.profile), *words]
        self.process = self.desk.begin(command, self.words, self._env)

    @property
    def pid(self) -> int:
        """The process started last."""
        assert self.process is not None
        return self.process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.process is not None and self.process.poll() is None

    def stop(self, with_signal: signal.Signals = signal.SIGTERM, seconds: float = 10) -> int:
        """End it with a signal and return its exit code."""
        assert self.process is not None
        self.process.send_signal(with_signal)
        return self.process.wait(seconds)

    def ask(self, *words: str) -> Any:
        """Run a command of the program with --json on the same profile; return what it said."""
        command = [str(PROGRAM), "--profile", str(self.profile), *words, "--json"]
        return json.loads(self.desk.run(*command))

    def history(self) -> list[dict[str, Any]]:
        """Return the incidents as the program tells them."""
        told: list[dict[str, Any]] = self.ask("history")
        return told

    def said(self) -> str:
        """Return what it wrote to its standard streams."""
        return self.words.read_text("utf-8") if self.words.exists() else ""

    def faults(self) -> list[str]:
        """Return what its log calls an error, and what it wrote where nobody reads it."""
        log = self.profile / "downlight.log"
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        return [line for line in lines if " ERROR " in line or " CRITICAL " in line] + (
            self.said().splitlines() if "Traceback" in self.said() else []
        )

    def effort(self) -> Effort:
        """Return what the process has cost until now."""
        folder = Path(f"/proc/{self.pid}")
        spent = (folder / "stat").read_text().rpartition(")")[2].split()
        ticks = int(spent[11]) + int(spent[12])
        tasks = list((folder / "task").iterdir())
        switches = sum(_field(task / "status", "voluntary_ctxt_switches") for task in tasks)
        resident = _field(folder / "status", "VmRSS") / 1024
        return Effort(ticks / os.sysconf("SC_CLK_TCK"), switches, len(tasks), resident)


def _field(file: Path, name: str) -> int:
    line = next(line for line in file.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])
