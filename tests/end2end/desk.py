"""A running desktop in a box, as tests use it: windows, pointer, panel, notifications, app."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from end2end import screen
from end2end.bus_watch import BusWatch
from end2end.patience import until

BOX = Path(__file__).with_name("box.sh")
PROGRAMS = (
    "Xvfb",
    "dbus-daemon",
    "openbox",
    "lxqt-panel",
    "xfce4-panel",
    "trayer",
    "dunst",
    "gnome-keyring-daemon",
    "xdotool",
    "xprop",
    "xdpyinfo",
    "xwininfo",
    "xsetroot",
    "import",
)


def missing_programs() -> list[str]:
    """Return what a box needs and this machine lacks."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


@dataclass(frozen=True, slots=True)
class Window:
    """A window on the screen."""

    id: str
    title: str


class Desk:
    """The box while it runs. Use `Desk.start`."""

    def __init__(self, box: subprocess.Popen[str], env: Mapping[str, str]) -> None:
        self._box = box
        self.env = dict(env)
        self.folder = Path(env["BOX"])
        self.bus = BusWatch(env["DBUS_SESSION_BUS_ADDRESS"])
        self._own: list[subprocess.Popen[bytes]] = []

    @classmethod
    @contextlib.contextmanager
    def start(cls, *options: str) -> Iterator["Desk"]:
        """Start a box with the options of box.sh; end it and all in it afterwards.

        The box lives as long as its standard input is open, so it ends with this process too.
        """
        tell = f"{sys.executable} -c 'import json, os; print(json.dumps(dict(os.environ)))'"
        command = ["bash", str(BOX), *options, "--", "sh", "-c", f"{tell}; exec cat >/dev/null"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as box:
            assert box.stdin is not None
            assert box.stdout is not None
            env = _read_env(box.stdout.readline())
            desk = cls(box, env)
            try:
                yield desk
            finally:
                desk._end()
                box.stdin.close()
                box.wait(15)

    def _end(self) -> None:
        for process in self._own:
            if process.poll() is None:
                process.kill()
            process.wait()
        self.bus.close()

    # --- running things in it

    def run(self, *command: str, text: str | None = None, timeout: float = 20) -> str:
        """Run a command in the box; return what it printed. Fails when the command fails."""
        done = subprocess.run(
            command,
            env=self.env,
            input=text,
            stdin=subprocess.DEVNULL if text is None else None,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def begin(
        self, command: Sequence[str], log: Path, env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a command in the box and leave it running; its words go to `log`."""
        with log.open("ab") as words:
            process = subprocess.Popen(
                command,
                env={**self.env, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
            )
        self._own.append(process)
        return process

    # --- parts

    def start_part(self, name: str) -> None:
        """Start "panel" or "notifier" (again)."""
        self.begin(["sh", str(self.folder / f"{name}.sh")], self.folder / "log" / f"{name}.again")

    def kill_part(self, name: str) -> None:
        """End "panel" or "notifier" as a crash would."""
        pid = int((self.folder / f"{name}.pid").read_text())
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    # --- eyes

    def picture(self, keep: Path | None = None) -> QImage:
        """Return what the screen shows; also as a PNG at `keep`."""
        path = keep or self.folder / "screen.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run("import", "-silent", "-window", "root", str(path))
        return screen.load(path)

    def windows(self, title: str = "") -> list[Window]:
        """Return the visible windows whose title contains `title`."""
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", re.escape(title) or "."],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        ).stdout.split()
        return [Window(number, self._title(number)) for number in found]

    def _title(self, window: str) -> str:
        shown = subprocess.run(
            ["xdotool", "getwindowname", window],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
        return shown.stdout.strip()

    def await_window(self, title: str, seconds: float = 15) -> Window:
        """Return the first visible window whose title contains `title`."""
        return until(seconds, f"a window {title!r}", lambda: self.windows(title))[0]

    def area(self, window: Window) -> QRect:
        """Return where a window is on the screen, without its frame."""
        told = self.run("xwininfo", "-id", window.id)
        found = re.findall(r"(?:Absolute upper-left [XY]|Width|Height): +(-?\d+)", told)
        return QRect(*map(int, found[:4]))

    # --- hands

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Move the pointer and click: 1 left, 2 middle, 3 right."""
        self.run("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def point(self, x: int, y: int) -> None:
        """Only move the pointer."""
        self.run("xdotool", "mousemove", str(x), str(y))

    def key(self, *keys: str) -> None:
        """Press keys by their X names, one after the other."""
        self.run("xdotool", "key", "--delay", "60", *keys)

    def close_window(self, window: Window) -> None:
        """Close a window as its title bar's button does."""
        self.run("xdotool", "windowactivate", "--sync", window.id, "key", "alt+F4")

    def press(self, label: str) -> None:
        """Choose the action called `label` in dunst's context menu."""
        (self.folder / "pick").write_text(label)
        self.run("dunstctl", "context")


def _read_env(line: str) -> dict[str, str]:
    if not line:
        raise AssertionError("the box did not come up; see its words above")
    env: dict[str, str] = json.loads(line)
    return env
