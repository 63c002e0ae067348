"""Finds processes that a test run started and left behind, by a mark in their environment."""

import contextlib
import os
import signal
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

MARK = "DOWNLIGHT_TEST_RUN"
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A process that should have ended."""

    pid: int
    command: str


def mark_this_run() -> None:
    """Mark this process, and with it every process that it will start."""
    os.environ[MARK] = uuid.uuid4().hex[:12]


def running(mark: str) -> list[Leftover]:
    """Return the processes that carry the mark, but this one; none where there is no /proc."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for folder in PROC.glob("[0-9]*"):
        pid = int(folder.name)
        # Gone meanwhile, or somebody else's.
        with contextlib.suppress(OSError):
            if pid != os.getpid() and wanted in (folder / "environ").read_bytes().split(b"\0"):
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
                found.append(Leftover(pid, command))
    return found


def wait_for_all_to_end(seconds: float, mark: str | None = None) -> list[Leftover]:
    """Return what is still running after at most `seconds`."""
    limit = time.perf_counter() + seconds
    left = running(mark or os.environ[MARK])
    while left and time.perf_counter() < limit:
        time.sleep(0.05)
        left = running(mark or os.environ[MARK])
    return left


def end(left: list[Leftover]) -> None:
    """Kill what was left."""
    for process in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
