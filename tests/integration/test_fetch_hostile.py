"""What servers can do to us, and what we make of it."""

import asyncio
import gc
import resource
from pathlib import Path

import pytest

from downlight.domain.status import Reason
from downlight.probes.answer import Answer, Failure, Request
from fakes.authorities import HOST, issue, serving, trusting
from fakes.fetching import fetching
from fakes.hostile import HostileServer
from fakes.loops import play

LIMIT = 0.4
"""Seconds: the deadline of requests that would never end by themselves."""


def ask(path: str, *, timeout: float = 20.0, cut: bool = False) -> Answer | Failure:
    async def scene() -> Answer | Failure:
        async with HostileServer() as server, fetching() as fetcher:
            return await fetcher.fetch(Request(server.url(path), timeout=timeout, cut=cut))

    return play(scene(), limit=40)


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize(
    ("path", "clause"),
    [
        ("/gzip-bomb", "the answer is a decompression bomb"),
        ("/double-gzip", "the answer is packed in a way that was not asked for"),
        ("/many-codings", "the answer is packed in a way that was not asked for"),
        ("/brotli", "the answer is packed in a way that was not asked for"),
        ("/broken-gzip", "the answer is packed wrongly"),
        ("/tiny-chunks", "the answer would not end"),
        ("/early-hints", "the headers of the answer would not end"),
        ("/header-bomb", "the headers of the answer would not end"),
        ("/many-headers", "the headers of the answer would not end"),
        ("/one-header", "the headers of the answer would not end"),
        ("/short-body", "the answer breaks off in the middle"),
        ("/short-chunks", "the answer breaks off in the middle"),
        ("/bad-chunk", "the answer is garbled"),
        ("/garbage", "what answers there does not speak HTTP"),
        ("/upgrade", "what answers there does not speak HTTP"),
        ("/ssh", "what answers there does not speak HTTP: it says “SSH-2.0-OpenSSH_9.2”"),
    ],
)
def test_a_malformed_answer_is_told_apart_by_what_is_wrong_with_it(
    path: str, clause: str, cut: bool
) -> None:
    failure = ask(path, cut=cut)
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.detail) == (Reason.MALFORMED, clause)


@pytest.mark.parametrize(
    ("path", "clause"),
    [
        ("/rst", "the connection was reset before an answer came"),
        ("/rst-in-body", "the connection was reset in the middle of the answer"),
        ("/close", "closed the connection without an answer"),
    ],
)
def test_a_broken_connection_says_when_it_broke(path: str, clause: str) -> None:
    failure = ask(path)
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.detail) == (Reason.RESET, clause)


@pytest.mark.parametrize(
    ("path", "clause"),
    [
        ("/trickle", "the answer was not complete within 0.4 s"),
        ("/slow-headers", "connected, but no answer within 0.4 s"),
        ("/slow-hints", "connected, but no answer within 0.4 s"),
        ("/hang", "connected, but no answer within 0.4 s"),
    ],
)
def test_the_deadline_ends_what_drips(path: str, clause: str) -> None:
    failure = ask(path, timeout=LIMIT)
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.detail) == (Reason.TIMEOUT, clause)
    assert LIMIT <= failure.latency < LIMIT + 2


@pytest.mark.parametrize("path", ["/endless", "/large", "/large?chunked=1"])
def test_a_body_without_end_is_refused_at_the_limit(path: str) -> None:
    failure = ask(path)
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.MALFORMED
    assert failure.detail == "the answer is larger than 1000 KB"


@pytest.mark.parametrize("path", ["/endless", "/large", "/large?chunked=1"])
def test_a_body_without_end_is_cut_at_the_limit_where_the_beginning_is_enough(path: str) -> None:
    answer = ask(path, cut=True)
    assert isinstance(answer, Answer)
    assert answer.cut
    assert len(answer.body) == 1_000_000


def test_a_large_body_is_refused_by_its_announcement_without_reading_it() -> None:
    failure = ask("/announced")
    assert isinstance(failure, Failure)
    assert failure.detail == "the answer is larger than 1000 KB"


def test_bombs_cost_no_memory() -> None:
    async def scene() -> float:
        async with HostileServer() as server, fetching() as fetcher:
            await fetcher.fetch(Request(server.url("/gzip-bomb")))
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            for _ in range(5):
                failure = await fetcher.fetch(Request(server.url("/gzip-bomb")))
                assert isinstance(failure, Failure)
            return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024

    assert play(scene(), limit=40) < 20


def test_a_flood_does_not_keep_other_requests_from_running() -> None:
    async def scene() -> float:
        async with HostileServer() as server, fetching() as fetcher:
            floods = [
                fetcher.fetch(Request(server.url(path), timeout=LIMIT))
                for path in ("/early-hints", "/endless", "/tiny-chunks", "/trickle")
            ]
            *_, calm = await asyncio.gather(*floods, fetcher.fetch(Request(server.url())))
            assert isinstance(calm, Answer)
            return calm.latency

    assert play(scene()) < 2


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/nothing", 204, b""),
        ("/not-modified", 304, b""),
        ("/answer?status=503&body=sorry", 503, b"sorry"),
        ("/answer?status=429&header=Retry-After:+-5", 429, b"ok"),
        ("/gzipped", 200, b"hello " * 1000),
    ],
)
def test_odd_but_whole_answers_are_answers(path: str, status: int, body: bytes) -> None:
    answer = ask(path)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body) == (status, body)


def test_no_connection_is_left_open_whatever_happened() -> None:
    rounds = 10

    async def scene() -> int:
        async with HostileServer() as server, fetching() as fetcher:
            await fetcher.fetch(Request(server.url()))
            await server.quiet()
            before = _descriptors()
            for _ in range(rounds):
                for path in (
                    "/answer",
                    "/trickle",
                    "/rst",
                    "/garbage",
                    "/endless",
                    "/chain?left=9",
                ):
                    await fetcher.fetch(Request(server.url(path), timeout=0.05))
            await server.quiet()
            return _descriptors() - before

    assert play(scene(), limit=30) < rounds


def test_a_deadline_at_any_moment_leaves_nothing_open() -> None:
    moments = [0.0005 * step for step in range(1, 30)]

    async def scene() -> None:
        certificate = serving(issue(HOST))
        async with (
            HostileServer() as plain,
            HostileServer(certificate) as safe,
            fetching({HOST: ["127.0.0.1"]}, context=trusting()) as fetcher,
        ):
            for path in ("/answer", "/endless", "/trickle"):
                for server in (plain, safe):
                    url = server.url(path, HOST)
                    requests = [Request(url, timeout=moment, cut=True) for moment in moments]
                    await asyncio.gather(*map(fetcher.fetch, requests))

    play(scene(), limit=30)
    gc.collect()  # an unclosed socket would be a ResourceWarning, and those are errors


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
