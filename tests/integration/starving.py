"""A process that takes something away from itself and says how requests end then."""

import asyncio
import json
import resource
import socket
import sys
import time
from collections.abc import Sequence

from downlight.domain.settings import NetworkSettings
from downlight.engine.fetcher import HttpFetcher
from downlight.engine.resolver import Resolver
from downlight.probes.answer import Answer, Failure, Request
from fakes.hostile import HostileServer


def told(outcome: Answer | Failure) -> list[str]:
    return ["answer"] if isinstance(outcome, Answer) else [outcome.reason, outcome.detail]


async def without_descriptors(host: str) -> dict[str, list[str]]:
    """Ask before, while and after there are no descriptors left."""
    fetcher = HttpFetcher(NetworkSettings(second_resolver=""))
    async with HostileServer() as server:
        before = await fetcher.fetch(Request(server.url()))
        await server.quiet()
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 4096))
        hoard: list[socket.socket] = []
        while True:
            try:
                hoard.append(socket.socket())
            except OSError:
                break
        starved = await fetcher.fetch(Request(f"http://{host}:{server.port}/", timeout=8))
        for kept in hoard:
            kept.close()
        after = await fetcher.fetch(Request(server.url()))
    await fetcher.close()
    return {"before": told(before), "starved": told(starved), "after": told(after)}


async def with_a_lookup_that_hangs() -> dict[str, list[str]]:
    def ask(host: str) -> Sequence[str]:
        time.sleep(25)
        return []

    fetcher = HttpFetcher(NetworkSettings(), resolver=Resolver(ask, patience=0.3))
    starved = await fetcher.fetch(Request("http://lost.test/"))
    await fetcher.close()
    return {"starved": told(starved)}


def main(scene: str) -> None:
    if scene == "quit":
        outcome = asyncio.run(with_a_lookup_that_hangs())
    else:
        host = "127.0.0.1" if scene == "address" else "name.invalid"
        outcome = asyncio.run(without_descriptors(host))
    sys.stdout.write(json.dumps(outcome))


if __name__ == "__main__":
    main(sys.argv[1])
