"""A page is judged against what is expected of it."""

import pytest

from downlight.domain.model import Check, Redirects
from downlight.domain.observation import Observation, Path
from downlight.domain.status import Reason, Source, Status
from downlight.probes.answer import Answer, Failure
from downlight.probes.http import probe, request_headers
from fakes.answers import START, FixedFetcher, Ticking, answer, check
from fakes.loops import play

TWITTER = "Tweets aren't loading right now"


def look(outcome: Answer | Failure, at: Check | None = None) -> Observation:
    return play(probe(at or check(), FixedFetcher(outcome), Ticking()))


def test_a_good_page_is_operational() -> None:
    seen = look(answer())
    assert (seen.status, seen.reason, seen.detail) == (
        Status.OPERATIONAL,
        Reason.OK,
        "answered 200 in 0.2 s",
    )
    assert (seen.check_id, seen.platform_id, seen.source) == ("site/http", "site", Source.PROBE)
    assert (seen.http_status, seen.latency, seen.matched) == (200, 0.25, None)
    assert len(seen.body_digest) == 3


def test_it_tells_when_it_began_and_when_it_knew() -> None:
    seen = look(answer())
    assert seen.started_at == START
    assert (seen.observed_at - seen.started_at).total_seconds() == 1


@pytest.mark.parametrize("status", [200, 201, 204, 206, 301, 302, 304])
def test_without_wishes_any_2xx_and_3xx_is_healthy(status: int) -> None:
    assert look(answer(status=status)).status is Status.OPERATIONAL


@pytest.mark.parametrize(
    "status", [101, 400, 404, 405, 410, 418, 451, 500, 502, 503, 521, 599, 999]
)
def test_without_wishes_other_statuses_are_an_outage(status: int) -> None:
    seen = look(answer(status=status))
    assert (seen.status, seen.reason) == (Status.MAJOR_OUTAGE, Reason.HTTP_STATUS)
    assert seen.detail == f"answered {status} in 0.2 s"
    assert seen.body_digest == ()


def test_wished_statuses_and_only_those_are_healthy() -> None:
    wished = check(statuses=(401, 503))
    assert look(answer(status=503), wished).status is Status.OPERATIONAL
    assert look(answer(status=401), wished).reason is Reason.OK
    assert look(answer(status=200), wished).reason is Reason.HTTP_STATUS
    assert look(answer(status=403), wished).reason is Reason.BLOCKED


@pytest.mark.parametrize("status", [401, 403, 429])
def test_being_kept_out_is_no_outage(status: int) -> None:
    seen = look(answer(status=status), check(must_contain=("Welcome",)))
    assert (seen.status, seen.reason) == (Status.OPERATIONAL, Reason.BLOCKED)
    assert seen.detail == f"answered {status} in 0.2 s, but lets no program in"
    assert seen.body_digest == (), "a wall teaches nothing about the healthy page"


def test_a_challenge_page_names_whose_it_is() -> None:
    page = answer("<title>Just a moment...</title>", 503)
    seen = look(page, check(must_contain=("Welcome",)))
    assert (seen.status, seen.reason) == (Status.OPERATIONAL, Reason.BLOCKED)
    assert seen.detail.endswith("lets no program in (Cloudflare)")


def test_an_error_text_is_an_outage_although_the_status_is_200() -> None:
    page = answer("<h1>Tweets aren&#39;t\n  loading right now.</h1> Try again.")
    seen = look(page, check(must_not_contain=("Over capacity", TWITTER), must_contain=("Home",)))
    assert (seen.status, seen.reason) == (Status.MAJOR_OUTAGE, Reason.CONTENT)
    assert seen.matched == TWITTER
    assert seen.detail == f"page says “{TWITTER}”"
    assert seen.http_status == 200


def test_a_missing_text_is_an_outage_without_a_match() -> None:
    seen = look(answer("nothing here"), check(must_contain=("nothing", "Sign in")))
    assert (seen.status, seen.reason, seen.matched) == (
        Status.MAJOR_OUTAGE,
        Reason.CONTENT,
        None,
    )
    assert seen.detail == "page lacks “Sign in”"


def test_a_text_missing_from_a_page_that_was_cut_says_nothing() -> None:
    seen = look(answer("x" * 5000, cut=True), check(must_contain=("Sign in",)))
    assert (seen.status, seen.reason) == (Status.UNKNOWN, Reason.MALFORMED)
    assert seen.detail == "page lacks “Sign in” in its first 5 KB, and no more was read"


def test_all_texts_as_expected_is_operational() -> None:
    page = answer("<h1>Sign in</h1>")
    wished = check(must_contain=("Sign in",), must_not_contain=("Over capacity", ""))
    assert look(page, wished).status is Status.OPERATIONAL


def test_slowness_beyond_the_limit_is_degraded() -> None:
    wished = check(latency_limit=2.0)
    seen = look(answer(latency=4.24), wished)
    assert (seen.status, seen.reason) == (Status.DEGRADED, Reason.SLOW)
    assert seen.detail == "answered 200 in 4.2 s, more than 2 s"
    assert look(answer(latency=2.0), wished).status is Status.OPERATIONAL
    assert look(answer(latency=99.0)).status is Status.OPERATIONAL


def test_an_error_counts_for_more_than_slowness() -> None:
    seen = look(answer(status=500, latency=9.0), check(latency_limit=1.0))
    assert seen.reason is Reason.HTTP_STATUS


def test_leaving_the_site_is_an_outage_where_staying_was_asked_for() -> None:
    page = answer(status=302, location="https://parking.test/buy?me")
    seen = look(page, check(redirects=Redirects.SAME_SITE))
    assert (seen.status, seen.reason) == (Status.MAJOR_OUTAGE, Reason.CONTENT)
    assert seen.detail == "sends visitors away to parking.test"
    assert seen.matched == "redirect to parking.test"
    assert look(page, check(redirects=Redirects.REFUSE)).status is Status.OPERATIONAL


@pytest.mark.parametrize("place", ["http://[", "javascript:x"])
def test_leaving_for_nowhere_is_told_as_that(place: str) -> None:
    page = answer(status=302, location=place)
    assert look(page, check(redirects=Redirects.SAME_SITE)).detail.endswith("away to nowhere")


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (Reason.TIMEOUT, Status.MAJOR_OUTAGE),
        (Reason.DNS, Status.MAJOR_OUTAGE),
        (Reason.TLS, Status.MAJOR_OUTAGE),
        (Reason.PROXY, Status.MAJOR_OUTAGE),
        (Reason.MALFORMED, Status.MAJOR_OUTAGE),
        (Reason.BLOCKED, Status.OPERATIONAL),
        (Reason.OWN_FAULT, Status.UNKNOWN),
        (Reason.OFFLINE, Status.UNKNOWN),
    ],
)
def test_no_answer_is_an_outage_unless_it_is_our_own_fault(reason: Reason, status: Status) -> None:
    failure = Failure(reason, "so it\nis", 1.5, local=True, way_open=False)
    seen = look(failure)
    assert (seen.status, seen.reason, seen.detail) == (status, reason, "so it is")
    assert (seen.latency, seen.local, seen.way_open) == (1.5, True, False)


def test_a_wish_to_wait_is_passed_on_where_something_is_wrong() -> None:
    assert look(answer(status=503, retry_after="120")).retry_after == 120.0
    assert look(answer(status=429, retry_after="1")).retry_after == 30.0
    assert look(answer(status=200, retry_after="120")).retry_after is None


def test_remote_text_is_cleaned_and_clipped() -> None:
    text = "Over\u202e capacity\x1b[31m " + "x" * 1000
    seen = look(answer(text), check(must_not_contain=(text,)))
    assert seen.matched is not None
    assert len(seen.matched) <= 120
    assert len(seen.detail) <= 300
    assert "\u202e" not in seen.detail + seen.matched
    assert "\x1b" not in seen.detail + seen.matched


def test_the_request_is_made_as_the_check_says() -> None:
    fetcher = FixedFetcher(answer())
    at = check(redirects=Redirects.REFUSE, timeout=7.0, headers={"Accept-Language": "fr"})
    play(probe(at, fetcher, Ticking()))
    play(probe(at, fetcher, Ticking(), timeout=4.0, path=Path.OTHER_FAMILY))
    first, second = fetcher.asked
    assert (first.url, first.timeout, first.redirects) == (
        "https://site.test/",
        7.0,
        Redirects.REFUSE,
    )
    assert first.cut
    assert first.headers["accept-language"] == "fr"
    assert (second.timeout, second.path) == (4.0, Path.OTHER_FAMILY)


def test_the_path_is_told() -> None:
    for outcome in (answer(), Failure(Reason.DNS, "", 0.1)):
        seen = play(probe(check(), FixedFetcher(outcome), Ticking(), path=Path.OTHER_RESOLVER))
        assert seen.path is Path.OTHER_RESOLVER


def test_a_secret_is_sent_as_the_check_says() -> None:
    assert request_headers(check(auth="basic"), "me:pass")["authorization"] == "Basic bWU6cGFzcw=="
    assert request_headers(check(auth="X-Token"), "abc")["x-token"] == "abc"
    assert set(request_headers(check(auth="X-Token"), None)) == {"accept"}
    assert set(request_headers(check(), "abc")) == {"accept"}


def test_a_secret_is_in_no_observation() -> None:
    fetcher = FixedFetcher(answer(status=401))
    seen = play(probe(check(auth="basic"), fetcher, Ticking(), secret="me:geheim"))
    assert "geheim" not in repr(seen)
    assert "bWU6Z2VoZWlt" not in repr(seen)
