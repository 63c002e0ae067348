"""Carries out one request from beginning to end: hops, limits, deadline, and what went wrong."""

import asyncio
import ssl
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import TypeVar

import httpx

from downlight.domain.status import Reason
from downlight.engine.decoding import Decoder, DecodingError
from downlight.engine.fetch_certificate import Validity, read_validity
from downlight.engine.fetch_client import make_client
from downlight.engine.fetch_dial import Dialer
from downlight.engine.fetch_failures import EXPECTED, explain, too_slow
from downlight.engine.fetch_hops import Hop, next_hop, origin
from downlight.engine.fetch_message import first_hop, headers_of, host_of, pour
from downlight.engine.fetch_neighbours import Neighbours
from downlight.engine.fetch_proxy import Proxy, ProxyTable
from downlight.engine.fetch_race import connect_first
from downlight.engine.fetch_stream import SocketStream, TlsStream
from downlight.engine.fetch_trip import HEADER_ALLOWANCE, NotReached, Stage, Trip
from downlight.probes.answer import Answer, Contact, Failure, Lookup, Request
from downlight.probes.connectivity import way_to
from downlight.probes.locality import is_local

Outcome = TypeVar("Outcome")

_SECOND_LOOK = 2.0
"""Seconds to learn the dates of a certificate that was not accepted."""


@dataclass(slots=True, kw_only=True)
class _Errand:
    """A connection or a lookup under way."""

    trip: Trip
    port: int = 0
    started: float = field(default_factory=perf_counter)

    def elapsed(self) -> float:
        """Return the seconds since it began."""
        return perf_counter() - self.started


@dataclass(slots=True, kw_only=True)
class _Fetch(_Errand):
    """A request under way."""

    request: Request
    proxies: ProxyTable
    first: Trip | None = None
    """The trip to the target itself; later ones go where it sends us."""
    visited: list[str] = field(default_factory=list)

    def sent_from_outside(self) -> bool:
        """Whether it is a site on the internet that sends us on now."""
        if self.first is None:
            return False
        return not (is_local(self.first.host) if self.first.proxy else self.first.private)


class Line:
    """The client and all it needs, made when the first request comes."""

    def __init__(
        self, dialer: Dialer, context: ssl.SSLContext, now: Callable[[], datetime] | None
    ) -> None:
        self._dialer = dialer
        self._context = context
        self._now = now
        self._client = make_client(dialer, context)
        self._neighbours = Neighbours()

    async def carry(self, request: Request, proxies: ProxyTable) -> Answer | Failure:
        """Carry out `request` within its time. Raises nothing that the network causes."""
        trip = Trip(host_of(request.url), request.path)
        errand = _Fetch(trip=trip, request=request, proxies=proxies)
        return await self._within(request.timeout, errand, self._follow(errand))

    async def contact(
        self, trip: Trip, port: int, *, timeout: float, tls: bool
    ) -> Contact | Failure:
        """Connect, shake hands if `tls`, and close, within `timeout` seconds."""
        errand = _Errand(trip=trip, port=port)
        return await self._within(timeout, errand, self._touch(errand, tls=tls))

    async def look_up(self, trip: Trip, timeout: float) -> Lookup | Failure:
        """Look up the addresses of the trip's host within `timeout` seconds."""
        errand = _Errand(trip=trip)
        return await self._within(timeout, errand, self._ask_name(errand))

    async def close(self) -> None:
        """Let the client go."""
        await self._client.aclose()

    async def _follow(self, errand: _Fetch) -> Answer:
        step: Hop | Answer = first_hop(errand.request)
        while isinstance(step, Hop):
            step = await self._hop(step, errand)
        return step

    async def _hop(self, hop: Hop, errand: _Fetch) -> Hop | Answer:
        """Ask for one URL; return the next hop, or the answer when it is the final one."""
        proxy = self._set_out(hop, errand)
        errand.visited.append(hop.url)
        extensions = {"trip": errand.trip, "proxy": proxy}
        response = await self._client.send(
            self._client.build_request("GET", hop.url, headers=hop.headers, extensions=extensions),
            stream=True,
        )
        try:
            headers = headers_of(response, proxy)
            policy = errand.request.redirects
            onward = next_hop(hop, response.status_code, headers, policy, errand.visited)
            return onward or await self._read(response, headers, errand)
        finally:
            await response.aclose()

    def _set_out(self, hop: Hop, errand: _Fetch) -> Proxy | None:
        host = host_of(hop.url)
        from_outside = errand.request.public_only or errand.sent_from_outside()
        if not host:
            raise NotReached(Reason.MALFORMED, "redirects to an address that cannot be read")
        scheme, _, errand.port = origin(hop.url)
        errand.trip = Trip(host, errand.request.path, public_only=from_outside)
        errand.first = errand.first or errand.trip
        proxy = errand.proxies.proxy_for(scheme, host)
        if from_outside and is_local(host):
            raise NotReached(Reason.MALFORMED, "redirects from the internet into a local network")
        if proxy is not None:
            errand.trip.proxy = proxy.place
            errand.trip.tunnel = scheme == "https"
        return proxy

    async def _read(
        self, response: httpx.Response, headers: Mapping[str, str], errand: _Fetch
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
        await pour(response, decoder, trip)
        return Answer(
            url=errand.visited[-1],
            status=response.status_code,
            headers=headers,
            body=decoder.body(),
            latency=errand.elapsed(),
            address=trip.address,
            local=self._neighbours.answered(errand.first or trip),
            tls_expires_at=trip.tls_expires_at,
            redirected=tuple(errand.visited[:-1]),
            cut=decoder.full,
        )

    async def _touch(self, errand: _Errand, *, tls: bool) -> Contact:
        trip = errand.trip
        sock = await self._dialer.dial(trip.host, errand.port, trip)
        stream = SocketStream(sock, trip)
        try:
            if tls:
                await stream.start_tls(self._context, trip.host)
        finally:
            await stream.aclose()
        local = self._neighbours.answered(trip)
        return Contact(trip.address, errand.elapsed(), local, trip.tls_expires_at)

    async def _ask_name(self, errand: _Errand) -> Lookup:
        addresses = await self._dialer.addresses(errand.trip.host, errand.trip.path)
        return Lookup(tuple(addresses), errand.elapsed())

    async def _within(
        self, timeout: float, errand: _Errand, work: Coroutine[None, None, Outcome]
    ) -> Outcome | Failure:
        """Do `work`, whatever it runs into, in at most `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout) as deadline:
                try:
                    return await work
                except ssl.SSLCertVerificationError as error:
                    return self._failed(errand, await self._explained(errand, error))
        except EXPECTED as error:
            late = deadline.expired()
            why = too_slow(errand.trip, timeout) if late else explain(error, errand.trip, None)
            return self._failed(errand, why)

    async def _explained(
        self, errand: _Errand, error: ssl.SSLCertVerificationError
    ) -> tuple[Reason, str]:
        validity = await self._validity(errand.trip, errand.port)
        return explain(error, errand.trip, self._now() if self._now else None, validity)

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

    def _failed(self, errand: _Errand, why: tuple[Reason, str]) -> Failure:
        reason, detail = why
        trip = errand.trip
        local = self._neighbours.failed(trip)
        return Failure(
            reason,
            detail,
            latency=errand.elapsed(),
            address=trip.address,
            local=local,
            way_open=not local or _way_open(reason, trip),
        )


def _way_open(reason: Reason, trip: Trip) -> bool:
    """Whether this machine has a way to a local target: away from home there is none."""
    if reason is Reason.DNS:
        return False  # nobody here knows the name
    return reason is Reason.OWN_FAULT or way_to(trip.address or trip.host)
