"""One request from beginning to end."""

import asyncio
import base64
import threading

import pytest

from downlight.domain.status import Reason
from downlight.probes.answer import Answer, Contact, Failure, Lookup, Request
from fakes.fetching import fetching, loopback_is_public
from fakes.hostile import HostileServer, Received
from fakes.loops import play

NAMES = {"site.test": ["127.0.0.1"]}


def ask(request: Request, *, path: str = "") -> tuple[Answer | Failure, list[Received]]:
    """Ask as `request` says; `path` stands for a URL of the server."""

    async def scene() -> tuple[Answer | Failure, list[Received]]:
        async with HostileServer() as server, fetching(NAMES) as fetcher:
            url = server.url(path) if path else request.url.replace("PORT", str(server.port))
            outcome = await fetcher.fetch(
                Request(
                    url,
                    timeout=request.timeout,
                    headers=request.headers,
                    max_wire=request.max_wire,
                    etag=request.etag,
                    last_modified=request.last_modified,
                )
            )
            return outcome, server.received

    return play(scene())


def test_a_whole_answer_is_told_with_all_that_matters() -> None:
    answer, _ = ask(Request("http://site.test:PORT/answer?body=hello&header=X-A:+1&header=X-a:+2"))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body, answer.address) == (200, b"hello", "127.0.0.1")
    assert answer.headers == {"content-length": "5", "x-a": "1, 2"}
    assert answer.local
    assert 0 < answer.latency < 5
    assert answer.tls_expires_at is None
    assert answer.redirected == ()
    assert not answer.cut


def test_a_condition_is_sent_and_the_answer_to_it_understood() -> None:
    request = Request("", etag='"abc"', last_modified="Mon, 02 Nov 2026 10:00:00 GMT")
    answer, received = ask(request, path="/not-modified")
    assert isinstance(answer, Answer)
    assert answer.not_modified
    assert received[0].headers["if-none-match"] == '"abc"'
    assert received[0].headers["if-modified-since"] == "Mon, 02 Nov 2026 10:00:00 GMT"


def test_conditions_that_cannot_be_sent_are_left_out() -> None:
    answer, received = ask(Request("", etag='"\u00e4"', last_modified="a\r\nb: c"), path="/answer")
    assert isinstance(answer, Answer)
    assert not {"if-none-match", "if-modified-since", "b"} & set(received[0].headers)


def test_a_user_name_in_the_url_becomes_a_header_and_shows_up_nowhere() -> None:
    answer, received = ask(Request("http://me:p%40ss@site.test:PORT/answer#part"))
    assert isinstance(answer, Answer)
    sent = received[0].headers["authorization"].removeprefix("Basic ")
    assert base64.b64decode(sent) == b"me:p@ss"
    assert "me" not in answer.url.partition("site")[0]
    assert "#" not in answer.url


@pytest.mark.parametrize("url", ["ftp://site.test/", "site.test", "", "http://", "http://[", "x:"])
def test_what_is_no_web_address_is_our_own_mistake(url: str) -> None:
    failure, received = ask(Request(url))
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.OWN_FAULT
    assert received == []


@pytest.mark.parametrize("value", ["a\r\nb", "\x00", "\u20ac"])
def test_headers_that_cannot_be_sent_are_our_own_mistake(value: str) -> None:
    failure, _ = ask(Request("", headers={"X": value}), path="/answer")
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.OWN_FAULT
    assert value not in failure.detail


@pytest.mark.parametrize("path", ["/answer?header=X:+%C3%A9", "/latin-header"])
def test_headers_may_be_in_any_encoding(path: str) -> None:
    answer, _ = ask(Request(""), path=path)
    assert isinstance(answer, Answer)
    assert answer.headers["x"] == "\u00e9"


def test_secrets_in_a_url_are_in_no_failure() -> None:
    for url in ("http://me:geheim@nowhere.test/?token=geheim", "http://127.0.0.1:1/?key=geheim"):
        failure, _ = ask(Request(url))
        assert isinstance(failure, Failure)
        assert "geheim" not in repr(failure)


def test_a_refused_connection_to_a_local_target_has_an_open_way() -> None:
    failure, _ = ask(Request("http://127.0.0.1:1/"))
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.REFUSED
    assert failure.local
    assert failure.way_open
    assert failure.address == "127.0.0.1"


def test_a_local_name_that_does_not_resolve_is_local_all_the_same() -> None:
    failure, _ = ask(Request("http://nas.lan/"))
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.DNS
    assert failure.local
    assert not failure.way_open, "away from home nobody knows the name"


def test_a_public_name_that_does_not_resolve_is_not() -> None:
    failure, _ = ask(Request("http://nowhere.test/"))
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.detail) == (
        Reason.DNS,
        "the name nowhere.test does not exist",
    )
    assert not failure.local


def test_a_portal_that_answers_for_every_name_makes_no_platform_local() -> None:
    async def scene() -> Answer | Failure:
        async with HostileServer() as portal, fetching(NAMES) as fetcher:
            return await fetcher.fetch(Request(f"https://site.test:{portal.port}/", timeout=0.3))

    failure = play(scene())
    assert isinstance(failure, Failure)
    assert failure.address == "127.0.0.1"
    assert not failure.local


def test_names_in_other_scripts_are_asked_for_in_ascii() -> None:
    failure, _ = ask(Request("http://m\u00fcnchen.test/"))
    assert isinstance(failure, Failure)
    assert failure.detail == "the name xn--mnchen-3ya.test does not exist"


def test_contacts_and_lookups_end_in_values_too() -> None:
    async def scene() -> None:
        async with (
            HostileServer() as server,
            fetching(NAMES, is_private=loopback_is_public) as fetcher,
        ):
            contact = await fetcher.contact("site.test", server.port, timeout=2)
            assert isinstance(contact, Contact)
            assert (contact.address, contact.local) == ("127.0.0.1", False)
            closed = await fetcher.contact("site.test", 1, timeout=2)
            assert isinstance(closed, Failure)
            assert closed.reason is Reason.REFUSED
            found = await fetcher.lookup("site.test", timeout=2)
            assert isinstance(found, Lookup)
            assert found.addresses == ("127.0.0.1",)
            missing = await fetcher.lookup("nowhere.test", timeout=2)
            assert isinstance(missing, Failure)
            assert missing.reason is Reason.DNS

    play(scene())


def test_contacts_and_lookups_end_in_time() -> None:
    released = threading.Event()

    def ask(host: str) -> list[str]:
        released.wait(5)
        return ["127.0.0.1"]

    async def scene() -> None:
        async with fetching(ask=ask) as fetcher:
            looked = await fetcher.lookup("slow.test", timeout=0.1)
            reached = await fetcher.contact("slow.test", 80, timeout=0.1)
            released.set()
            for late in (looked, reached):
                assert isinstance(late, Failure)
                assert late.reason is Reason.DNS
                assert late.detail == "the name servers did not answer within 0.1 s"

    play(scene())


def test_being_cancelled_is_no_failure_of_the_platform() -> None:
    async def scene() -> None:
        async with HostileServer() as server, fetching() as fetcher:
            task = asyncio.ensure_future(fetcher.fetch(Request(server.url("/hang"))))
            await server.visited(1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    play(scene())
