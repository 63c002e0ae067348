"""What the light costs: time to the icon, memory and idle work, beside the bare toolkit.

Run in the project's own desktop by `make bench`; prints a table. Each figure is a median.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from end2end.desk import Desk
from end2end.installed_app import InstalledApp, settings
from end2end.patience import during, until
from end2end.platform_server import PlatformServer, platform_server
from end2end.tray_watch import TrayWatch

FLOOR = Path(__file__).with_name("floor.py")
FAVOURITES = 20
IDLE = 60.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost."""

    icon: float
    """Seconds from the start of the process to its icon in the tray."""
    resident: float
    """MiB in memory, shared libraries included."""
    unique: float
    """MiB that would be free without it."""
    cpu: float
    """Seconds of processor time in a minute between two checks."""
    wakeups: int
    """Voluntary context switches in that minute."""


class Program(InstalledApp):
    """The installed program, or the bare toolkit in its place."""

    def begin(self, *command: str) -> None:
        """Start a command instead of the installed program."""
        self.process = self.desk.begin(command, self.words)


def measure(desk: Desk, begin: Callable[[], Program]) -> Cost:
    """Run a program once and return what it cost."""
    tray = TrayWatch(desk.env["DBUS_SESSION_BUS_ADDRESS"])
    try:
        start = perf_counter()
        program = begin()
        until(20, "the icon", tray.items)
        icon = perf_counter() - start
    finally:
        tray.close()
    during(30, "it runs", lambda: program.is_running)
    before = program.effort()
    during(IDLE, "it runs", lambda: program.is_running)
    after = program.effort()
    cost = Cost(
        icon,
        after.resident,
        unique(program.pid),
        after.cpu - before.cpu,
        after.voluntary - before.voluntary,
    )
    program.stop()
    return cost


def unique(pid: int) -> float:
    """Return the private memory of a process in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def median(costs: list[Cost]) -> Cost:
    """Return the median of each figure."""

    def middle(of: Callable[[Cost], float]) -> float:
        return statistics.median(of(cost) for cost in costs)

    return Cost(
        middle(lambda cost: cost.icon),
        middle(lambda cost: cost.resident),
        middle(lambda cost: cost.unique),
        middle(lambda cost: cost.cpu),
        round(middle(lambda cost: cost.wakeups)),
    )


def main() -> None:
    """Measure the floor and the program in turns, and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    floor: list[Cost] = []
    light: list[Cost] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        platform_server() as server,
        Desk.start() as desk,
    ):
        for number in range(rounds):
            place = Path(folder) / str(number)
            floor.append(measure(desk, partial(bare, desk, place)))
            light.append(measure(desk, partial(ours, desk, server, place)))
    show("bare toolkit", median(floor), None)
    show("Downlight", median(light), median(floor))


def bare(desk: Desk, place: Path) -> Program:
    """Start the bare toolkit."""
    program = Program(desk, place / "floor")
    program.begin(sys.executable, str(FLOOR))
    return program


def ours(desk: Desk, server: PlatformServer, place: Path) -> Program:
    """Start the installed program with twenty favourites that are looked at every five minutes."""
    program = Program(desk, place / "profile")
    names = [f"Platform{number}" for number in range(FAVOURITES)]
    program.configure(settings(server, names, interval=3600))
    program.start()
    return program


def show(name: str, cost: Cost, floor: Cost | None) -> None:
    """Print one line of the table."""
    line = (
        f"{name:14} icon {cost.icon:5.2f} s   RSS {cost.resident:6.1f} MiB   "
        f"USS {cost.unique:6.1f} MiB   idle {cost.cpu * 1000:4.0f} ms and "
        f"{cost.wakeups:3d} wake-ups a minute"
    )
    if floor is not None:
        line += f"   x{cost.icon / floor.icon:.2f} icon, x{cost.unique / floor.unique:.2f} USS"
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
