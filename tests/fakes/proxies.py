"""Real HTTP proxies on loopback: one that works, one that wants a password, one that hangs."""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType


class Mood(StrEnum):
    """How a proxy behaves."""

    WORKS = "works"
    WANTS_PASSWORD = "407"
    BAD_GATEWAY = "502"
    HANGS = "hangs"


@dataclass(slots=True)
class FakeProxy:
    """Carries everything to one server, whatever name it is asked for."""

    mood: Mood
    target: tuple[str, int] = ("127.0.0.1", 0)
    context: ssl.SSLContext | None = None
    asked: list[str] = field(default_factory=list)
    """Request lines and Proxy-Authorization headers as they came in."""
    _server: asyncio.Server | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> "FakeProxy":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.context)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def place(self) -> str:
        assert self._server is not None
        return f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._carry(reader, writer)
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        lines = request.decode("latin-1").split("\r\n")
        self.asked += [lines[0], *(row for row in lines if row.lower().startswith("proxy-auth"))]
        if self.mood is Mood.HANGS:
            await asyncio.Event().wait()
        if self.mood is not Mood.WORKS:
            writer.write(f"HTTP/1.1 {self.mood.value} No\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
            return
        back, forth = await asyncio.open_connection(*self.target)
        if lines[0].startswith("CONNECT "):
            writer.write(b"HTTP/1.1 200 Go on\r\n\r\n")
        else:
            forth.write(request)
        try:
            await asyncio.gather(_pump(reader, forth), _pump(back, writer))
        finally:
            forth.close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        sink.write(data)
        await sink.drain()
    sink.close()
