"""The one httpx client, upon connections of our own making."""

import logging
import socket
import ssl
import sys
from collections.abc import AsyncIterator

import httpcore
import httpx

from downlight import __version__
from downlight.engine.fetch_dial import Dialer
from downlight.engine.fetch_proxy import Proxy
from downlight.engine.fetch_stream import SocketStream
from downlight.engine.fetch_trip import Stage, Trip

USER_AGENT = f"Downlight/{__version__} (+https://github.com/downlight/downlight)"

_NO_TIMEOUT = httpx.Timeout(None)


class Journey(httpcore.AsyncNetworkBackend):
    """Opens the connection of one trip."""

    def __init__(self, dialer: Dialer, trip: Trip, proxy: Proxy | None) -> None:
        self._dialer = dialer
        self._trip = trip
        self._proxy = proxy
        self._sock: socket.socket | None = None

    def end(self) -> None:
        """Close the connection, however far it came."""
        if self._sock is not None:
            self._sock.close()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore.AsyncNetworkStream:
        """Return a connected stream. Raises NotReached, AllFailed or OSError."""
        self._sock = await self._dialer.dial(host, port, self._trip)
        self._trip.stage = self._next_stage()
        return SocketStream(self._sock, self._trip)

    def _next_stage(self) -> Stage:
        if self._proxy is None:
            return Stage.ANSWER
        if self._proxy.scheme == "https":
            return Stage.CONNECT  # until TLS to the proxy stands
        return Stage.PROXY if self._trip.tunnel else Stage.ANSWER


class Transport(httpx.AsyncBaseTransport):
    """Carries one request over one fresh connection.

    A pool would be of no use: idle connections to many hosts cost more than new ones (httpcore
    polls each of them at each request), and old ones die unseen when the network changes.
    """

    def __init__(self, dialer: Dialer, context: ssl.SSLContext) -> None:
        self._dialer = dialer
        self._context = context

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request`, whose extensions hold the `trip` and perhaps the `proxy`.

        The answer's headers are in its extensions, where httpx does not see them: it would read
        redirects and cookies out of them, and stumble over broken ones.
        """
        trip: Trip = request.extensions["trip"]
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        proxy: Proxy | None = request.extensions["proxy"]
        journey = Journey(self._dialer, trip, proxy)
        try:
            answer = await self._line(url, journey, proxy).handle_async_request(
                httpcore.Request(b"GET", url, headers=request.headers.raw)
            )
        except BaseException:
            journey.end()  # a cancelled httpcore connection does not always close its socket
            raise
        return httpx.Response(
            answer.status, stream=_Body(answer, journey), extensions={"headers": answer.headers}
        )

    def _line(
        self, url: httpcore.URL, journey: Journey, proxy: Proxy | None
    ) -> httpcore.AsyncHTTPConnection | httpcore.AsyncHTTPProxy:
        if proxy is None:
            return httpcore.AsyncHTTPConnection(
                url.origin, ssl_context=self._context, network_backend=journey
            )
        return httpcore.AsyncHTTPProxy(
            httpcore.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target="/"),
            proxy_auth=(proxy.user.encode(), proxy.password.encode()) if proxy.user else None,
            ssl_context=self._context,
            proxy_ssl_context=self._context if proxy.scheme == "https" else None,
            network_backend=journey,
        )


class _Body(httpx.AsyncByteStream):
    """An answer's body; closing it closes the connection."""

    def __init__(self, answer: httpcore.Response, journey: Journey) -> None:
        self._answer = answer
        self._journey = journey

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        self._journey.end()


def make_client(dialer: Dialer, context: ssl.SSLContext) -> httpx.AsyncClient:
    """Return the client: no redirects of its own, no cookies, no netrc, nothing in the log."""
    for name in ("httpx", "httpcore"):
        # They write whole URLs, with passwords and tokens in them.
        logging.getLogger(name).setLevel(logging.WARNING)
    return httpx.AsyncClient(
        transport=Transport(dialer, context),
        headers={
            "user-agent": USER_AGENT,
            "accept": "*/*",
            "accept-encoding": "gzip",
            "connection": "close",
        },
        timeout=_NO_TIMEOUT,
        follow_redirects=False,
        trust_env=False,
    )


def make_context() -> ssl.SSLContext:
    """Return the one TLS context: verified against the certificates the system trusts."""
    if sys.platform != "linux":
        import truststore

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # OpenSSL reads the system's store here; truststore costs 51 ms for each connection.
    return ssl.create_default_context()
