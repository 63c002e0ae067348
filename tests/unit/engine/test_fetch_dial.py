"""By which name server and address family a host is reached, and whether at all."""

import asyncio
import socket
from collections.abc import Sequence

import pytest

from downlight.domain.observation import Path
from downlight.engine.fetch_dial import Dialer
from downlight.engine.fetch_trip import NotReached, Stage, Trip
from downlight.engine.resolver import Resolver
from downlight.probes.locality import is_private
from fakes.fetching import loopback_is_public, names
from fakes.loops import play
from fakes.name_server import NameServer

BOTH = {"both.test": ["::1", "127.0.0.1"], "four.test": ["127.0.0.1"]}


def dialer(ask: dict[str, list[str]] | None = None) -> Dialer:
    return Dialer(Resolver(names(BOTH if ask is None else ask)), is_private)


def order(host: str, path: Path, used_before: str | None = None) -> Sequence[str]:
    """Return the order in which addresses are tried, after one connection by default."""

    async def scene() -> Sequence[str]:
        dialling = dialer()
        if used_before:
            with socket.create_server((used_before, 0), family=_kind(used_before)) as listener:
                port = listener.getsockname()[1]
                (await dialling.dial(host, port, Trip(host))).close()
        return await dialling.addresses(host, path)

    return play(scene())


def _kind(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def test_by_default_the_system_s_order_counts() -> None:
    assert order("both.test", Path.DEFAULT) == ["::1", "127.0.0.1"]


def test_the_other_family_is_the_one_not_used_last_time() -> None:
    assert order("both.test", Path.OTHER_FAMILY, used_before="::1")[0] == "127.0.0.1"
    assert order("both.test", Path.OTHER_FAMILY, used_before="127.0.0.1")[0] == "::1"


def test_a_look_by_the_other_family_does_not_make_it_the_usual_one() -> None:
    async def scene() -> Sequence[str]:
        dialling = dialer()
        with socket.create_server(("127.0.0.1", 0)) as listener:
            trip = Trip("both.test", Path.OTHER_FAMILY)
            (await dialling.dial("both.test", listener.getsockname()[1], trip)).close()
        return await dialling.addresses("both.test", Path.OTHER_FAMILY)

    assert play(scene())[0] == "127.0.0.1"


def test_without_a_last_time_the_other_family_is_not_the_system_s_favourite() -> None:
    assert order("both.test", Path.OTHER_FAMILY)[0] == "127.0.0.1"


def test_a_host_of_one_family_is_reached_by_it_on_every_path() -> None:
    for path in Path:
        assert order("four.test", path) == ["127.0.0.1"]


def test_addresses_are_not_looked_up() -> None:
    async def scene() -> list[Sequence[str]]:
        dialling = dialer({})
        hosts = ("192.0.2.1", "2001:db8::1", "fe80::1%lo")
        return [await dialling.addresses(host, Path.DEFAULT) for host in hosts]

    assert play(scene()) == [["192.0.2.1"], ["2001:db8::1"], ["fe80::1%lo"]]


def test_the_second_name_server_is_an_independent_way() -> None:
    async def scene() -> tuple[Sequence[str], Sequence[str], list[str]]:
        async with NameServer({"four.test": ["192.0.2.44"], "nas.lan": ["192.0.2.1"]}) as server:
            dialling = dialer({"four.test": ["192.0.2.4"], "nas.lan": ["10.0.0.5"]})
            dialling.second_resolver = server.place
            other = await dialling.addresses("four.test", Path.OTHER_RESOLVER)
            local = await dialling.addresses("nas.lan", Path.OTHER_RESOLVER)
            return other, local, server.asked

    other, local, asked = play(scene())
    assert other == ["192.0.2.44"]
    assert local == ["10.0.0.5"]
    assert "nas.lan" not in asked, "names of the local network are nobody else's business"


@pytest.mark.parametrize("nowhere", [["0.0.0.0"], ["::", "0.0.0.0"]])
def test_a_name_that_a_filter_blocks_is_told_as_blocked(nowhere: list[str]) -> None:
    with pytest.raises(NotReached, match="something on this network blocks the name"):
        play(dialer({"ads.test": nowhere}).addresses("ads.test", Path.DEFAULT))
    mixed = play(dialer({"ads.test": [*nowhere, "192.0.2.1"]}).addresses("ads.test", Path.DEFAULT))
    assert mixed == ["192.0.2.1"]


def test_a_trip_tells_how_far_it_came() -> None:
    async def scene() -> list[tuple[Stage, str, bool]]:
        seen = []
        for host, port in (("nowhere.test", 9), ("four.test", 9)):
            trip = Trip(host)
            with pytest.raises(Exception, match=r"does not exist|accepts"):
                await dialer().dial(host, port, trip)
            seen.append((trip.stage, trip.address, trip.private))
        return seen

    assert play(scene()) == [(Stage.LOOKUP, "", False), (Stage.CONNECT, "127.0.0.1", True)]


def test_a_trip_for_the_public_only_never_touches_a_private_address() -> None:
    async def scene() -> None:
        connected = asyncio.Event()

        async def visited(_r: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connected.set()
            writer.close()

        server = await asyncio.start_server(visited, "127.0.0.2", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            known = {"rebound.test": ["127.0.0.2"]}
            dialling = Dialer(Resolver(names(known)), loopback_is_public)
            with pytest.raises(NotReached, match="into a local network"):
                await dialling.dial("rebound.test", port, Trip("x", public_only=True))
        assert not connected.is_set()

    play(scene())


def test_only_the_newest_500_hosts_are_remembered() -> None:
    async def scene() -> tuple[Sequence[str], Sequence[str]]:
        known = {f"{n}.test": ["127.0.0.1"] for n in range(500)} | BOTH
        dialling = dialer(known)
        with socket.create_server(("127.0.0.1", 0), backlog=600) as listener:
            port = listener.getsockname()[1]
            (await dialling.dial("both.test", port, Trip("both.test"))).close()
            fresh = await dialling.addresses("both.test", Path.OTHER_FAMILY)
            for n in range(500):
                (await dialling.dial(f"{n}.test", port, Trip("x"))).close()
        return fresh, await dialling.addresses("both.test", Path.OTHER_FAMILY)

    fresh, stale = play(scene())
    assert fresh[0] == "::1", "the default way was IPv4"
    assert stale[0] == "127.0.0.1", "as if never connected to"
