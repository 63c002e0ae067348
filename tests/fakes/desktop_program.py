"""The desktop app with a scripted engine, as a process of its own."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

TESTS = Path(__file__).parents[1]


class Program:
    """Runs until it is ended or closed."""

    def __init__(self, env: Mapping[str, str], runtime: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "fakes.desktop", str(runtime)],
            env={**env, "PYTHONPATH": str(TESTS)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.pid = self._process.pid

    def say(self, story: str) -> None:
        """Let the engine publish a story of `fakes.desktop`; returns when it has."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{story}\n")
        self._process.stdin.flush()
        while self.heard() != f"said {story}":
            pass

    def heard(self) -> str:
        """Return the next line that the program says."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the program has ended"
        return line.strip()

    def errors(self) -> str:
        """Return what it said to the error stream, when it has ended."""
        assert self._process.stderr is not None
        return self._process.stderr.read()

    def signal(self, number: int) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def wait(self) -> int:
        """Return its exit code."""
        return self._process.wait(10)

    def close(self) -> None:
        """End it as a crash would."""
        self._process.kill()
        self._process.communicate()
