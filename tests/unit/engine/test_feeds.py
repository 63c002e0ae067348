import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from downlight.domain.model import Check, CheckKind
from downlight.domain.observation import Observation
from downlight.domain.status import Reason, Source, Status
from downlight.engine.feeds import LONGEST_REST, FeedReader
from downlight.probes.answer import Answer, Failure, Request
from fakes.clock import FakeClock
from fakes.internet import FakeInternet, failure, page

URL = "https://status.x.example/api/v2/summary.json"
FEED = Check("x/feed", "x", CheckKind.FEED, URL, format="statuspage")


def summary(indicator: str) -> Answer:
    body = {
        "page": {"id": "abcdefghijkl", "name": "X", "url": "https://status.x.example"},
        "status": {"indicator": indicator, "description": ""},
        "components": [],
        "incidents": [
            {
                "id": "1", "name": "Messages are late", "status": "investigating",
                "impact": indicator, "incident_updates": [],
            }
        ] if indicator != "none" else [],
        "scheduled_maintenances": [],
    }  # fmt: skip
    text = json.dumps(body).encode()
    return Answer(URL, 200, {"etag": '"v1"'}, text, 0.1)


def read(*answers: Answer | Failure) -> list[Observation]:
    clock = FakeClock()
    internet = FakeInternet(clock.now)
    reader = FeedReader(internet, clock.now)
    seen = []
    for answer in answers:
        internet.serve(URL, answer)
        seen.append(asyncio.run(reader.read(FEED)))
    return seen


def test_a_feed_says_what_the_provider_says() -> None:
    (seen,) = read(summary("major"))
    assert (seen.source, seen.status, seen.reason) == (
        Source.OFFICIAL,
        Status.PARTIAL_OUTAGE,
        Reason.OK,
    )
    assert [notice.title for notice in seen.notices] == ["Messages are late"]
    assert seen.detail == "Messages are late"


def test_a_feed_that_fails_is_unknown_and_never_down() -> None:
    for answer in (
        failure(Reason.TIMEOUT),
        page("<html>Not found</html>", 404),
        page("<html><body>Welcome</body></html>", 200),
        page("", 200),
        page("{", 200),
    ):
        (seen,) = read(answer)
        assert seen.status is Status.UNKNOWN
        assert seen.reason is not Reason.OK
        assert not seen.failed
        assert seen.detail


def test_not_modified_means_what_it_said_before() -> None:
    first, second = read(summary("minor"), replace(page("", 304), headers={}))
    assert second.status is first.status is Status.DEGRADED
    assert second.notices == first.notices


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>X Status</title>
<link>https://x.example</link><item><title>Investigating: API errors</title><guid>1</guid>
<pubDate>Mon, 02 Nov 2026 07:00:00 GMT</pubDate><link>https://x.example/1</link>
<description>Investigating - we look into it</description></item></channel></rss>"""


def test_what_was_not_modified_is_read_as_of_now() -> None:
    clock = FakeClock()
    internet = FakeInternet(clock.now)
    reader = FeedReader(internet, clock.now)
    posts = replace(FEED, format="rss")
    internet.serve(URL, replace(page(RSS), headers={"etag": '"v1"'}))
    assert asyncio.run(reader.read(posts)).status.is_trouble
    internet.serve(URL, page("", 304))
    assert asyncio.run(reader.read(posts)).status.is_trouble
    clock.jump(clock.now() + timedelta(days=20))
    assert asyncio.run(reader.read(posts)).status is Status.OPERATIONAL


def test_not_modified_without_a_before_is_no_answer() -> None:
    (seen,) = read(page("", 304))
    assert seen.status is Status.UNKNOWN


def test_it_asks_only_for_what_changed() -> None:
    clock = FakeClock()
    asked: list[Request] = []

    class Ear(FakeInternet):
        async def fetch(self, request: Request) -> Answer | Failure:
            asked.append(request)
            return await super().fetch(request)

    internet = Ear(clock.now)
    internet.serve(URL, summary("none"))
    reader = FeedReader(internet, clock.now)
    for _ in range(2):
        asyncio.run(reader.read(FEED))
    assert [request.etag for request in asked] == [None, '"v1"']


def test_a_large_feed_is_read_off_the_loop() -> None:
    answer = summary("none")
    (seen,) = read(replace(answer, body=answer.body + b" " * 200_000))
    assert seen.status is Status.OPERATIONAL


PAGE = "http://kuma.local/api/status-page/home"
BEATS = "http://kuma.local/api/status-page/heartbeat/home"
KUMA = Check("k/feed", "k", CheckKind.FEED, PAGE, format="uptimekuma")
RECORDED = Path(__file__).parents[2] / "data" / "feeds" / "uptimekuma"


def recorded(file: str, url: str) -> Answer:
    return Answer(url, 200, {"etag": '"v1"'}, (RECORDED / file).read_bytes(), 0.1)


def kuma(internet: FakeInternet, clock: FakeClock) -> Observation:
    return asyncio.run(FeedReader(internet, clock.now).read(KUMA))


def test_a_feed_of_two_documents_is_read_from_both() -> None:
    clock = FakeClock()
    internet = FakeInternet(clock.now)
    internet.serve(PAGE, recorded("page-only.json", PAGE))
    internet.serve(BEATS, recorded("heartbeats-only.json", BEATS))
    seen = kuma(internet, clock)
    assert seen.status is not Status.UNKNOWN
    assert seen.components
    assert [url for _, url in internet.asked] == [PAGE, BEATS]


def test_the_second_document_that_fails_leaves_the_first() -> None:
    for second in (failure(Reason.TIMEOUT), page("<html>", 200), page("", 404)):
        clock = FakeClock()
        internet = FakeInternet(clock.now)
        internet.serve(PAGE, recorded("page-only.json", PAGE))
        internet.serve(BEATS, second)
        seen = kuma(internet, clock)
        assert (seen.status, seen.reason) == (Status.UNKNOWN, Reason.OK)
        assert seen.components


def test_all_documents_share_the_time_of_the_look() -> None:
    clock = FakeClock()
    internet = FakeInternet(clock.now)
    internet.serve(PAGE, recorded("page-only.json", PAGE))

    def late(_now: datetime) -> Answer:
        raise AssertionError("there was no time left to ask")

    internet.serve(BEATS, late)
    hurried = replace(KUMA, timeout=0.0)
    seen = asyncio.run(FeedReader(internet, clock.now).read(hurried))
    assert seen.status is Status.UNKNOWN


def test_of_two_documents_none_is_asked_whether_it_changed() -> None:
    clock = FakeClock()
    internet = FakeInternet(clock.now)
    internet.serve(PAGE, recorded("page-only.json", PAGE))
    internet.serve(BEATS, recorded("heartbeats-only.json", BEATS))
    reader = FeedReader(internet, clock.now)
    for _ in range(2):
        asyncio.run(reader.read(KUMA))
    assert [request.etag for request in internet.requests] == [None] * 4


def rests(*answers: Answer) -> list[float]:
    clock = FakeClock()
    internet = FakeInternet(clock.now)
    reader = FeedReader(internet, clock.now)
    seen = []
    for answer in answers:
        internet.serve(URL, answer)
        asyncio.run(reader.read(FEED))
        seen.append(reader.rest(URL))
    return seen


def test_a_server_that_asks_for_patience_gets_twice_as_much_each_time() -> None:
    busy = page("", 429)
    assert rests(busy, busy, busy, summary("none")) == [60.0, 120.0, 240.0, 0.0]
    assert rests(*[busy] * 12)[-1] == LONGEST_REST
    assert rests(replace(page("", 503), headers={"retry-after": "2000"})) == [2000.0]
    assert rests(page("", 404)) == [0.0]


def test_a_very_large_feed_is_not_read_often() -> None:
    answer = summary("none")
    assert rests(replace(answer, body=answer.body + b" " * 600_000)) == [300.0]


def test_not_modified_ends_the_patience_a_server_asked_for() -> None:
    busy, same = replace(page("", 429), headers={"retry-after": "1800"}), page("", 304)
    assert rests(summary("none"), busy, same) == [0.0, 1800.0, 0.0]
    answer = summary("none")
    large = replace(answer, body=answer.body + b" " * 600_000)
    assert rests(large, same, busy, same) == [300.0, 300.0, 1800.0, 300.0]


def test_a_page_that_moved_to_another_maker_is_still_read() -> None:
    body = (RECORDED.parent / "instatus" / "trouble.json").read_bytes()
    (seen,) = read(Answer(URL, 200, {}, body, 0.1))
    assert (seen.reason, seen.status) == (Reason.OK, Status.PARTIAL_OUTAGE)


def test_a_web_page_in_place_of_a_feed_never_says_how_things_are() -> None:
    body = (RECORDED.parent / "betterstack-html" / "operational.html").read_bytes()
    (seen,) = read(Answer(URL, 200, {}, body, 0.1))
    assert (seen.reason, seen.status) == (Reason.MALFORMED, Status.UNKNOWN)
