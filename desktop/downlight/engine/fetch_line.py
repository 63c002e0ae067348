"""Carries out one request from beginning to end: hops, limits, deadline, and what went wrong."""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from urllib.parse import unquote, urlsplit

import httpx

from downlight.domain.status import Reason
from downlight.engine.decoding import Decoder, DecodingError
from downlight.engine.fetch_certificate import Validity, read_validity
from downlight.engine.fetch_client import make_client
from downlight.engine.fetch_dial import Dialer
from downlight.engine.fetch_failures import EXPECTED, explain, too_slow
from downlight.engine.fetch_hops import Hop, next_hop
from downlight.engine.fetch_proxy import Proxy, ProxyTable
from downlight.engine.fetch_race import connect_first
from downlight.engine.fetch_stream import SocketStream, TlsStream
from downlight.engine.fetch_trip import HEADER_ALLOWANCE, NotReached, Stage, Trip
from downlight.probes.answer import Answer, Contact, Failure, Lookup, Request
from downlight.probes.connectivity import way_to
from downlight.probes.locality import is_local

MAX_HEADERS = 65_536
"""Bytes of names and values in the headers of one answer."""
_SECOND_LOOK = 2.0
"""Seconds to learn the dates of a certificate that was not accepted."""


@dataclass(slots=True)
class _Errand:
    """A request under way."""

    request: Request
    started: float
    trip: Trip
    public: bool | None = None
    """Whether the first hop went to the internet; None before it was connected."""
    visited: list[str] = field(default_factory=list)


class Line:
    """The client and all it needs, made when the first request comes."""

    def __init__(
        self, dialer: Dialer, context: ssl.SSLContext, now: Callable[[], datetime] | None
    ) -> None:
        self._dialer = dialer
        self._context = context
        self._now = now
        self._client = make_client(dialer, context)

    async def carry(self, request: Request, proxies: ProxyTable) -> Answer | Failure:
        """Carry out `request` within its time. Raises nothing that the network causes."""
        errand = _Errand(request, perf_counter(), Trip(_host(request.url), request.path))
        try:
            async with asyncio.timeout(request.timeout) as deadline:
                try:
                    return await self._follow(errand, proxies)
                except ssl.SSLCertVerificationError as error:
                    validity = await self._validity(errand.trip, _port(errand.visited[-1]))
                    return self._failure(errand.trip, errand.started, error, validity)
        except EXPECTED as error:
            if deadline.expired():
                return self._late(errand.trip, errand.started, request.timeout)
            return self._failure(errand.trip, errand.started, error)

    async def contact(
        self, trip: Trip, port: int, *, timeout: float, tls: bool
    ) -> Contact | Failure:
        """Connect, shake hands if `tls`, and close, within `timeout` seconds."""
        started = perf_counter()
        try:
            async with asyncio.timeout(timeout) as deadline:
                try:
                    await self._touch(trip, port, tls=tls)
                except ssl.SSLCertVerificationError as error:
                    validity = await self._validity(trip, port)
                    return self._failure(trip, started, error, validity)
        except EXPECTED as error:
            if deadline.expired():
                return self._late(trip, started, timeout)
            return self._failure(trip, started, error)
        latency = perf_counter() - started
        return Contact(trip.address, latency, trip.local, trip.tls_expires_at)

    async def look_up(self, trip: Trip, timeout: float) -> Lookup | Failure:
        """Look up the addresses of the trip's host within `timeout` seconds."""
        started = perf_counter()
        try:
            async with asyncio.timeout(timeout) as deadline:
                addresses = await self._dialer.addresses(trip.host, trip.path)
        except EXPECTED as error:
            if deadline.expired():
                return self._late(trip, started, timeout)
            return self._failure(trip, started, error)
        return Lookup(tuple(addresses), perf_counter() - started)

    async def close(self) -> None:
        """Let the client go."""
        await self._client.aclose()

    async def _follow(self, errand: _Errand, proxies: ProxyTable) -> Answer:
        step: Hop | Answer = _first_hop(errand.request)
        while isinstance(step, Hop):
            step = await self._hop(step, errand, proxies)
        return step

    async def _hop(self, hop: Hop, errand: _Errand, proxies: ProxyTable) -> Hop | Answer:
        """Ask for one URL; return the next hop, or the answer when it is the final one."""
        proxy = self._set_out(hop, errand, proxies)
        errand.visited.append(hop.url)
        extensions = {"trip": errand.trip, "proxy": proxy}
        response = await self._client.send(
            self._client.build_request("GET", hop.url, headers=hop.headers, extensions=extensions),
            stream=True,
        )
        try:
            if errand.public is None:
                errand.public = not (is_local(hop.url) if proxy else errand.trip.local)
            headers = _headers(response, proxy)
            policy = errand.request.redirects
            onward = next_hop(hop, response.status_code, headers, policy, errand.visited)
            return onward or await self._read(response, headers, errand)
        finally:
            await response.aclose()

    def _set_out(self, hop: Hop, errand: _Errand, proxies: ProxyTable) -> Proxy | None:
        host = _host(hop.url)
        if not host:
            raise NotReached(Reason.MALFORMED, "redirects to an address that cannot be read")
        scheme = urlsplit(hop.url).scheme
        errand.trip = Trip(host, errand.request.path, public_only=bool(errand.public))
        proxy = proxies.proxy_for(scheme, host)
        if errand.public and is_local(host):
            raise NotReached(Reason.MALFORMED, "redirects from the internet into a local network")
        if proxy is not None:
            errand.trip.proxy = proxy.place
            errand.trip.tunnel = scheme == "https"
        return proxy

    async def _read(
        self, response: httpx.Response, headers: Mapping[str, str], errand: _Errand
    ) -> Answer:
        request, trip = errand.request, errand.trip
        length = headers.get("content-length", "")
        if not request.cut and length.isdigit() and int(length) > request.max_wire:
            raise DecodingError(f"the answer is larger than {request.max_wire // 1000} KB")
        decoder = Decoder(
            headers.get("content-encoding", ""),
            max_wire=request.max_wire,
            max_body=request.max_body,
            cut=request.cut,
        )
        trip.stage = Stage.BODY
        # Framing of many tiny chunks costs bytes too.
        trip.allowance = 2 * request.max_wire + HEADER_ALLOWANCE
        await _pour(response, decoder, trip)
        return Answer(
            url=errand.visited[-1],
            status=response.status_code,
            headers=headers,
            body=decoder.body(),
            latency=perf_counter() - errand.started,
            address=trip.address,
            local=is_local(trip.host) if trip.proxy else trip.local,
            tls_expires_at=trip.tls_expires_at,
            redirected=tuple(errand.visited[:-1]),
            cut=decoder.full,
        )

    async def _touch(self, trip: Trip, port: int, *, tls: bool) -> None:
        sock = await self._dialer.dial(trip.host, port, trip)
        stream = SocketStream(sock, trip)
        try:
            if tls:
                await stream.start_tls(self._context, trip.host)
        finally:
            await stream.aclose()

    async def _validity(self, trip: Trip, port: int) -> Validity | None:
        """Look at a certificate that was not accepted, only to tell its dates; nothing is sent."""
        if trip.proxy:
            return None
        unverified = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        unverified.check_hostname = False
        unverified.verify_mode = ssl.CERT_NONE
        look = Trip(trip.host)
        try:
            async with asyncio.timeout(_SECOND_LOOK):
                sock, _ = await connect_first([trip.address], port)
                with sock:
                    stream = TlsStream(SocketStream(sock, look), look, unverified, trip.host)
                    await stream.handshake()
                    return read_validity(stream.certificate())
        except EXPECTED:
            return None

    def _failure(
        self,
        trip: Trip,
        started: float,
        error: BaseException,
        validity: Validity | None = None,
    ) -> Failure:
        now = self._now() if self._now else None
        return _failed(*explain(error, trip, now, validity), trip, started)

    def _late(self, trip: Trip, started: float, timeout: float) -> Failure:
        return _failed(*too_slow(trip, timeout), trip, started)


def _failed(reason: Reason, detail: str, trip: Trip, started: float) -> Failure:
    local = trip.local if trip.address and not trip.proxy else is_local(trip.host)
    ours = reason is Reason.OWN_FAULT
    return Failure(
        reason,
        detail,
        latency=perf_counter() - started,
        address=trip.address,
        local=local,
        way_open=way_to(trip.address or trip.host) if local and not ours else True,
    )


async def _pour(response: httpx.Response, decoder: Decoder, trip: Trip) -> None:
    """Read the body into `decoder` as far as it takes it. Raises DecodingError, NotReached.

    The stream is made to end rather than left in the middle: generators that nobody finishes
    would be closed later, by tasks of their own.
    """
    trouble: DecodingError | None = None
    try:
        async for chunk in response.aiter_raw():
            if trouble is None:
                trouble = _feed(decoder, chunk)
            if trouble or decoder.full:
                trip.stop()
    except NotReached:
        if trouble is None and not decoder.full:
            raise
    if trouble is not None:
        raise trouble


def _feed(decoder: Decoder, chunk: bytes) -> DecodingError | None:
    try:
        decoder.feed(chunk)
    except DecodingError as error:
        return error
    return None


def _headers(response: httpx.Response, proxy: Proxy | None) -> Mapping[str, str]:
    """Return the headers with names in lower case; repeated ones are joined by commas."""
    raw: list[tuple[bytes, bytes]] = response.extensions["headers"]
    if sum(len(name) + len(value) for name, value in raw) > MAX_HEADERS:
        raise NotReached(Reason.MALFORMED, "the headers of the answer would not end")
    if proxy is not None and response.status_code == 407:
        detail = f"the proxy {proxy.place} wants a user name and password (407)"
        raise NotReached(Reason.PROXY, detail)
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), _text(value)
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _first_hop(request: Request) -> Hop:
    """A user name in the URL becomes a header: it must show up in no answer and no log."""
    if not _host(request.url) or urlsplit(request.url).scheme not in ("http", "https"):
        raise NotReached(Reason.OWN_FAULT, "this is no http or https address")
    headers = {name.lower(): value for name, value in request.headers.items()}
    known = (("if-none-match", request.etag), ("if-modified-since", request.last_modified))
    headers |= {name: value for name, value in known if value and _sendable(value)}
    parts = urlsplit(request.url)
    if parts.username or parts.password:
        auth = httpx.BasicAuth(unquote(parts.username or ""), unquote(parts.password or ""))
        signed = next(auth.auth_flow(httpx.Request("GET", "http://unused")))
        headers.setdefault("authorization", signed.headers["authorization"])
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")
    return Hop(bare.geturl(), headers)


def _sendable(value: str) -> bool:
    """A server's own words from last time: odd ones are not sent back."""
    return value.isascii() and value.isprintable()


def _host(url: str) -> str:
    """Return the host in its ASCII form, for lookups and for people; "" for no usable URL."""
    try:
        _ = urlsplit(url).port
        return httpx.URL(url).raw_host.decode("ascii").strip("[]")
    except (httpx.InvalidURL, ValueError):
        return ""


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)
