"""Better Stack's web page."""

from datetime import UTC, datetime

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError, find
from downlight.formats.betterstack_html import parse

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
PAGE = "<!DOCTYPE html><html><head><title>Unst status</title>{}</head><body>{}</body></html>"
FAVICON = '<link rel="icon" href="https://u.example/assets/status_pages/{}_small-51d7e18f.png">'
ICON = '<img class="x status-page__overview-icon--{}">'


def test_the_icon_on_the_page_counts_before_the_favicon() -> None:
    page = PAGE.format(FAVICON.format("operational"), ICON.format("degraded"))
    assert parse(page.encode(), NOW).status is Status.DEGRADED


def test_the_name_of_the_page_is_its_title() -> None:
    page = PAGE.format(FAVICON.format("maintenance"), "")
    report = parse(page.encode(), NOW)
    assert (report.name, report.status) == ("Unst", Status.MAINTENANCE)


def test_an_icon_that_is_only_written_about_says_nothing() -> None:
    page = PAGE.format("", "<p>status-page__overview-icon--operational</p>")
    with pytest.raises(FormatError, match="not one of Better Stack"):
        parse(page.encode(), NOW)


def test_pages_of_others_are_not_taken_for_it() -> None:
    assert find(PAGE.format("", "<h1>All systems operational</h1>").encode()) is None
