"""A small internet on loopback that plays 14 July 2022: X, its status page, four others."""

import asyncio
import contextlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from downlight.domain.settings import Canary, Favourite, NetworkSettings, Settings
from downlight.terminal.demo_day import BACK, BROKE, CROWDED, NOT_LOADING, OVER_CAPACITY

HEALTHY = {
    "youtube": "YouTube",
    "instagram": "Instagram",
    "whatsapp": "WhatsApp",
    "netflix": "Netflix",
}
CANARIES = 4

_HOST = "127.0.0.1"
_HEAD_LIMIT = 16_384
"""Bytes of a request's head."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answers."""

    body: str = ""
    status: str = "200 OK"
    kind: str = "text/html; charset=utf-8"

    def to_bytes(self) -> bytes:
        """Return the whole HTTP answer."""
        body = self.body.encode()
        head = (
            f"HTTP/1.1 {self.status}\r\ncontent-type: {self.kind}\r\n"
            f"content-length: {len(body)}\r\ncache-control: no-store\r\n\r\n"
        )
        return head.encode() + body


Play = Callable[[datetime], Page]


class World:
    """The servers, in a thread of their own. `now` is the time they live in (UTC)."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="demo world", daemon=True)
        self._ready = threading.Event()
        self._over = asyncio.Event()
        self._ports: dict[str, int] = {}
        self._writers: set[asyncio.StreamWriter] = set()

    def start(self) -> None:
        """Return when all servers answer. Raises OSError when loopback cannot be used."""
        self._thread.start()
        self._ready.wait()
        if len(self._ports) < len(_cast()):
            raise OSError("the demo cannot open its servers on 127.0.0.1")

    def stop(self) -> None:
        """Close all servers."""
        if self._thread.is_alive():
            with contextlib.suppress(RuntimeError):  # it ended between the two lines
                self._loop.call_soon_threadsafe(self._over.set)
            self._thread.join(5)

    def address(self, name: str) -> str:
        """Return the URL of a server: an id of a platform, "status" or "canary"."""
        return f"http://{_HOST}:{self._ports[name]}/"

    @property
    def settings(self) -> Settings:
        """What a person who lives in this world would have set."""
        x = Favourite(
            "x",
            url=self.address("x"),
            feed=f"{self.address('status')}api/v2/summary.json",
            feed_format="statuspage",
            status_page=self.address("status"),
        )
        others = (Favourite(name, url=self.address(name)) for name in HEALTHY)
        canary = self.address("canary")
        canaries = tuple(Canary(f"{canary}{number}", 204) for number in range(CANARIES))
        network = NetworkSettings(canaries=canaries, second_resolver="")
        return Settings(network=network, favourites=(x, *others))

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            with contextlib.suppress(OSError):
                runner.run(self._live())
            self._ready.set()

    async def _live(self) -> None:
        async with contextlib.AsyncExitStack() as stack:
            for name, play in _cast().items():
                answer = partial(self._answer, play)
                server = await asyncio.start_server(answer, _HOST, 0, limit=_HEAD_LIMIT)
                stack.callback(server.close)
                self._ports[name] = server.sockets[0].getsockname()[1]
            self._ready.set()
            await self._over.wait()
        for writer in self._writers:
            writer.close()

    async def _answer(
        self, play: Play, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._writers.add(writer)
        gone = (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
        with contextlib.suppress(*gone):
            while not self._over.is_set():
                await reader.readuntil(b"\r\n\r\n")
                writer.write(play(self._now()).to_bytes())
                await writer.drain()
        writer.close()
        self._writers.discard(writer)


def _cast() -> dict[str, Play]:
    healthy: dict[str, Play] = {name: partial(_fine, title) for name, title in HEALTHY.items()}
    return {"x": _x, "status": _status, "canary": _canary, **healthy}


def _x(now: datetime) -> Page:
    if not BROKE <= now < BACK:
        return _page("X", "Home. For you. Following. 21 new posts.")
    if now < OVER_CAPACITY:
        return _page("X", f"{NOT_LOADING}")
    return _page(CROWDED, f"{CROWDED}. Please wait a moment. {NOT_LOADING}")


def _fine(title: str, _now: datetime) -> Page:
    return _page(title, f"{title} is here. Everything works.")


def _canary(_now: datetime) -> Page:
    return Page(status="204 No Content")


def _page(title: str, text: str) -> Page:
    return Page(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body><main><h1>{title}</h1><p>{text}</p></main></body></html>\n"
    )


def _status(_now: datetime) -> Page:
    """The status page, which said the same throughout."""
    summary = {
        "page": {"id": "demo", "name": "X Status", "updated_at": "2022-07-13T18:00:00Z"},
        "status": {"indicator": "none", "description": "All Systems Operational"},
        "components": [
            {"id": "web", "name": "Web", "status": "operational", "group": False},
            {"id": "apps", "name": "Apps", "status": "operational", "group": False},
        ],
        "incidents": [],
        "scheduled_maintenances": [],
    }
    return Page(json.dumps(summary), kind="application/json")
