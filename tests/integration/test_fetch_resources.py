"""What this computer itself lacks never looks like an outage of a platform."""

import asyncio
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from downlight.domain.status import Reason
from downlight.probes.answer import Answer, Failure, Request
from fakes.fetching import fetching
from fakes.hostile import HostileServer
from fakes.loops import play

STARVING = Path(__file__).parent / "starving.py"


def run_starving(scene: str) -> dict[str, list[str]]:
    done = subprocess.run(
        [sys.executable, str(STARVING), scene],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    return dict(json.loads(done.stdout))


def test_without_file_descriptors_nothing_is_called_down_and_it_recovers() -> None:
    seen = run_starving("address")
    assert seen["before"] == ["answer"]
    assert seen["starved"][0] == Reason.OWN_FAULT
    assert "out of file descriptors" in seen["starved"][1]
    assert seen["after"] == ["answer"]


def test_a_lookup_without_file_descriptors_is_no_missing_name() -> None:
    seen = run_starving("name")
    assert seen["starved"][0] == Reason.OWN_FAULT


class BlackHole:
    """Name servers that never answer for some names."""

    def __init__(self) -> None:
        self.released = threading.Event()
        self.asked: list[str] = []

    def ask(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        if host.startswith("lost"):
            self.released.wait(20)
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return ["127.0.0.1"]


def test_lost_names_hold_up_nobody_else() -> None:
    hole = BlackHole()

    async def scene() -> tuple[Answer | Failure, list[Answer | Failure]]:
        async with HostileServer() as server, fetching(ask=hole.ask, patience=1.5) as fetcher:
            lost = [
                asyncio.ensure_future(fetcher.fetch(Request(f"http://lost{number}.test/")))
                for number in range(15)
            ]
            await asyncio.sleep(0)
            healthy = await fetcher.fetch(Request(server.url(host="fine.test"), timeout=5))
            failures = await asyncio.gather(*lost)
            hole.released.set()
            return healthy, list(failures)

    healthy, failures = play(scene())
    assert isinstance(healthy, Answer)
    assert healthy.latency < 1.4
    for failure in failures:
        assert isinstance(failure, Failure)
        assert failure.reason is Reason.DNS
        assert failure.detail == "the name servers did not answer within 1.5 s"


def test_a_lost_name_is_asked_for_once_at_a_time() -> None:
    hole = BlackHole()

    async def scene() -> None:
        async with fetching(ask=hole.ask, patience=0.2) as fetcher:
            for _ in range(3):
                await fetcher.fetch(Request("http://lost.test/"))
            hole.released.set()

    play(scene())
    assert hole.asked == ["lost.test"]


def test_the_program_ends_although_a_lookup_still_hangs() -> None:
    started = time.perf_counter()
    seen = run_starving("quit")
    assert seen["starved"][0] == Reason.DNS
    assert time.perf_counter() - started < 20, "it waited for a lookup of 25 s"
