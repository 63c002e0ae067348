"""So many at once, so many to one host."""

import asyncio

from downlight.engine.lanes import Lanes
from fakes.loops import play


def most_at_once(lanes: Lanes, hosts: list[str]) -> tuple[int, int]:
    """Return how many were in their lanes at once: in all, and of the first host."""
    inside: list[str] = []
    peak = [0, 0]

    async def visit(host: str) -> None:
        async with lanes.enter(host):
            inside.append(host)
            peak[0] = max(peak[0], len(inside))
            peak[1] = max(peak[1], inside.count(hosts[0]))
            for _ in range(5):
                await asyncio.sleep(0)
            inside.remove(host)

    async def scene() -> None:
        await asyncio.gather(*map(visit, hosts))

    play(scene())
    return peak[0], peak[1]


def test_no_more_run_than_are_allowed_in_all_and_to_one_host() -> None:
    assert most_at_once(Lanes(3, 2), [f"{n}.test" for n in range(12)]) == (3, 1)
    assert most_at_once(Lanes(20, 2), ["one.test"] * 12) == (2, 2)


def test_those_who_wait_for_a_slow_host_take_no_place_of_others() -> None:
    async def scene() -> None:
        lanes = Lanes(2, 1)
        release = asyncio.Event()

        async def stay() -> None:
            async with lanes.enter("slow.test"):
                await release.wait()

        slow = [asyncio.ensure_future(stay()) for _ in range(5)]
        await asyncio.sleep(0)
        async with asyncio.timeout(1), lanes.enter("fine.test"):
            release.set()
        await asyncio.gather(*slow)

    play(scene())


def test_an_abandoned_place_is_free_again() -> None:
    async def scene() -> None:
        lanes = Lanes(1, 1)
        async with lanes.enter("a.test"):
            waiting = asyncio.ensure_future(lanes.enter("a.test").__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.wait({waiting})
        async with asyncio.timeout(1), lanes.enter("a.test"):
            pass

    play(scene())
