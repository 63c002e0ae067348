"""Asking every address of the catalogue once."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from downlight.catalogue.checking import (
    HOSTS_AT_ONCE,
    Finding,
    Kind,
    Memory,
    Outcome,
    Question,
    Remembered,
    counts,
    examine,
    kept,
    questions,
    recalled,
)
from downlight.catalogue.entry import Entry
from downlight.domain.status import Reason
from downlight.probes.answer import Answer, Failure, Request
from fakes.internet import FakeInternet, failure, page

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FEED = "https://status.acme.example/api/v2/summary.json"
HEALTHY = (
    b'{"page": {"id": "a", "name": "Acme"}, "components": [],'
    b' "status": {"indicator": "none", "description": "Fine"}}'
)
ACME = Entry(
    "acme",
    "Acme",
    "https://acme.example",
    "work",
    status_page="https://status.acme.example",
    feed=FEED,
    format="statuspage",
)


def feed_answer(body: bytes = HEALTHY, url: str = "", **headers: str) -> Answer:
    return Answer(url, 200, headers, body, 0.1)


def internet(**sites: Answer | Failure) -> FakeInternet:
    net = FakeInternet(lambda: NOW)
    found = {"feed": feed_answer(), "status": page(), "home": page()} | sites
    net.serve(FEED, found["feed"])
    net.serve("https://status.acme.example/", found["status"])
    net.serve("https://acme.example/", found["home"])
    return net


async def no_wait(_seconds: float) -> None:
    await asyncio.sleep(0)


def examined(
    net: FakeInternet, entries: Sequence[Entry] = (ACME,), memory: Memory | None = None
) -> list[Finding]:
    held = {} if memory is None else memory
    return asyncio.run(examine(questions(entries), net, lambda: NOW, held, wait=no_wait))


def test_each_address_is_asked_once_for_all_that_have_it() -> None:
    other = replace(ACME, id="acme-mail", homepage="https://mail.acme.example")
    asked = questions([ACME, other])
    assert [(question.url, question.kind, question.platforms) for question in asked] == [
        (FEED, Kind.FEED, ("acme", "acme-mail")),
        ("https://status.acme.example/", Kind.STATUS_PAGE, ("acme", "acme-mail")),
        ("https://acme.example/", Kind.HOMEPAGE, ("acme",)),
        ("https://mail.acme.example/", Kind.HOMEPAGE, ("acme-mail",)),
    ]


def test_only_the_kinds_that_are_wanted_are_asked() -> None:
    assert [question.url for question in questions([ACME], (Kind.FEED,))] == [FEED]


def test_what_holds_is_fine() -> None:
    assert [finding.outcome for finding in examined(internet())] == [Outcome.FINE] * 3


@pytest.mark.parametrize(
    ("answer", "outcome", "clue"),
    [
        (failure(Reason.DNS, "no such name"), Outcome.DEAD, "no such name"),
        (failure(Reason.REFUSED), Outcome.DEAD, ""),
        (failure(Reason.TLS), Outcome.DEAD, ""),
        (failure(Reason.TIMEOUT), Outcome.UNCLEAR, ""),
        (page(status=404), Outcome.DEAD, "HTTP 404"),
        (page(status=410), Outcome.DEAD, "HTTP 410"),
        (page(status=403), Outcome.UNCLEAR, "HTTP 403"),
        (page(status=503), Outcome.UNCLEAR, "HTTP 503"),
        (page(), Outcome.UNREADABLE, ""),
        (feed_answer(b"[]"), Outcome.UNREADABLE, ""),
        (feed_answer(b""), Outcome.UNREADABLE, ""),
        (feed_answer(url="https://acme.statuspage.io/x.json"), Outcome.FINE, ""),
        (feed_answer(url="https://other.test/x.json"), Outcome.MOVED, "other.test"),
    ],
)
def test_a_feed_is_judged_by_its_answer(
    answer: Answer | Failure, outcome: Outcome, clue: str
) -> None:
    feed = examined(internet(feed=answer))[0]
    assert feed.outcome is outcome
    assert clue in feed.detail


def test_a_feed_of_another_format_is_told_with_what_it_looks_like() -> None:
    wrong = replace(ACME, format="cachet")
    feed = examined(internet(), [wrong])[0]
    assert feed.outcome is Outcome.UNREADABLE
    assert "looks like statuspage" in feed.detail


def test_a_page_that_leads_elsewhere_has_moved() -> None:
    moved = replace(page(), url="https://welcome.newowner.test/hello")
    home = examined(internet(home=moved))[2]
    assert (home.outcome, home.detail) == (Outcome.MOVED, "https://welcome.newowner.test/hello")


def test_what_servers_gave_is_asked_with_next_time() -> None:
    memory: Memory = {}
    net = internet(feed=feed_answer(etag='"1"'))
    examined(net, memory=memory)
    assert memory[FEED] == Remembered('"1"', None)
    again = internet(feed=Answer("", 304, {}, b"", 0.1))
    assert examined(again, memory=memory)[0].outcome is Outcome.FINE
    assert [request.etag for request in again.requests if request.url == FEED] == ['"1"']
    assert memory[FEED] == Remembered('"1"', None)


def test_what_fails_is_asked_in_full_next_time() -> None:
    memory = {FEED: Remembered('"1"')}
    examined(internet(feed=page(status=404)), memory=memory)
    assert FEED not in memory


def test_what_is_kept_is_recalled() -> None:
    memory = {FEED: Remembered('"1"', None)}
    assert recalled(kept(memory)) == memory


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": "0", "kept": {}}', "[" * 100_000, '{"version": 5}']
)
def test_what_cannot_be_recalled_is_forgotten(text: str) -> None:
    assert recalled(text) == {}


class Watched(FakeInternet):
    """Notes how many are asked at the same time."""

    def __init__(self) -> None:
        super().__init__(lambda: NOW)
        self.busy: list[str] = []
        self.most = 0
        self.crowded = False

    async def fetch(self, request: Request) -> Answer | Failure:
        host = request.url.split("/")[2]
        self.crowded |= host in self.busy
        self.busy.append(host)
        self.most = max(self.most, len(self.busy))
        await asyncio.sleep(0)
        self.busy.remove(host)
        return page()


def test_a_host_is_asked_one_thing_at_a_time_and_few_hosts_at_once() -> None:
    net = Watched()
    asked = [
        Question(f"https://h{n % 40}.example/{n}", Kind.HOMEPAGE, None, ("a",)) for n in range(120)
    ]
    pauses: list[float] = []

    async def wait(seconds: float) -> None:
        pauses.append(seconds)

    findings = asyncio.run(examine(asked, net, lambda: NOW, {}, wait=wait))
    assert [finding.question for finding in findings] == asked
    assert not net.crowded
    assert 1 < net.most <= HOSTS_AT_ONCE
    assert pauses == [1.0] * 80


def test_findings_are_counted() -> None:
    told = counts(examined(internet(home=page(status=404))))
    assert (told[Outcome.FINE], told[Outcome.DEAD], told[Outcome.MOVED]) == (2, 1, 0)


def test_findings_are_told_as_they_come() -> None:
    told: list[Finding] = []
    asked = questions([ACME])
    asyncio.run(examine(asked, internet(), lambda: NOW, {}, wait=no_wait, tell=told.append))
    assert len(told) == 3


def test_only_addresses_of_the_internet_stay_on_the_internet() -> None:
    net = internet()
    net.serve("http://127.0.0.1:8080/", page())
    examined(net, [ACME, Entry("own", "Own", "http://127.0.0.1:8080", "own")])
    assert {("127" in r.url, r.public_only) for r in net.requests} == {(False, True), (True, False)}
