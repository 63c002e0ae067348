"""What one answer shows."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Status
from downlight.engine.sighting import look
from downlight.probes.answer import Answer

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
URL = "https://status.loch.example/"


def answer(body: bytes, url: str = URL) -> Answer:
    return Answer(url, 200, {}, body, 0.1)


def test_a_feed_is_seen_as_what_it_tells() -> None:
    seen = look(URL, answer((FEEDS / "instatus" / "trouble.json").read_bytes()), NOW)
    assert seen.report is not None
    assert seen.report.status is Status.PARTIAL_OUTAGE
    assert not seen.is_page
    assert (seen.worth, seen.marks, seen.links) == (1.0, (), ())


def test_a_page_is_seen_with_its_marks_and_links() -> None:
    body = b'<html><meta name="issued"><a href="https://status.x.example">Status</a></html>'
    seen = look(URL, answer(body), NOW)
    assert seen.is_page
    assert seen.report is None
    assert [mark.url for mark in seen.marks] == [f"{URL}api/v2/summary.json"]
    assert [link.url for link in seen.links] == ["https://status.x.example/"]


@pytest.mark.parametrize(
    ("file", "worth"),
    [
        ("statuspage/operational.json", 1.0),
        ("betterstack-html/operational.html", 0.8),
        ("rss/operational.xml", 0.6),
        ("rss/no-state.xml", 0.3),
        ("uptimekuma/page-only.json", 0.5),
    ],
)
def test_the_word_of_logs_and_pages_is_worth_less(file: str, worth: float) -> None:
    assert look(URL, answer((FEEDS / file).read_bytes()), NOW).worth == worth


def test_a_page_that_nobody_has_set_up_is_no_feed() -> None:
    body = (FEEDS / "statuspage" / "operational.json").read_bytes()
    example = body.replace(b'"Web client"', b'"Management Portal (example)"')
    assert look(URL, answer(example), NOW).report is None


@pytest.mark.parametrize(
    ("url", "body", "is_one"),
    [
        (URL, b"<html>", True),
        ("https://loch.example/", b"<html>", False),
        ("https://loch.example/", b'<html><meta name="issued">', True),
    ],
)
def test_a_status_page_is_known_by_its_marks_or_its_host(
    url: str, body: bytes, is_one: bool
) -> None:
    assert look(url, answer(body, url), NOW).is_status_page is is_one


def test_an_answer_without_an_address_comes_from_where_it_was_asked() -> None:
    assert look(URL, answer(b"<html>", ""), NOW).url == URL
