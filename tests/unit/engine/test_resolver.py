"""Lookups in threads of their own."""

import asyncio
import errno
import socket
import threading
from collections.abc import Sequence

import pytest

from downlight.domain.status import Reason
from downlight.engine.fetch_trip import NotReached
from downlight.engine.resolver import Ask, Resolver, ask_system
from fakes.loops import play


def look_up(ask: Ask, host: str = "site.test", *, patience: float = 2.0) -> Sequence[str]:
    async def scene() -> Sequence[str]:
        resolver = Resolver(ask, patience=patience)
        try:
            return await resolver.lookup(host)
        finally:
            resolver.close()

    return play(scene())


def failing(error: OSError | ValueError) -> Ask:
    def ask(host: str) -> Sequence[str]:
        raise error

    return ask


@pytest.mark.parametrize(
    ("error", "reason", "clause"),
    [
        (
            socket.gaierror(socket.EAI_NONAME, ""),
            Reason.DNS,
            "the name site.test does not exist",
        ),
        (
            socket.gaierror(socket.EAI_NODATA, ""),
            Reason.DNS,
            "the name site.test does not exist",
        ),
        (
            socket.gaierror(socket.EAI_AGAIN, ""),
            Reason.DNS,
            "the name servers failed to answer for site.test",
        ),
        (
            socket.gaierror(socket.EAI_FAIL, ""),
            Reason.DNS,
            "the name servers failed to answer for site.test",
        ),
        (
            socket.gaierror(socket.EAI_MEMORY, ""),
            Reason.OWN_FAULT,
            "this computer is out of resources for name lookups",
        ),
        (
            OSError(errno.EMFILE, ""),
            Reason.OWN_FAULT,
            "this computer is out of resources for name lookups",
        ),
        (UnicodeError(), Reason.DNS, "site.test cannot be a name"),
        (ValueError(), Reason.DNS, "site.test cannot be a name"),
    ],
)
def test_each_way_to_fail_has_its_sentence(
    error: OSError | ValueError, reason: Reason, clause: str
) -> None:
    with pytest.raises(NotReached) as caught:
        look_up(failing(error))
    assert (caught.value.reason, caught.value.detail) == (reason, clause)


def test_a_name_without_addresses_is_a_failure() -> None:
    with pytest.raises(NotReached, match="has no address"):
        look_up(lambda _host: [])


def test_silence_is_ended_by_patience() -> None:
    released = threading.Event()

    def ask(host: str) -> Sequence[str]:
        released.wait(5)
        return ["192.0.2.1"]

    with pytest.raises(NotReached, match=r"did not answer within 0\.1 s"):
        look_up(ask, patience=0.1)
    released.set()


def test_those_who_ask_for_the_same_name_share_one_lookup() -> None:
    asked: list[str] = []
    released = threading.Event()

    def ask(host: str) -> Sequence[str]:
        asked.append(host)
        released.wait(5)
        return ["192.0.2.1"]

    async def scene() -> list[Sequence[str]]:
        resolver = Resolver(ask)
        waiting = [asyncio.ensure_future(resolver.lookup("site.test")) for _ in range(5)]
        await asyncio.sleep(0)
        released.set()
        return await asyncio.gather(*waiting)

    assert play(scene()) == [["192.0.2.1"]] * 5
    assert asked == ["site.test"]


def test_a_later_lookup_asks_again() -> None:
    answers = iter([["192.0.2.1"], ["192.0.2.2"]])

    async def scene() -> list[Sequence[str]]:
        resolver = Resolver(lambda _host: next(answers))
        return [await resolver.lookup("site.test"), await resolver.lookup("site.test")]

    assert play(scene()) == [["192.0.2.1"], ["192.0.2.2"]]


def test_a_full_pool_is_our_own_fault_and_no_missing_name() -> None:
    released = threading.Event()

    def ask(host: str) -> Sequence[str]:
        released.wait(5)
        return ["192.0.2.1"]

    async def scene() -> str:
        resolver = Resolver(ask, patience=0.2, threads=2)
        others = [asyncio.ensure_future(resolver.lookup(f"{n}.test")) for n in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(NotReached) as caught:
            await resolver.lookup("third.test")
        assert caught.value.reason is Reason.OWN_FAULT
        released.set()
        await asyncio.gather(*others, return_exceptions=True)
        return caught.value.detail

    assert play(scene()) == "too many name lookups are waiting already"


def test_threads_are_reused_and_none_starts_before_it_is_needed() -> None:
    threads: set[str] = set()

    def ask(host: str) -> Sequence[str]:
        threads.add(threading.current_thread().name)
        return ["192.0.2.1"]

    async def scene() -> None:
        before = threading.active_count()
        resolver = Resolver(ask)
        assert threading.active_count() == before
        for number in range(20):
            await resolver.lookup(f"{number}.test")
        resolver.close()

    play(scene())
    assert len(threads) <= 10


def test_an_answer_that_comes_after_the_loop_has_ended_disturbs_nobody() -> None:
    released, answered = threading.Event(), threading.Event()

    def ask(host: str) -> Sequence[str]:
        released.wait(5)
        answered.set()
        return ["192.0.2.1"]

    with pytest.raises(NotReached):
        look_up(ask, patience=0.1)
    released.set()
    assert answered.wait(5)


def test_the_system_knows_loopback_and_addresses() -> None:
    assert "127.0.0.1" in ask_system("127.0.0.1")
    assert set(ask_system("localhost")) <= {"127.0.0.1", "::1"}
    assert ask_system("127.1") == ["127.0.0.1"]
    assert ask_system("fe80::1%lo")[0] == "fe80::1%1"
