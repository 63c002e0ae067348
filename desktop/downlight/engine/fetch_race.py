"""Connects to the first of several addresses that accepts (RFC 8305, Happy Eyeballs)."""

import asyncio
import errno
import socket
from collections.abc import Sequence
from contextlib import suppress

HEAD_START = 0.25
"""Seconds an address gets before the next one is tried beside it (RFC 8305, section 5)."""

OUT_OF_RESOURCES = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS})


class AllFailed(Exception):  # noqa: N818 - an answer of the network, not an error of ours
    """No address accepted; `errors` says why, one for each."""

    def __init__(self, errors: Sequence[OSError]) -> None:
        super().__init__("no address accepts connections")
        self.errors = tuple(errors)


def interleaved(addresses: Sequence[str], *, first: int | None = None) -> list[str]:
    """Return `addresses` with the families taking turns (RFC 8305, section 4).

    `first` is the family to begin with, 4 or 6; None: that of the first address.
    """
    turns: dict[int, list[str]] = {}
    for address in addresses:
        turns.setdefault(family(address), []).append(address)
    leader = first if first in turns else next(iter(turns), 4)
    lead = turns.pop(leader, [])
    rest = [address for group in turns.values() for address in group]
    mixed = [address for pair in zip(lead, rest, strict=False) for address in pair]
    longer = lead if len(lead) > len(rest) else rest
    return mixed + longer[min(len(lead), len(rest)) :]


def family(address: str) -> int:
    """Return 6 for an IPv6 address, 4 for an IPv4 one."""
    return 6 if ":" in address else 4


async def connect_first(addresses: Sequence[str], port: int) -> tuple[socket.socket, str]:
    """Return a connected socket and its address. Raises AllFailed, or OSError when out of sockets.

    The socket does not block and belongs to the caller.
    """
    if len(addresses) == 1:
        try:
            return await _connect(addresses[0], port), addresses[0]
        except OSError as error:
            if _own_fault([error]):
                raise
            raise AllFailed([error]) from error
    return await _Race(port).run(addresses)


class _Race:
    """Attempts that start one after another and run side by side until one wins."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._errors: list[OSError] = []
        self._won: tuple[socket.socket, str] | None = None
        self._news = asyncio.Event()

    async def run(self, addresses: Sequence[str]) -> tuple[socket.socket, str]:
        try:
            async with asyncio.TaskGroup() as group:
                attempts: list[asyncio.Task[None]] = []
                for address in addresses:
                    self._news.clear()
                    attempts.append(group.create_task(self._attempt(address)))
                    await self._head_start()
                    if self._decided():
                        break
                while not self._decided() and any(not attempt.done() for attempt in attempts):
                    self._news.clear()
                    await self._news.wait()
                for attempt in attempts:
                    attempt.cancel()
        except BaseException:
            self._drop_winner()
            raise
        if self._won is None:
            raise _own_fault(self._errors) or AllFailed(self._errors)
        return self._won

    def _decided(self) -> bool:
        return self._won is not None or _own_fault(self._errors) is not None

    async def _head_start(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(HEAD_START):
                await self._news.wait()

    async def _attempt(self, address: str) -> None:
        try:
            connected = await _connect(address, self._port)
        except OSError as error:
            self._errors.append(error)
        else:
            if self._won is None:
                self._won = (connected, address)
            else:
                connected.close()
        self._news.set()

    def _drop_winner(self) -> None:
        if self._won is not None:
            self._won[0].close()


async def _connect(address: str, port: int) -> socket.socket:
    host, _, zone = address.partition("%")
    is_ipv6 = family(address) == 6
    place = (host, port, 0, _scope(zone)) if is_ipv6 else (host, port)
    sock = socket.socket(socket.AF_INET6 if is_ipv6 else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(sock, place)
    except BaseException:
        sock.close()
        raise
    return sock


def _scope(zone: str) -> int:
    if not zone or zone.isdigit():
        return int(zone or 0)
    return socket.if_nametoindex(zone)


def _own_fault(errors: Sequence[OSError]) -> OSError | None:
    return next((error for error in errors if error.errno in OUT_OF_RESOURCES), None)
