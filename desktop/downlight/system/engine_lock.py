"""One engine per profile: a lock of the operating system that frees itself when its holder dies."""

import contextlib
import logging
import os
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from downlight.domain.saying import say

log = logging.getLogger(__name__)


class EngineHeld(Exception):  # noqa: N818 - a state of the world, not an error of ours
    """Another process runs the engine of this profile; the text says so, for people."""

    def __init__(self, pid: int | None) -> None:
        if pid is None:
            told = say("Downlight is already watching in this profile.")
        else:
            told = say("Downlight is already watching in this profile (process {pid}).", pid=pid)
        super().__init__(told)
        self.pid = pid


class EngineLock:
    """To be held by whoever runs the engine; may be let go of in another thread.

    Where the folder cannot be written, nobody can keep a history there either, and the engine
    runs unlocked.
    """

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, thread_local=False)
        self._pid_file = path.with_suffix(".pid")

    def acquire(self) -> None:
        """Take the lock. Raises EngineHeld, with the holder's process number, at once."""
        try:
            self._lock.acquire(timeout=0)
            self._pid_file.write_text(f"{os.getpid()}\n", encoding="ascii")
        except Timeout:
            raise EngineHeld(self._holder()) from None
        except OSError as error:
            log.warning("the engine runs without a lock: %s", error)

    def release(self) -> None:
        """Let go, so that another process can take it."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._pid_file.unlink()
        self._lock.release(force=True)

    def __enter__(self) -> "EngineLock":
        self.acquire()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.release()

    def _holder(self) -> int | None:
        try:
            return int(self._pid_file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None
