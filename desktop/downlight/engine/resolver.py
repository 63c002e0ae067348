"""Looks up names in threads of its own, so that dead name servers hold up nobody else."""

import asyncio
import errno
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue

from downlight.domain.status import Reason
from downlight.domain.text import clean
from downlight.engine.fetch_trip import NotReached

Ask = Callable[[str], Sequence[str]]
"""A blocking lookup: name in, addresses out; raises OSError."""

PATIENCE = 5.0
"""Seconds that one lookup may take; the thread under it may go on longer."""
THREADS = 32

_ABSENT = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)}
_OWN = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}


def ask_system(host: str) -> Sequence[str]:
    """Ask the operating system; addresses in the order it prefers. Raises OSError."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    addresses = (
        f"{place[0]}%{place[3]}" if len(place) == 4 and place[3] else str(place[0])
        for *_, place in found
    )
    return list(dict.fromkeys(addresses))


@dataclass(slots=True)
class _Job:
    """One lookup under way; `begun` once a thread has taken it."""

    host: str
    future: asyncio.Future[Sequence[str]]
    begun: bool = False


class Resolver:
    """The private pool: at most one lookup per name at a time, shared by all who ask for it.

    Lives in one event loop. Its threads are daemons: a lookup that the system will not give up
    for ten seconds does not keep the program from ending.
    """

    def __init__(
        self, ask: Ask = ask_system, *, patience: float = PATIENCE, threads: int = THREADS
    ) -> None:
        self._ask = ask
        self._patience = patience
        self._flying: dict[str, _Job] = {}
        self._crew = _Crew(threads)

    async def lookup(self, host: str) -> Sequence[str]:
        """Return the addresses of `host`. Raises NotReached with the reason."""
        job = self._flying.get(host) or self._start(host)
        done, _ = await asyncio.wait({job.future}, timeout=self._patience)
        if not done:
            raise self._gave_up(job)
        try:
            addresses = job.future.result()
        except (OSError, ValueError) as error:
            raise _explained(host, error) from error
        if not addresses:
            raise NotReached(Reason.DNS, f"the name {host} has no address")
        return addresses

    def close(self) -> None:
        """Let the threads go as soon as they are free; waits for none."""
        self._crew.dismiss()

    def _start(self, host: str) -> _Job:
        loop = asyncio.get_running_loop()
        job = _Job(host, loop.create_future())
        try:
            self._crew.give(partial(self._work, loop, job))
        except RuntimeError as error:
            raise NotReached(Reason.OWN_FAULT, "this computer can start no more threads") from error
        self._flying[host] = job
        return job

    def _work(self, loop: asyncio.AbstractEventLoop, job: _Job) -> None:
        job.begun = True
        found: Sequence[str] = ()
        trouble: OSError | ValueError | None = None
        try:
            found = self._ask(job.host)
        except (OSError, ValueError) as error:
            trouble = error
        finally:
            with suppress(RuntimeError):  # the loop has ended: nobody waits for this any more
                loop.call_soon_threadsafe(self._settle, job, found, trouble)

    def _settle(
        self, job: _Job, found: Sequence[str], trouble: OSError | ValueError | None
    ) -> None:
        self._flying.pop(job.host, None)
        if trouble is None:
            job.future.set_result(found)
            return
        job.future.set_exception(trouble)
        job.future.exception()  # known, even if everyone has given up waiting

    def _gave_up(self, job: _Job) -> NotReached:
        if not job.begun:
            return NotReached(Reason.OWN_FAULT, "too many name lookups are waiting already")
        waited = f"{self._patience:g} s"
        return NotReached(Reason.DNS, f"the name servers did not answer within {waited}")


def _explained(host: str, error: OSError | ValueError) -> NotReached:
    if isinstance(error, ValueError):
        return NotReached(Reason.DNS, f"{clean(host, 80)} cannot be a name")
    if error.errno in _OWN or error.errno == getattr(socket, "EAI_MEMORY", None):
        return NotReached(Reason.OWN_FAULT, "this computer is out of resources for name lookups")
    if error.errno in _ABSENT:
        return NotReached(Reason.DNS, f"the name {host} does not exist")
    return NotReached(Reason.DNS, f"the name servers failed to answer for {host}")


class _Crew:
    """A few daemon threads for calls that block."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._threads: list[threading.Thread] = []

    def give(self, job: Callable[[], None]) -> None:
        """Have `job` done as soon as a thread is free. Raises RuntimeError if none can start."""
        if not self._idle.acquire(blocking=False) and len(self._threads) < self._size:
            name = f"downlight-names-{len(self._threads)}"
            thread = threading.Thread(target=self._serve, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)
        self._jobs.put(job)

    def dismiss(self) -> None:
        for _ in self._threads:
            self._jobs.put(None)

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            self._idle.release()
