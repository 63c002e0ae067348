"""Where redirects may lead, and what goes along."""

from collections.abc import Sequence

import pytest

from downlight.domain.model import Redirects
from downlight.domain.status import Reason
from downlight.probes.answer import Answer, Failure, Request
from fakes.authorities import issue, serving, trusting
from fakes.fetching import fetching, loopback_is_public
from fakes.hostile import HostileServer
from fakes.loops import play

NAMES = {
    "public.test": ["127.0.0.1"],
    "www.public.test": ["127.0.0.1"],
    "other.test": ["127.0.0.1"],
    "inside.test": ["127.0.0.2"],
    "mixed.test": ["127.0.0.2", "127.0.0.1"],
}


def ask(
    path: str, *, host: str = "public.test", policy: Redirects = Redirects.FOLLOW
) -> tuple[Answer | Failure, int]:
    """Return the outcome and how many connections the server saw."""

    async def scene() -> tuple[Answer | Failure, int]:
        async with (
            HostileServer(host="0.0.0.0") as server,
            fetching(NAMES, is_private=loopback_is_public) as fetcher,
        ):
            url = server.url(path.replace("PORT", str(server.port)), host)
            outcome = await fetcher.fetch(Request(url, redirects=policy))
            return outcome, server.connections

    return play(scene())


def refused(path: str) -> tuple[Reason, str]:
    failure, connections = ask(path)
    assert isinstance(failure, Failure), failure
    assert connections == 1, "it was connected to"
    return failure.reason, failure.detail


INTO_LOCAL = (Reason.MALFORMED, "redirects from the internet into a local network")


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:PORT/answer",
        "http://127.0.0.2:PORT/answer",
        "http://2130706434:PORT/answer",
        "http://127.2:PORT/answer",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://[::1]:PORT/",
        "http://[::ffff:127.0.0.2]:PORT/",
        "http://[64:ff9b::7f00:2]:PORT/",
        "http://[2002:7f00:2::]:PORT/",
        "http://localhost:PORT/",
        "http://printer.local/",
        "http://router/",
        "http://inside.test:PORT/answer",
    ],
)
def test_a_public_site_cannot_send_us_into_the_local_network(target: str) -> None:
    assert refused(f"/redirect?to={target}") == INTO_LOCAL


@pytest.mark.parametrize("host", ["inside.test", "127.0.0.2", "localhost"])
def test_an_address_that_a_stranger_named_cannot_lead_into_the_local_network(host: str) -> None:
    async def scene() -> tuple[Answer | Failure, int]:
        async with (
            HostileServer(host="0.0.0.0") as server,
            fetching(NAMES, is_private=loopback_is_public) as fetcher,
        ):
            named = Request(server.url("/answer", host), public_only=True)
            return await fetcher.fetch(named), server.connections

    outcome, connections = play(scene())
    assert isinstance(outcome, Failure)
    assert outcome.reason is Reason.MALFORMED
    assert connections == 0


def test_of_several_addresses_only_the_public_ones_are_tried_after_a_redirect() -> None:
    answer, _ = ask("/redirect?to=http://mixed.test:PORT/answer")
    assert isinstance(answer, Answer)
    assert answer.address == "127.0.0.1"


def test_a_name_that_changes_its_address_meanwhile_is_caught_at_the_connection() -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])

    def ask_once(host: str) -> Sequence[str]:
        return next(answers)

    async def scene() -> Answer | Failure:
        async with (
            HostileServer(host="0.0.0.0") as server,
            fetching(ask=ask_once, is_private=loopback_is_public) as fetcher,
        ):
            return await fetcher.fetch(
                Request(server.url("/redirect?to=/answer?again", "public.test"))
            )

    failure = play(scene())
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.detail) == INTO_LOCAL


def test_a_local_site_may_lead_to_another_local_one() -> None:
    answer, _ = ask("/redirect?to=http://127.0.0.2:PORT/answer", host="127.0.0.2")
    assert isinstance(answer, Answer)
    answer, _ = ask("/redirect?to=http://127.0.0.3:PORT/answer", host="inside.test")
    assert isinstance(answer, Answer)
    assert answer.local


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://public.test/x", "javascript:alert(1)", "data:,x"]
)
def test_other_schemes_are_refused(target: str) -> None:
    assert refused(f"/redirect?to={target}") == (
        Reason.MALFORMED,
        "redirects to something that is no web page",
    )


@pytest.mark.parametrize(
    "target", ["http://[::1", "http://:80/", "http://x:99999/", "http://a.\ufffd/"]
)
def test_unreadable_targets_are_refused(target: str) -> None:
    said = "redirects to an address that cannot be read"
    assert refused(f"/redirect?to={target}") == (Reason.MALFORMED, said)


def test_five_redirects_are_followed_and_told() -> None:
    answer, connections = ask("/chain?left=5")
    assert isinstance(answer, Answer)
    assert answer.body == b"arrived"
    assert connections == 6
    assert [url.partition("left=")[2] for url in answer.redirected] == ["5", "4", "3", "2", "1"]
    assert answer.url.endswith("left=0")


def test_a_sixth_redirect_is_refused() -> None:
    failure, connections = ask("/chain?left=6")
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.detail) == (Reason.MALFORMED, "more than 5 redirects")
    assert connections == 6


def test_a_circle_is_called_a_circle() -> None:
    said = "the redirects go round in a circle"
    assert refused("/circle") == (Reason.MALFORMED, said)


def test_a_circle_that_wants_cookies_is_a_wall_and_no_outage() -> None:
    said = "shows nothing to visitors that keep no cookies"
    assert refused("/cookie-wall") == (Reason.BLOCKED, said)


def test_a_redirect_to_nowhere_is_the_answer() -> None:
    answer, _ = ask("/redirect?to=")
    assert isinstance(answer, Answer)
    assert answer.status == 302


def test_refusing_redirects_makes_the_redirect_the_answer() -> None:
    answer, connections = ask("/redirect?to=/answer", policy=Redirects.REFUSE)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.headers["location"], connections) == (302, "/answer", 1)


def test_staying_on_the_site_allows_its_other_names() -> None:
    target = "/redirect?to=http://www.public.test:PORT/answer"
    answer, _ = ask(target, policy=Redirects.SAME_SITE)
    assert isinstance(answer, Answer)
    assert answer.status == 200


def test_staying_on_the_site_makes_a_redirect_elsewhere_the_answer() -> None:
    target = "/redirect?to=http://other.test:PORT/answer"
    answer, connections = ask(target, policy=Redirects.SAME_SITE)
    assert isinstance(answer, Answer)
    assert (answer.status, connections) == (302, 1)


def test_a_token_goes_along_on_the_same_origin_only() -> None:
    async def scene() -> list[dict[str, str]]:
        async with HostileServer() as server, HostileServer() as other, fetching(NAMES) as fetcher:
            headers = {"Authorization": "Bearer secret", "X-Key": "secret", "Accept": "text/html"}
            near = server.url("/redirect?to=/answer", "public.test")
            far = server.url(f"/redirect?to={other.url(host='public.test')}", "public.test")
            for url in (near, far):
                await fetcher.fetch(Request(url, headers=headers))
            return [request.headers for request in (*server.received, *other.received)]

    first, same, _, foreign = play(scene())
    assert first["authorization"] == same["authorization"] == "Bearer secret"
    assert first["x-key"] == same["x-key"] == "secret"
    assert "secret" not in "".join(foreign.values())
    assert foreign["accept"] == "text/html"


def test_a_token_is_never_carried_from_https_to_http() -> None:
    async def scene() -> tuple[Answer | Failure, Answer | Failure, int]:
        async with (
            HostileServer(serving(issue("public.test"))) as safe,
            HostileServer() as plain,
            fetching(NAMES, context=trusting()) as fetcher,
        ):
            url = safe.url(f"/redirect?to={plain.url(host='public.test')}", "public.test")
            with_token = await fetcher.fetch(Request(url, headers={"authorization": "secret"}))
            asked = plain.connections
            return with_token, await fetcher.fetch(Request(url)), asked

    with_token, without, asked = play(scene())
    assert isinstance(with_token, Failure)
    assert with_token.detail == "redirects a request with a token from https to http"
    assert asked == 0
    assert isinstance(without, Answer)


def test_cookies_are_neither_kept_nor_sent() -> None:
    async def scene() -> list[dict[str, str]]:
        async with HostileServer() as server, fetching() as fetcher:
            for path in ("/redirect?header=Set-Cookie:%20a%3Db&to=/answer", "/answer"):
                await fetcher.fetch(Request(server.url(path)))
            return [request.headers for request in server.received]

    assert all("cookie" not in headers for headers in play(scene()))
