"""An internet of scripted answers, told apart by URL and by the time."""

from collections.abc import Callable
from datetime import datetime

from downlight.domain.observation import Path
from downlight.domain.status import Reason
from downlight.probes.answer import Answer, Contact, Failure, Lookup, Request

Site = Callable[[datetime], Answer | Failure]


def page(body: str = "<title>Home</title> Welcome", status: int = 200) -> Answer:
    headers = {"content-type": "text/html; charset=utf-8"}
    return Answer("", status, headers, body.encode(), 0.2, address="203.0.113.7")


def failure(reason: Reason = Reason.TIMEOUT, detail: str = "no answer") -> Failure:
    return Failure(reason, detail, 4.0)


class FakeInternet:
    """Satisfies `engine.ports.NetworkFetcher`. `cut` takes the whole machine off the net."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.sites: dict[str, Site] = {}
        self.asked: list[tuple[datetime, str]] = []
        self.requests: list[Request] = []
        self.cut = False
        self.closed = False

    def serve(self, url: str, site: Site | Answer | Failure) -> None:
        self.sites[url] = site if callable(site) else lambda _now: site

    async def fetch(self, request: Request) -> Answer | Failure:
        now = self._now()
        self.asked.append((now, request.url))
        self.requests.append(request)
        if self.cut:
            return failure(Reason.UNREACHABLE, "no route to host")
        site = self.sites.get(request.url)
        return failure(Reason.DNS, "no such name") if site is None else site(now)

    async def lookup(
        self, host: str, *, timeout: float, path: Path = Path.DEFAULT
    ) -> Lookup | Failure:
        return failure(Reason.UNREACHABLE) if self.cut else Lookup(("203.0.113.7",), 0.01)

    async def contact(
        self, host: str, port: int, *, timeout: float, tls: bool = False, path: Path = Path.DEFAULT
    ) -> Contact | Failure:
        return failure(Reason.UNREACHABLE) if self.cut else Contact("203.0.113.7", 0.05)

    async def close(self) -> None:
        self.closed = True
