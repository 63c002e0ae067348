"""Status pages that were recorded are known by their marks, and lead to where their feed is.

The recordings are not part of the project: they are looked for in a folder beside it, and without
that folder there is nothing to test.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.address import parse_address
from downlight.engine.discovery import MAX_REQUESTS, Discovery, discover
from downlight.probes.answer import Answer
from fakes.internet import FakeInternet, page
from fakes.loops import play

FOLDER = Path(__file__).parents[3] / "shared" / "payloads"
FEEDS = Path(__file__).parents[1] / "data" / "feeds"
NOW = datetime(2026, 11, 23, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not (FOLDER / "html").is_dir(), reason="the folder with the recordings is not there"
)


def find(url: str, file: str, feeds: dict[str, Path]) -> tuple[Discovery | None, int]:
    """Return what is found on an internet of one recorded page and some feeds."""
    internet = FakeInternet(lambda: NOW)
    internet.serve(url, Answer(url, 200, {}, (FOLDER / "html" / file).read_bytes(), 0.1))
    for where, path in feeds.items():
        internet.serve(where, Answer(where, 200, {}, path.read_bytes(), 0.1))
    found = play(discover(parse_address(url), internet, lambda: NOW))
    return found, len(internet.asked)


@pytest.mark.parametrize(
    ("url", "file", "feed", "body"),
    [
        (
            "https://linearstatus.com/",
            "incidentio--linear-good.html",
            "https://linearstatus.com/api/v2/summary.json",
            "incidentio/compat-operational.json",
        ),
        (
            "https://status.aiven.io/",
            "incidentio--aiven-minor.html",
            "https://status.aiven.io/proxy/status.aiven.io",
            "incidentio/trouble.json",
        ),
        (
            "https://wherebystatus.com/",
            "instatus--whereby-good.html",
            "https://wherebystatus.com/summary.json",
            "instatus/operational.json",
        ),
        (
            "https://status.buildjet.com/",
            "betterstack--buildjet-good.html",
            "https://status.buildjet.com/index.json",
            "betterstack/operational.json",
        ),
    ],
)
def test_the_feed_of_a_recorded_page_is_found(url: str, file: str, feed: str, body: str) -> None:
    found, asked = find(url, file, {feed: FEEDS / body})
    assert found is not None
    assert found.feed_url == feed
    assert found.sureness == 1.0
    assert asked <= MAX_REQUESTS


@pytest.mark.parametrize(
    ("url", "file", "name"),
    [
        ("https://status.stormboard.com/", "betterstack--Stormboard-betterstack.html",
         "betterstack-html"),
        ("https://status.signal.org/", "html--Signal.html", "signal-html"),
        ("https://status.okta.com/", "okta--Okta-statuspage.html", "okta-html"),
    ],
)  # fmt: skip
def test_a_recorded_page_without_a_feed_tells_itself(url: str, file: str, name: str) -> None:
    found, asked = find(url, file, {})
    assert found is not None
    assert (found.feed_url, found.format) == (url, name)
    assert asked <= MAX_REQUESTS


def test_the_recorded_page_as_every_answer_is_no_feed_of_programs() -> None:
    url = "https://status.buildjet.com/"
    same = FOLDER / "html" / "betterstack--buildjet-good.html"
    found, _ = find(url, same.name, {f"{url}index.json": same, f"{url}feed": same})
    assert found is not None
    assert found.format == "betterstack-html"


def test_a_home_page_without_anything_finds_nothing() -> None:
    internet = FakeInternet(lambda: NOW)
    internet.serve("https://loch.example/", page())
    assert play(discover(parse_address("loch.example"), internet, lambda: NOW)) is None
