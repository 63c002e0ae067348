"""Several addresses, one connection."""

import asyncio
import errno
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.engine.fetch_race import AllFailed, connect_first, family, interleaved
from fakes.loops import play

V4 = [f"192.0.2.{n}" for n in range(1, 9)]
V6 = [f"2001:db8::{n}" for n in range(1, 9)]


def test_families_take_turns_beginning_with_the_system_s_favourite() -> None:
    mixed = interleaved(["2001:db8::1", "2001:db8::2", "192.0.2.1"])
    assert mixed == ["2001:db8::1", "192.0.2.1", "2001:db8::2"]


def test_the_other_family_can_be_put_first() -> None:
    assert interleaved(["2001:db8::1", "192.0.2.1"], first=4) == ["192.0.2.1", "2001:db8::1"]
    assert interleaved(["192.0.2.1"], first=6) == ["192.0.2.1"]


@given(
    st.permutations(V4 + V6).flatmap(lambda all_: st.integers(0, 16).map(lambda n: all_[:n])),
    st.sampled_from([None, 4, 6]),
)
def test_no_address_is_lost_or_doubled(addresses: list[str], first: int | None) -> None:
    mixed = interleaved(addresses, first=first)
    assert sorted(mixed) == sorted(addresses)
    for kind in (4, 6):
        of_kind = [address for address in addresses if family(address) == kind]
        assert [address for address in mixed if family(address) == kind] == of_kind


@contextmanager
def listening(host: str = "127.0.0.1") -> Iterator[int]:
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=kind) as listener:
        yield listener.getsockname()[1]


@contextmanager
def full_backlog() -> Iterator[int]:
    """Yield a port whose connections neither succeed nor fail."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.2", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        hoard = []
        for _ in range(4):
            sock = socket.socket()
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.2", port))
            hoard.append(sock)
        yield port
        for sock in hoard:
            sock.close()


def connect(addresses: list[str], port: int) -> str:
    async def scene() -> str:
        sock, address = await connect_first(addresses, port)
        with sock:
            assert sock.getpeername()[0] == address.partition("%")[0]
        return address

    return play(scene())


def test_the_first_address_that_accepts_is_taken() -> None:
    with listening() as port:
        assert connect(["127.0.0.1"], port) == "127.0.0.1"
        assert connect(["127.0.0.2", "127.0.0.3", "127.0.0.1"], port) == "127.0.0.1"


def test_ipv6_is_connected_to_as_well() -> None:
    with listening("::1") as port:
        assert connect(["::1"], port) == "::1"
        assert connect(["127.0.0.1", "::1"], port) == "::1"


def test_a_silent_address_only_costs_its_head_start() -> None:
    with full_backlog() as port, socket.create_server(("127.0.0.1", port)):
        loop_time = asyncio.run(_timed(["127.0.0.2", "127.0.0.1"], port))
    assert loop_time < 1.5


async def _timed(addresses: list[str], port: int) -> float:
    started = asyncio.get_running_loop().time()
    sock, address = await connect_first(addresses, port)
    sock.close()
    assert address == "127.0.0.1"
    return asyncio.get_running_loop().time() - started


@pytest.mark.parametrize("count", [1, 3])
def test_when_nobody_accepts_each_says_why(count: int) -> None:
    with listening() as port:
        pass
    with pytest.raises(AllFailed) as caught:
        connect([f"127.0.0.{n + 1}" for n in range(count)], port)
    assert [error.errno for error in caught.value.errors] == [errno.ECONNREFUSED] * count


@pytest.mark.parametrize("count", [1, 3])
def test_being_out_of_descriptors_is_not_hidden_among_the_failures(count: int) -> None:
    async def scene() -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        hoard: list[socket.socket] = []
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        try:
            with suppress(OSError):
                while True:
                    hoard.append(socket.socket())
            with pytest.raises(OSError, match="Too many open files") as caught:
                await connect_first(["127.0.0.1"] * count, 9)
            assert caught.value.errno == errno.EMFILE
        finally:
            for sock in hoard:
                sock.close()
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    play(scene())


def test_a_zone_is_part_of_an_address() -> None:
    with listening("::1") as port:
        assert connect(["::1%lo"], port).startswith("::1")
        assert connect(["::1%1"], port).startswith("::1")
        with pytest.raises(AllFailed):
            connect(["fe80::1%no-such-link"], port)


def test_giving_up_closes_what_was_under_way() -> None:
    async def scene() -> None:
        with full_backlog() as port, pytest.raises(TimeoutError):
            async with asyncio.timeout(0.4):
                await connect_first(["127.0.0.2", "127.0.0.2"], port)

    play(scene())  # an unclosed socket would be a ResourceWarning, and those are errors
