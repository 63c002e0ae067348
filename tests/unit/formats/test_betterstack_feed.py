"""Better Stack's feed."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from downlight.domain.status import Status
from downlight.formats import find
from downlight.formats.betterstack_feed import parse

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
HOUR = timedelta(hours=1)


def item(title: str, body: str = "", age: timedelta | None = HOUR, guid: str = "a#1") -> str:
    when = f"<pubDate>{format_datetime(NOW - age)}</pubDate>" if age else ""
    link = "<link>https://status.unst.example/</link>"
    return (
        f"<item><title>{title}</title><description>{body}</description>{link}"
        f"<guid>{guid}</guid>{when}</item>"
    )


def feed(*items: str) -> bytes:
    return f"<rss><channel><title>Unst</title>{''.join(items)}</channel></rss>".encode()


def test_what_went_down_is_an_outage_until_it_recovered() -> None:
    down = item("API went down", guid="a#1", age=2 * HOUR)
    up = item("API recovered", guid="a#2")
    assert parse(feed(down), NOW).status is Status.PARTIAL_OUTAGE
    assert parse(feed(down, up), NOW).status is Status.OPERATIONAL
    assert parse(feed(up, down), NOW).status is Status.OPERATIONAL


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The issue has been resolved.", Status.OPERATIONAL),
        ("The issue is not resolved.", Status.DEGRADED),
        ("We write again once it is resolved.", Status.DEGRADED),
    ],
)
def test_a_promise_is_not_an_end(text: str, status: Status) -> None:
    assert parse(feed(item("API is slow", text)), NOW).status is status


def test_what_nobody_touched_for_a_week_is_forgotten() -> None:
    assert parse(feed(item("API went down", age=timedelta(days=7))), NOW).notices == ()


def test_an_entry_without_a_date_makes_the_page_uncertain() -> None:
    report = parse(feed(item("API went down", age=None)), NOW)
    assert report.status is Status.UNKNOWN
    assert report.notes


def test_a_feed_is_known_by_the_words_of_its_titles() -> None:
    found = find(feed(item("API went down")))
    other = find(feed(item("API is slow")))
    assert found is not None
    assert other is not None
    assert (found.name, other.name) == ("betterstack-feed", "rss")
