"""Bytes to and from a server."""

import asyncio
import socket
import ssl
import threading

import httpcore
import pytest

from downlight.engine.fetch_stream import SocketStream, TlsStream
from downlight.engine.fetch_trip import NotReached, Stage, Trip
from fakes.authorities import HOST, NOW, issue, serving, trusting
from fakes.hostile import HostileServer
from fakes.loops import play


def pair(trip: Trip) -> tuple[SocketStream, socket.socket]:
    """Return a stream and the other end of it."""
    here, there = socket.socketpair()
    here.setblocking(False)
    return SocketStream(here, trip), there


def test_bytes_go_both_ways_and_are_counted() -> None:
    async def scene() -> int:
        trip = Trip("site.test", allowance=100)
        stream, there = pair(trip)
        with there:
            await stream.write(b"ping")
            assert there.recv(10) == b"ping"
            there.sendall(b"pong")
            assert await stream.read(10) == b"pong"
        assert await stream.read(10) == b""
        await stream.aclose()
        return trip.allowance

    assert play(scene()) == 96


def test_a_stopped_trip_reads_no_more() -> None:
    async def scene() -> None:
        trip = Trip("site.test")
        stream, there = pair(trip)
        with there:
            there.sendall(b"more")
            trip.stop()
            with pytest.raises(NotReached):
                await stream.read(10)
            await stream.aclose()

    play(scene())


def test_a_broken_socket_is_an_error_that_httpcore_knows() -> None:
    async def scene() -> None:
        stream, there = pair(Trip("site.test"))
        there.close()
        with pytest.raises(httpcore.WriteError):
            await stream.write(b"x" * 10_000_000)
        await stream.aclose()
        with pytest.raises(httpcore.ReadError):
            await stream.read(1)

    play(scene())


def test_reading_what_is_already_there_lets_others_run_meanwhile() -> None:
    async def scene() -> int:
        stream, there = pair(Trip("site.test"))
        turns = 0

        async def other() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        with there:
            there.sendall(b"x" * 1000)
            beside = asyncio.ensure_future(other())
            for _ in range(100):
                await stream.read(10)
            beside.cancel()
            await asyncio.wait({beside})
        await stream.aclose()
        return turns

    assert play(scene()) >= 100


async def shake_hands(server: HostileServer, trip: Trip, context: ssl.SSLContext) -> TlsStream:
    sock = socket.create_connection((server.host, server.port))
    sock.setblocking(False)
    stream = await SocketStream(sock, trip).start_tls(context, HOST)
    assert isinstance(stream, TlsStream)
    return stream


def test_tls_carries_bytes_and_tells_the_certificate() -> None:
    ends = NOW.replace(microsecond=0, year=NOW.year + 1, day=1)

    async def scene() -> Trip:
        async with HostileServer(serving(issue(HOST, ends=ends))) as server:
            trip = Trip(HOST)
            stream = await shake_hands(server, trip, trusting())
            await stream.write(b"GET /answer HTTP/1.1\r\n\r\n")
            assert (await stream.read(8)) == b"HTTP/1.1"
            assert stream.certificate().startswith(b"\x30")
            assert isinstance(stream.get_extra_info("ssl_object"), ssl.SSLObject)
            assert stream.get_extra_info("socket") is None
            await stream.aclose()
            return trip

    trip = play(scene())
    assert trip.tls_expires_at == ends
    assert trip.stage is Stage.ANSWER


def test_the_end_of_the_connection_is_the_end_of_the_bytes() -> None:
    async def scene() -> bytes:
        async with HostileServer(serving(issue(HOST))) as server:
            stream = await shake_hands(server, Trip(HOST), trusting())
            await stream.write(b"GET /close HTTP/1.1\r\n\r\n")
            ended = await stream.read(10)
            await stream.aclose()
            return ended

    assert play(scene()) == b""


def test_a_failed_handshake_closes_the_socket() -> None:
    async def scene() -> None:
        async with HostileServer(serving(issue("other.test"))) as server:
            with pytest.raises(ssl.SSLCertVerificationError):
                await shake_hands(server, Trip(HOST), trusting())

    play(scene())  # an unclosed socket would be a ResourceWarning, and those are errors


def test_garbage_instead_of_a_handshake_is_an_error_of_tls() -> None:
    async def scene() -> None:
        trip = Trip(HOST)
        carrier, there = pair(trip)
        with there:
            there.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            with pytest.raises(ssl.SSLError):
                await TlsStream(carrier, trip, trusting(), HOST).handshake()
            await carrier.aclose()

    play(scene())


def test_records_that_are_garbage_are_an_error_that_httpcore_knows() -> None:
    def serve(there: socket.socket) -> None:
        safe = serving(issue(HOST)).wrap_socket(there, server_side=True)
        with socket.socket(fileno=safe.detach()) as bare:
            bare.sendall(b"no record at all")

    async def scene() -> None:
        trip = Trip(HOST)
        carrier, there = pair(trip)
        thread = threading.Thread(target=serve, args=(there,))
        thread.start()
        stream = await carrier.start_tls(trusting(), HOST)
        with pytest.raises(httpcore.ReadError):
            await stream.read(10)
        await stream.aclose()
        thread.join(5)

    play(scene())
