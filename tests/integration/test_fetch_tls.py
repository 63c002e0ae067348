"""What is wrong with a certificate is said in one exact sentence."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest

from downlight.domain.status import Reason
from downlight.probes.answer import Answer, Contact, Failure, Request
from fakes.authorities import DAY, HOST, NOW, authority, issue, serving, trusting
from fakes.fetching import fetching
from fakes.hostile import HostileServer
from fakes.loops import play

UNKNOWN_AUTHORITY = (
    "the certificate comes from an authority that this computer does not know;"
    " a proxy or virus scanner on the way may have put it there"
)


def day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def ask(context: ssl.SSLContext, host: str = HOST) -> Answer | Failure:
    async def scene() -> Answer | Failure:
        known = {host.rstrip("."): ["127.0.0.1"]}
        async with (
            HostileServer(context) as server,
            fetching(known, context=trusting(), now=lambda: NOW) as fetcher,
        ):
            return await fetcher.fetch(Request(server.url(host=host)))

    return play(scene())


def failure_of(context: ssl.SSLContext, host: str = HOST) -> tuple[Reason, str]:
    failure = ask(context, host)
    assert isinstance(failure, Failure), failure
    assert failure.address == "127.0.0.1"
    return failure.reason, failure.detail


Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def ask_at(behaviour: Behaviour, timeout: float = 5.0) -> Failure:
    """Return how https fails at a server that behaves like this."""

    async def scene() -> Answer | Failure:
        server = await asyncio.start_server(behaviour, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, fetching(context=trusting()) as fetcher:
            return await fetcher.fetch(Request(f"https://127.0.0.1:{port}/", timeout=timeout))

    failure = play(scene())
    assert isinstance(failure, Failure)
    return failure


def ask_port(port: int) -> Failure:
    async def scene() -> Answer | Failure:
        async with fetching({HOST: ["127.0.0.1"]}, context=trusting()) as fetcher:
            return await fetcher.fetch(Request(f"https://{HOST}:{port}/"))

    failure = play(scene())
    assert isinstance(failure, Failure)
    return failure


@contextmanager
def blunt_server(context: ssl.SSLContext) -> Iterator[int]:
    """Serve one visitor from a thread: unlike asyncio's, it says why it shakes no hands."""

    def serve() -> None:
        visitor, _ = listener.accept()
        listener.close()
        with suppress(OSError), visitor, context.wrap_socket(visitor, server_side=True) as safe:
            safe.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        thread = threading.Thread(target=serve)
        thread.start()
        yield port
        thread.join(5)


def self_signed() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca = authority("itself")
    with ca.private_key_pem.tempfile() as key, ca.cert_pem.tempfile() as certificate:
        context.load_cert_chain(certificate, key)
    return context


def only_old_versions() -> ssl.SSLContext:
    context = serving(issue(HOST))
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


def without_common_cipher() -> ssl.SSLContext:
    context = serving(issue(HOST))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AES128-SHA:@SECLEVEL=0")
    return context


def test_a_good_certificate_tells_when_it_ends() -> None:
    ends = (NOW + 40 * DAY).replace(microsecond=0)
    answer = ask(serving(issue(HOST, ends=ends)))
    assert isinstance(answer, Answer)
    assert answer.tls_expires_at == ends


def test_an_expired_certificate_is_told_with_its_date() -> None:
    ends = NOW - 3 * DAY
    context = serving(issue(HOST, begins=NOW - 40 * DAY, ends=ends))
    assert failure_of(context) == (Reason.TLS, f"the certificate expired on {day(ends)}")


def test_an_expired_certificate_that_cannot_be_looked_at_again_is_told_without_date() -> None:
    with blunt_server(serving(issue(HOST, begins=NOW - 40 * DAY, ends=NOW - DAY))) as port:
        failure = ask_port(port)
    assert (failure.reason, failure.detail) == (Reason.TLS, "the certificate has expired")


def test_a_certificate_of_the_future_asks_for_the_clock() -> None:
    begins = NOW + 3 * DAY
    context = serving(issue(HOST, begins=begins, ends=NOW + 40 * DAY))
    said = f"the certificate is not valid before {day(begins)}; is this computer's clock right?"
    assert failure_of(context) == (Reason.TLS, said)


def test_a_certificate_for_another_name_says_so() -> None:
    context = serving(issue("other.test"))
    assert failure_of(context) == (Reason.TLS, f"the certificate is for another name than {HOST}")


def test_a_certificate_for_another_address_says_so() -> None:
    context = serving(issue("10.0.0.1"))
    said = "the certificate is for another name than 127.0.0.1"
    assert failure_of(context, "127.0.0.1") == (Reason.TLS, said)


def test_an_unknown_authority_points_at_what_may_stand_between() -> None:
    assert failure_of(serving(issue(HOST, by="stranger"))) == (Reason.TLS, UNKNOWN_AUTHORITY)


def test_a_self_signed_certificate_is_called_that() -> None:
    said = "the certificate is self-signed: nobody vouches for it"
    assert failure_of(self_signed()) == (Reason.TLS, said)


def test_a_port_without_tls_is_called_that() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    failure = ask_at(plain)
    assert (failure.reason, failure.detail) == (Reason.TLS, "this port does not speak TLS")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_a_server_with_old_versions_only_is_called_that() -> None:
    with blunt_server(only_old_versions()) as port:
        failure = ask_port(port)
    said = "the server speaks only versions of TLS that are no longer safe"
    assert (failure.reason, failure.detail) == (Reason.TLS, said)


def test_a_server_without_a_safe_cipher_is_called_that() -> None:
    with blunt_server(without_common_cipher()) as port:
        failure = ask_port(port)
    said = "the server agrees to no way of encryption that is safe"
    assert (failure.reason, failure.detail) == (Reason.TLS, said)


def test_a_server_that_wants_a_certificate_of_ours_is_called_that() -> None:
    context = serving(issue(HOST))
    context.verify_mode = ssl.CERT_REQUIRED
    with blunt_server(context) as port:
        failure = ask_port(port)
    said = "the server wants a certificate from us"
    assert (failure.reason, failure.detail) == (Reason.TLS, said)


@pytest.mark.parametrize("rude", [False, True])
def test_a_connection_lost_in_the_handshake_is_a_lost_connection(rude: bool) -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        if rude:
            writer.transport.abort()
        else:
            writer.close()

    failure = ask_at(hang_up)
    assert failure.reason is Reason.RESET
    assert failure.detail.endswith("during the TLS handshake")


def test_a_handshake_that_hangs_is_told_from_an_answer_that_does() -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    failure = ask_at(hang, timeout=0.2)
    assert failure.reason is Reason.TIMEOUT
    assert failure.detail == "connected, but no TLS handshake within 0.2 s"


def test_the_tls_probe_learns_the_same_as_a_request() -> None:
    async def scene() -> tuple[Contact | Failure, ...]:
        good = serving(issue(HOST, ends=datetime(2049, 5, 3, tzinfo=UTC)))
        bad = serving(issue(HOST, begins=NOW - 9 * DAY, ends=NOW - timedelta(days=1)))
        async with (
            HostileServer(good) as fine,
            HostileServer(bad) as expired,
            fetching({HOST: ["127.0.0.1"]}, context=trusting(), now=lambda: NOW) as fetcher,
        ):
            return (
                await fetcher.contact(HOST, fine.port, timeout=5, tls=True),
                await fetcher.contact(HOST, expired.port, timeout=5, tls=True),
            )

    fine, expired = play(scene())
    assert isinstance(fine, Contact)
    assert fine.tls_expires_at == datetime(2049, 5, 3, tzinfo=UTC)
    assert isinstance(expired, Failure)
    assert expired.detail == f"the certificate expired on {day(NOW - DAY)}"


def test_a_name_with_a_dot_at_the_end_is_verified_without_it() -> None:
    assert isinstance(ask(serving(issue(HOST)), f"{HOST}."), Answer)
