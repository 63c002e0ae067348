"""StatusIQ's feed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.statusiq_rss import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_the_state_stands_behind_the_last_dash() -> None:
    report = parse((FEEDS / "statusiq-rss" / "trouble.xml").read_bytes(), NOW)
    assert [(c.id, c.name) for c in report.components] == [
        ("k1", "Films"),
        ("k2", "Posters - large"),
        ("k3", "Search"),
    ]
    assert report.name == "Muck Films"
    assert report.updated_at == datetime(2024, 3, 5, 9, 40, tzinfo=UTC)


def test_an_item_without_a_state_is_no_good_news() -> None:
    body = (FEEDS / "statusiq-rss" / "operational.xml").read_bytes()
    report = parse(body.replace(b"Films - Operational", b"Films"), NOW)
    assert report.components[0].status is Status.DEGRADED
    assert report.components[0].name == "Films"


def test_the_feeds_of_others_are_refused() -> None:
    with pytest.raises(FormatError, match="not of StatusIQ"):
        parse((FEEDS / "rss" / "operational.xml").read_bytes(), NOW)


def test_an_item_without_a_title_is_left_out() -> None:
    body = b"<rss><channel><description>StatusIQ</description><item/></channel></rss>"
    assert parse(body, NOW).components == ()
