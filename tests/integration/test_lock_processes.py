"""The engine's lock among processes: one wins, and a killed holder holds nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from downlight.system.engine_lock import EngineHeld, EngineLock

_HOLD = """
import sys
from pathlib import Path
from downlight.system.engine_lock import EngineHeld, EngineLock

lock = EngineLock(Path(sys.argv[1]))
try:
    lock.acquire()
except EngineHeld as held:
    print("held", held.pid, flush=True)
else:
    print("won", flush=True)
    sys.stdin.read()
"""


def _start(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_of_twenty_that_start_at_once_one_wins_and_the_others_know_whom(tmp_path: Path) -> None:
    processes = [_start(tmp_path / "engine.lock") for _ in range(20)]
    try:
        told = [_first_line(process) for process in processes]
        winner = processes[told.index("won")]
        assert told.count("won") == 1
        assert set(told) <= {"won", f"held {winner.pid}", "held None"}
    finally:
        for process in processes:
            process.communicate()


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "engine.lock"
    with _start(path) as holder:
        assert _first_line(holder) == "won"
        with pytest.raises(EngineHeld) as caught:
            EngineLock(path).acquire()
        assert caught.value.pid == holder.pid
        holder.kill()
    with EngineLock(path):
        pass
