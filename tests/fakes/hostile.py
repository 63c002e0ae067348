"""A real server on loopback with many personalities, most of them bad."""

import asyncio
import gzip
import socket
import ssl
import struct
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came in."""

    line: str
    headers: dict[str, str]
    """Names in lower case."""


@dataclass(slots=True)
class Visit:
    """One request and the way to answer it."""

    writer: asyncio.StreamWriter
    query: dict[str, list[str]]

    def ask(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[0]

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: str = "200 OK", *headers: str) -> None:
        await self.send("\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode())

    async def whole(self, body: bytes, *headers: str, status: str = "200 OK") -> None:
        await self.head(status, f"Content-Length: {len(body)}", *headers)
        await self.send(body)

    def reset(self) -> None:
        sock = self.writer.get_extra_info("socket")
        if sock is not None:  # the visitor may have left
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Personality = Callable[[Visit], Awaitable[None]]
PERSONALITIES: dict[str, Personality] = {}


def personality(act: Personality) -> Personality:
    """Register a way to answer under the function's name, with dashes."""
    PERSONALITIES[act.__name__.replace("_", "-")] = act
    return act


@cache
def bomb(megabytes: int) -> bytes:
    """Return a gzip file that unpacks to so many megabytes of nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(MEGABYTE)
    return b"".join([*(packer.compress(zeros) for _ in range(megabytes)), packer.flush()])


@personality
async def answer(visit: Visit) -> None:
    """Answer what the query asks for: status, header (several), body."""
    status = visit.ask("status", "200")
    body = visit.ask("body", "ok").encode()
    await visit.whole(body, *visit.query.get("header", []), status=f"{status} So")


@personality
async def nothing(visit: Visit) -> None:
    await visit.head("204 No Content")


@personality
async def not_modified(visit: Visit) -> None:
    await visit.head("304 Not Modified", 'ETag: "1"')


@personality
async def gzipped(visit: Visit) -> None:
    await visit.whole(gzip.compress(b"hello " * 1000), "Content-Encoding: gzip")


@personality
async def gzip_bomb(visit: Visit) -> None:
    await visit.whole(bomb(60), "Content-Encoding: gzip")


@personality
async def double_gzip(visit: Visit) -> None:
    await visit.whole(gzip.compress(bomb(60)), "Content-Encoding: gzip, gzip")


@personality
async def many_codings(visit: Visit) -> None:
    await visit.whole(b"hello", f"Content-Encoding: {', '.join(['gzip'] * 2000)}")


@personality
async def brotli(visit: Visit) -> None:
    await visit.whole(b"\x0b\x02\x80hello\x03", "Content-Encoding: br")


@personality
async def broken_gzip(visit: Visit) -> None:
    await visit.whole(b"nope", "Content-Encoding: gzip")


@personality
async def large(visit: Visit) -> None:
    """Send `size` bytes, announced or (with chunked=1) not."""
    size = int(visit.ask("size", "1500000"))
    if not visit.ask("chunked"):
        await visit.whole(b"z" * size)
        return
    await visit.head("200 OK", "Transfer-Encoding: chunked")
    await visit.send(b"%x\r\n%s\r\n0\r\n\r\n" % (size, b"z" * size))


@personality
async def announced(visit: Visit) -> None:
    """Announce 100 MB and send none of it."""
    await visit.head("200 OK", f"Content-Length: {100 * MEGABYTE}")
    await asyncio.Event().wait()


@personality
async def endless(visit: Visit) -> None:
    await visit.head("200 OK", "Transfer-Encoding: chunked")
    while True:
        await visit.send(b"10000\r\n" + b"z" * 65536 + b"\r\n")


@personality
async def tiny_chunks(visit: Visit) -> None:
    await visit.head("200 OK", "Transfer-Encoding: chunked")
    while True:
        await visit.send(b"1;" + b"x" * 1000 + b"\r\nz\r\n")


@personality
async def trickle(visit: Visit) -> None:
    await visit.head("200 OK", "Content-Length: 100000")
    while True:
        await visit.send(b"x")
        await asyncio.sleep(0.02)


@personality
async def slow_headers(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await visit.send(b"X: y\r\n")
        await asyncio.sleep(0.02)


@personality
async def early_hints(visit: Visit) -> None:
    while True:
        await visit.send(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * 100)


@personality
async def slow_hints(visit: Visit) -> None:
    while True:
        await visit.send(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
        await asyncio.sleep(0.02)


@personality
async def header_bomb(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(200_000):
        await visit.send(b"X-%d: %s\r\n" % (number, b"y" * 500))


@personality
async def many_headers(visit: Visit) -> None:
    """Send 80 KB of headers: more than is taken, less than the parser minds."""
    headers = [f"X-{number}: {'y' * 1000}" for number in range(80)]
    await visit.whole(b"ok", *headers)


@personality
async def latin_header(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 OK\r\nX: \xe9\r\nContent-Length: 0\r\n\r\n")


@personality
async def one_header(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 50 * MEGABYTE + b"\r\n\r\n")


@personality
async def hang(visit: Visit) -> None:
    await asyncio.Event().wait()


@personality
async def close(visit: Visit) -> None:
    """Say nothing and leave."""


@personality
async def rst(visit: Visit) -> None:
    visit.reset()


@personality
async def rst_in_body(visit: Visit) -> None:
    await visit.head("200 OK", "Content-Length: 1000")
    await visit.send(b"some")
    await asyncio.sleep(0.05)
    visit.reset()


@personality
async def short_body(visit: Visit) -> None:
    await visit.head("200 OK", "Content-Length: 1000")
    await visit.send(b"abc")


@personality
async def short_chunks(visit: Visit) -> None:
    await visit.head("200 OK", "Transfer-Encoding: chunked")
    await visit.send(b"10\r\nabc")


@personality
async def bad_chunk(visit: Visit) -> None:
    await visit.head("200 OK", "Transfer-Encoding: chunked")
    await visit.send(b"zz\r\nabc\r\n")


@personality
async def garbage(visit: Visit) -> None:
    await visit.send(b"\x15\x03\x01\x00\x02\x02\x16" * 5)


@personality
async def ssh(visit: Visit) -> None:
    await visit.send(b"SSH-2.0-OpenSSH_9.2\r\n")


@personality
async def upgrade(visit: Visit) -> None:
    await visit.head("101 Switching Protocols", "Connection: Upgrade", "Upgrade: x")


@personality
async def redirect(visit: Visit) -> None:
    """Send the visitor `to` wherever the query says."""
    headers = [f"Location: {visit.ask('to')}", *visit.query.get("header", [])]
    await visit.whole(b"", *headers, status=f"{visit.ask('status', '302')} Found")


@personality
async def circle(visit: Visit) -> None:
    """Redirect to here, for ever."""
    headers = ["Location: /circle", *visit.query.get("header", [])]
    await visit.whole(b"", *headers, status="302 Found")


@personality
async def cookie_wall(visit: Visit) -> None:
    """Redirect to here until the visitor shows the cookie it was given."""
    await visit.whole(b"", "Location: /cookie-wall", "Set-Cookie: seen=1", status="302 Found")


@personality
async def chain(visit: Visit) -> None:
    """Redirect `left` times more, then answer."""
    left = int(visit.ask("left", "0"))
    if left:
        await visit.whole(b"", f"Location: /chain?left={left - 1}", status="302 Found")
    else:
        await visit.whole(b"arrived")


@dataclass(slots=True)
class HostileServer:
    """Serves the personalities: the path's first part is the name of one."""

    context: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    _arrival: asyncio.Condition = field(default_factory=asyncio.Condition)
    _server: asyncio.Server | None = None
    _visits: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> "HostileServer":
        self._server = await asyncio.start_server(self._serve, self.host, 0, ssl=self.context)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for visit in self._visits:
            visit.cancel()
        await asyncio.gather(*self._visits, return_exceptions=True)

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    def url(self, path: str = "/answer", host: str | None = None) -> str:
        """Return the URL of a personality, as `host` if that is given."""
        scheme = "https" if self.context else "http"
        name = host or self.host
        shown = f"[{name}]" if ":" in name else name
        return f"{scheme}://{shown}:{self.port}{path}"

    async def visited(self, times: int) -> None:
        """Wait until so many requests have come in."""
        async with self._arrival:
            await self._arrival.wait_for(lambda: len(self.received) >= times)

    async def quiet(self) -> None:
        """Wait until every connection is over and closed."""
        while self._visits:
            await asyncio.wait(self._visits)
        for _ in range(3):
            await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._visits.add(task)
        self.connections += 1
        try:
            # Clients hang up in the middle of most of these; that is what is being tested.
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._answer(reader, writer)
        finally:
            self._visits.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        text = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *rest = text.strip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (row.partition(": ") for row in rest)}
        self.received.append(Received(line, headers))
        async with self._arrival:
            self._arrival.notify_all()
        target = urlsplit(line.split()[1])
        name = target.path.strip("/").partition("/")[0] or "answer"
        await PERSONALITIES[name](Visit(writer, parse_qs(target.query, keep_blank_values=True)))
