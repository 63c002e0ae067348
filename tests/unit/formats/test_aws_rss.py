"""AWS' feeds: threads of updates, and regions at the end of names."""

from datetime import UTC, datetime, timedelta

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FormatError, formats
from fakes.pages import NOW, page, report

FORMAT = "aws-rss"


def test_the_newest_update_of_a_thread_counts() -> None:
    first = report(FORMAT, "trouble.xml").incidents[0]
    assert first.impact is Status.PARTIAL_OUTAGE
    assert first.started_at == datetime(2024, 3, 5, 9, 10, tzinfo=UTC)
    assert first.updated_at == datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
    assert [update.text for update in first.updates] == [
        "We have found the cause.",
        "We look into it.",
    ]


@pytest.mark.parametrize(
    ("key", "name", "region"),
    [
        ("ec2-eu-north-1", "ec2", "eu-north-1"),
        ("sqs-us-gov-west-1", "sqs", "us-gov-west-1"),
        ("route53", "route53", None),
    ],
)
def test_a_region_ends_the_name_of_a_thread(key: str, name: str, region: str | None) -> None:
    body = page(FORMAT, "new-words.xml").replace(b"sqs-us-west-2", key.encode())
    assert formats()[FORMAT].parse(body, NOW).components == (
        Component(key, name, Status.DEGRADED, None, region),
    )


def test_after_seven_days_nobody_believes_that_it_is_open() -> None:
    last = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
    assert len(report(FORMAT, "trouble.xml", last + timedelta(days=6)).incidents) == 2
    assert report(FORMAT, "trouble.xml", last + timedelta(days=7)).incidents == []


def test_an_item_without_a_date_makes_the_feed_uncertain_and_is_noted() -> None:
    body = page(FORMAT, "information.xml").replace(b"pubDate", b"other")
    shown = formats()[FORMAT].parse(body, NOW)
    assert shown.status is Status.UNKNOWN
    assert any("has no date" in note for note in shown.notes)


def test_another_feed_is_refused() -> None:
    with pytest.raises(FormatError, match="AWS"):
        formats()[FORMAT].parse(page("rss", "trouble.xml"), NOW)
