"""How Downlight asks the network: one client, one TLS context, a private resolver pool."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from downlight.domain.observation import Path
from downlight.domain.settings import NetworkSettings
from downlight.engine.fetch_dial import Classify, Dialer
from downlight.engine.fetch_trip import Trip
from downlight.engine.lanes import Lanes
from downlight.engine.resolver import Resolver
from downlight.probes.answer import Answer, Contact, Failure, Lookup, Request
from downlight.probes.locality import is_private

if TYPE_CHECKING:
    import ssl

    from downlight.engine.fetch_line import Line
    from downlight.engine.fetch_proxy import ProxyTable


class HttpFetcher:
    """Carries out requests, lookups and connections. Lives in one event loop.

    httpx and the TLS context are loaded with the first request, not before: the icon comes first.
    """

    def __init__(
        self,
        settings: NetworkSettings,
        concurrency: int = 20,
        per_host: int = 2,
        *,
        now: Callable[[], datetime] | None = None,
        resolver: Resolver | None = None,
        is_private: Classify = is_private,
        context: "Callable[[], ssl.SSLContext] | None" = None,
    ) -> None:
        """Set limits: so many requests at once, and so many to one host.

        `now` (UTC) lets an expired certificate be told from an expired authority. `resolver`,
        `is_private` and `context` stand in for the system's, in tests.
        """
        self._resolver = resolver or Resolver()
        self._dialer = Dialer(self._resolver, is_private)
        self._lanes = Lanes(concurrency, per_host)
        self._now = now
        self._context = context
        self._line: Line | None = None
        self.configure(settings)

    def configure(self, settings: NetworkSettings) -> None:
        """Take new settings; requests under way end under the old ones."""
        self._proxy = settings.proxy
        self._proxies: ProxyTable | None = None
        self._dialer.second_resolver = settings.second_resolver.strip()

    async def fetch(self, request: Request) -> Answer | Failure:
        """Carry out `request` as soon as a lane is free. Never raises for what the network does.

        Waiting for a lane counts neither for the request's time nor for its latency.
        """
        async with self._lanes.enter(request.url.partition("://")[2].partition("/")[0]):
            return await self._connected().carry(request, self._proxy_table())

    async def lookup(
        self, host: str, *, timeout: float, path: Path = Path.DEFAULT
    ) -> Lookup | Failure:
        """Look up the addresses of `host` within `timeout` seconds."""
        async with self._lanes.enter(host):
            return await self._connected().look_up(Trip(host, path), timeout)

    async def contact(
        self, host: str, port: int, *, timeout: float, tls: bool = False, path: Path = Path.DEFAULT
    ) -> Contact | Failure:
        """Connect within `timeout` seconds, with a verified TLS handshake if `tls`, and close."""
        async with self._lanes.enter(host):
            return await self._connected().contact(Trip(host, path), port, timeout=timeout, tls=tls)

    async def close(self) -> None:
        """Let go of everything; lookups that still hang are left behind."""
        self._resolver.close()
        if self._line is not None:
            await self._line.close()

    def _connected(self) -> "Line":
        if self._line is None:
            from downlight.engine.fetch_client import make_context
            from downlight.engine.fetch_line import Line

            context = (self._context or make_context)()
            self._line = Line(self._dialer, context, self._now)
        return self._line

    def _proxy_table(self) -> "ProxyTable":
        if self._proxies is None:
            from downlight.engine.fetch_proxy import ProxyTable

            self._proxies = ProxyTable(self._proxy)
        return self._proxies
