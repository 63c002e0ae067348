"""The world as the engine's fetcher meets it: real requests, real pages, real status feeds."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

from benchmarks.detection.chance import Dice
from benchmarks.detection.hearsay import Hearsay
from benchmarks.detection.machine import DAY
from benchmarks.detection.simulated_clock import SimulatedClock
from benchmarks.detection.world import Fate, Page, Place, World
from downlight.domain.observation import Path
from downlight.domain.status import Reason, Status
from downlight.probes.answer import Answer, Contact, Failure, Lookup, Request

BELONGS_THERE = "What you came for"
KNOWN_ERROR = "The hamsters are having a break"
_HTML = {"content-type": "text/html; charset=utf-8"}
_TITLES = ("tides", "harbour", "lanterns", "orchard", "granite", "willow", "compass", "meadow")
_INDICATOR = {
    Status.OPERATIONAL: ("none", "operational"),
    Status.DEGRADED: ("minor", "degraded_performance"),
    Status.MAJOR_OUTAGE: ("critical", "major_outage"),
    Status.MAINTENANCE: ("maintenance", "under_maintenance"),
}
_FEED_LATENCY = 0.3


def home(platform: str) -> str:
    return f"https://{platform}.example/"


def feed(platform: str) -> str:
    return f"https://status.{platform}.example/api/v2/summary.json"


def control(number: int) -> str:
    return f"http://control{number}.example/"


class Internet:
    """Satisfies `engine.ports.NetworkFetcher`."""

    def __init__(self, world: World, hearsay: Hearsay, clock: SimulatedClock) -> None:
        self._world = world
        self._hearsay = hearsay
        self._clock = clock
        self._press = _Press(world.dice)
        self._number = {place.name: n for n, place in enumerate(world.platforms)}
        self.looks = 0
        """At platforms themselves."""
        self.controls = 0

    async def fetch(self, request: Request) -> Answer | Failure:
        began, host = self._clock.t, urlsplit(request.url).hostname or ""
        fate, answer = self._ask(host, request)
        await self._clock.pass_by(fate.latency)
        took = self._clock.t - began
        if took > fate.latency + 1.0:  # the socket died while the machine slept
            return Failure(Reason.TIMEOUT, "no answer", took)
        if fate.failure is not None:
            return Failure(fate.failure, fate.failure.value, took)
        return answer(request.url, took)

    def _ask(self, host: str, request: Request) -> "tuple[Fate, _Answering]":
        t = self._clock.t
        kind, _, rest = host.partition(".")
        if kind == "status":
            return self._feed(self._number[rest.partition(".")[0]], t, request)
        if kind.startswith("control"):
            self.controls += 1
            fate = self._world.control(int(kind[-1]), t, request.path, request.timeout)
            return fate, self._press.blank(fate)
        self.looks += 1
        number = self._number[kind]
        fate = self._world.look(number, t, request.path, request.timeout)
        place = self._world.platforms[number]
        return fate, self._press.page(place, number, fate, t)

    def _feed(self, number: int, t: float, request: Request) -> "tuple[Fate, _Answering]":
        """Status pages live elsewhere: only this machine's own way out can hide them."""
        way = self._world.control(0, t, Path.DEFAULT, request.timeout)
        if way.failure is not None or way.page is not Page.HEALTHY:
            return way._replace(failure=way.failure or Reason.TLS), self._press.blank(way)
        status = self._hearsay.official(number, t)
        fate = Fate(None, _FEED_LATENCY)
        return fate, self._press.summary(status, known=request.etag == f'"{status.value}"')

    async def lookup(
        self, host: str, *, timeout: float, path: Path = Path.DEFAULT
    ) -> Lookup | Failure:
        return Lookup(("203.0.113.7",), 0.01)

    async def contact(
        self, host: str, port: int, *, timeout: float, tls: bool = False, path: Path = Path.DEFAULT
    ) -> Contact | Failure:
        return Contact("203.0.113.7", 0.05)

    async def close(self) -> None:
        """Nothing is held."""


_Answering = Callable[[str, float], Answer]
"""Makes the answer, given its URL and the seconds it took."""


class _Press:
    """Prints pages."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice

    def blank(self, fate: Fate) -> _Answering:
        headers = {"location": "https://portal.example/"} if fate.status == 302 else {}
        return lambda url, took: Answer(url, fate.status, headers, b"", took)

    def page(self, place: Place, number: int, fate: Fate, t: float) -> _Answering:
        title, text, size = self._contents(place, number, fate.page, t)
        headers = {**_HTML, "retry-after": "60"} if fate.status == 429 else _HTML
        status = fate.status
        filler = "\n" * max(0, size - 200)
        body = f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{text}</p>{filler}"
        return lambda url, took: Answer(url, status, headers, body.encode(), took)

    def _contents(self, place: Place, number: int, page: Page, t: float) -> tuple[str, str, int]:
        if page is Page.HEALTHY or page is Page.REDESIGNED:
            return self._healthy(place, number, page, t)
        if page is Page.KNOWN_ERROR:
            return "Oops", KNOWN_ERROR, 150
        if page is Page.SHELL:
            return "Oops", "Something is not as it should be.", 150
        if page is Page.WALL:
            return "Just a moment...", "Checking your browser", 250
        return "503 Service Unavailable", "Back soon.", 200

    def _healthy(self, place: Place, number: int, page: Page, t: float) -> tuple[str, str, int]:
        day, title, size = int(t // DAY), place.name, float(place.size)
        if page is Page.REDESIGNED:
            return f"{title} made new", "Where everything moved to", int(9.0 * size)
        if place.changes_daily:
            title += " " + _TITLES[int(self._dice.roll(50, number, day) * len(_TITLES))]
            size *= 0.6 + 0.8 * self._dice.roll(51, number, day)
        visit = self._dice.roll(52, number, int(t))
        return title, BELONGS_THERE, int(size * (0.97 + 0.06 * visit))

    def summary(self, status: Status, *, known: bool) -> _Answering:
        tag = {"etag": f'"{status.value}"', "content-type": "application/json"}
        if known:
            return lambda url, took: Answer(url, 304, tag, b"", took)
        indicator, word = _INDICATOR[status]
        document = {
            "page": {"id": "p", "name": "Status", "updated_at": "2026-11-02T08:00:00Z"},
            "status": {"indicator": indicator, "description": word},
            "components": [{"id": "web", "name": "Web", "status": word, "group": False}],
            "incidents": [],
            "scheduled_maintenances": [],
        }
        return lambda url, took: Answer(url, 200, tag, json.dumps(document).encode(), took)
