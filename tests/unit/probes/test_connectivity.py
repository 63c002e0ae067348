"""Control sites, and the ways out of this machine."""

import pytest

from downlight.domain.model import Redirects
from downlight.domain.settings import Canary
from downlight.domain.status import Reason, Source, Status
from downlight.probes.answer import Answer, Failure
from downlight.probes.connectivity import probe, way_to
from fakes.answers import FixedFetcher, Ticking, answer
from fakes.loops import play

EMPTY = Canary("http://a.test/generate_204", 204)
WORD = Canary("http://b.test/success.txt", 200, "success")
ANY = Canary("http://c.test/", 200)

PORTAL = (Status.UNKNOWN, Reason.CAPTIVE_PORTAL)
FINE = (Status.OPERATIONAL, Reason.OK)


@pytest.mark.parametrize(
    ("canary", "outcome", "result"),
    [
        (EMPTY, answer("", 204), FINE),
        (WORD, answer("success\n"), FINE),
        (ANY, answer("whatever"), FINE),
        (EMPTY, answer("<html>Sign in</html>", 200), PORTAL),
        (EMPTY, answer("", 302, location="http://portal.test/"), PORTAL),
        (EMPTY, answer("", 511), (Status.MAJOR_OUTAGE, Reason.HTTP_STATUS)),
        (WORD, answer("<html>Welcome to our hotel</html>"), PORTAL),
        (WORD, answer("", 200), PORTAL),
        (WORD, answer("success", 302), PORTAL),
        (WORD, answer("no", 404), PORTAL),
        (WORD, answer("", 503), (Status.MAJOR_OUTAGE, Reason.HTTP_STATUS)),
        (EMPTY, Failure(Reason.DNS, "no name", 0.1), (Status.MAJOR_OUTAGE, Reason.DNS)),
        (EMPTY, Failure(Reason.TIMEOUT, "slow", 3.0), (Status.MAJOR_OUTAGE, Reason.TIMEOUT)),
        (EMPTY, Failure(Reason.OWN_FAULT, "full", 0.0), (Status.UNKNOWN, Reason.OWN_FAULT)),
    ],
)
def test_a_control_site_says_fine_portal_or_what_failed(
    canary: Canary, outcome: Answer | Failure, result: tuple[Status, Reason]
) -> None:
    seen = play(probe("canary/0", canary, FixedFetcher(outcome), Ticking()))
    assert (seen.status, seen.reason) == result
    assert (seen.check_id, seen.platform_id) == ("canary/0", "canary/0")
    assert seen.source is Source.CANARY
    assert seen.latency == outcome.latency


def test_a_control_site_is_asked_directly_and_briefly() -> None:
    fetcher = FixedFetcher(answer("", 204))
    play(probe("canary/1", EMPTY, fetcher, Ticking(), timeout=2.0))
    request = fetcher.asked[0]
    assert (request.url, request.timeout) == (EMPTY.url, 2.0)
    assert request.redirects is Redirects.REFUSE
    assert request.headers["cache-control"] == "no-cache"
    assert request.max_wire < 100_000
    assert request.cut


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1"])
def test_there_is_always_a_way_to_oneself(address: str) -> None:
    assert way_to(address)


@pytest.mark.parametrize("address", ["fe80::1%no-such-link", "fe80::1%9999"])
def test_there_is_no_way_through_a_link_that_is_not_there(address: str) -> None:
    assert not way_to(address)


def test_the_way_to_a_name_is_a_way_out_at_all() -> None:
    anywhere = way_to("192.0.2.1") or way_to("2001:db8::1")
    assert way_to("nas.lan") == anywhere
