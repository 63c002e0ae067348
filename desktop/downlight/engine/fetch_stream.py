"""Bytes to and from a server: a socket, and TLS upon whatever carries bytes."""

import asyncio
import socket
import ssl
from datetime import UTC, datetime
from typing import Any

import httpcore

from downlight.engine.fetch_trip import Stage, Trip

_CHUNK = 65_536


class SocketStream(httpcore.AsyncNetworkStream):
    """A connected socket. Counts what comes off the wire, so that no answer can be endless.

    The timeouts that httpcore hands down are not used: they would start anew with each byte.
    The fetcher's one deadline ends every wait.
    """

    carries_tls: bool

    def __init__(self, sock: socket.socket, trip: Trip) -> None:
        self._sock = sock
        self._trip = trip
        self._loop = asyncio.get_running_loop()
        self.carries_tls = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return some bytes, none at the end. Raises httpcore.ReadError or NotReached."""
        # A server that always has more to say would never let other tasks run otherwise.
        await asyncio.sleep(0)
        self._trip.take(0)
        try:
            data = await self._loop.sock_recv(self._sock, max_bytes)
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error
        self._trip.take(len(data))
        if not self.carries_tls:
            self._trip.hear(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of `buffer`. Raises httpcore.WriteError."""
        try:
            await self._loop.sock_sendall(self._sock, buffer)
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        """Close the socket."""
        self._sock.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Return a TLS stream upon this socket. Raises ssl.SSLError."""
        return await _start_tls(self, self._trip, ssl_context, server_hostname)

    def get_extra_info(self, info: str) -> Any:
        """Return nothing: what is of interest stands in the trip."""
        return None


class TlsStream(httpcore.AsyncNetworkStream):
    """TLS upon another stream, which may be TLS to a proxy."""

    carries_tls: bool

    def __init__(
        self,
        inner: "SocketStream | TlsStream",
        trip: Trip,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None,
    ) -> None:
        inner.carries_tls = True
        self.carries_tls = False
        self._inner = inner
        self._trip = trip
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._tls = ssl_context.wrap_bio(
            self._incoming, self._outgoing, server_hostname=server_hostname
        )

    async def handshake(self) -> None:
        """Shake hands and verify the certificate. Raises ssl.SSLError."""
        while True:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                await self._exchange()
            else:
                await self._flush()
                return

    def certificate_end(self) -> datetime | None:
        """Return until when the server's certificate is valid (UTC)."""
        ends = (self._tls.getpeercert() or {}).get("notAfter")
        if not isinstance(ends, str):
            return None
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)

    def certificate(self) -> bytes:
        """Return the server's certificate in DER, verified or not."""
        return self._tls.getpeercert(binary_form=True) or b""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return some decrypted bytes, none at the end. Raises httpcore.ReadError, NotReached."""
        data = await self._decrypted(max_bytes)
        if not self.carries_tls:
            self._trip.hear(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of `buffer`. Raises httpcore.WriteError."""
        try:
            self._tls.write(buffer)
        except ssl.SSLError as error:
            raise httpcore.WriteError(str(error)) from error
        await self._flush()

    async def aclose(self) -> None:
        """Close what is underneath; the requests are over, nobody waits for a farewell."""
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Return a TLS stream within this one. Raises ssl.SSLError."""
        return await _start_tls(self, self._trip, ssl_context, server_hostname)

    def get_extra_info(self, info: str) -> Any:
        """Return the TLS object, by which httpcore learns the protocol agreed upon."""
        return self._tls if info == "ssl_object" else None

    async def _decrypted(self, max_bytes: int) -> bytes:
        while True:
            try:
                return self._tls.read(max_bytes)
            except ssl.SSLWantReadError:
                await self._exchange()
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""
            except ssl.SSLError as error:
                raise httpcore.ReadError(str(error)) from error

    async def _exchange(self) -> None:
        await self._flush()
        data = await self._inner.read(_CHUNK)
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()

    async def _flush(self) -> None:
        if self._outgoing.pending:
            await self._inner.write(self._outgoing.read())


async def _start_tls(
    inner: SocketStream | TlsStream,
    trip: Trip,
    ssl_context: ssl.SSLContext,
    server_hostname: str | None,
) -> TlsStream:
    to_proxy = trip.proxy != "" and trip.stage is Stage.CONNECT
    if not to_proxy:
        trip.stage = Stage.TLS
    name = server_hostname.rstrip(".") if server_hostname else None
    try:
        stream = TlsStream(inner, trip, ssl_context, name)
        await stream.handshake()
    except BaseException:
        await inner.aclose()
        raise
    if to_proxy:
        trip.stage = Stage.PROXY if trip.tunnel else Stage.ANSWER
    else:
        trip.tls_expires_at = stream.certificate_end()
        trip.stage = Stage.ANSWER
    return stream
