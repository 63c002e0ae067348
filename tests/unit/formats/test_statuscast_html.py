"""StatusCast's web page."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.statuscast_html import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "statuscast-html"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_components_are_named_by_the_text_before_them_and_told_apart() -> None:
    report = parse((FEEDS / "trouble.html").read_bytes(), NOW)
    assert [(c.id, c.name) for c in report.components] == [
        ("Sending", "Sending"),
        ("Receiving", "Receiving"),
        ("Receiving 2", "Receiving"),
    ]


def test_what_only_informs_is_noted() -> None:
    report = parse((FEEDS / "operational.html").read_bytes(), NOW)
    assert report.status is Status.OPERATIONAL
    assert report.notes == ("Receiving: New number",)


def test_a_page_without_the_marks_is_refused() -> None:
    with pytest.raises(FormatError, match="not one of StatusCast"):
        parse(b"<html><p class='component-available'>Available</p></html>", NOW)


def test_a_component_without_a_state_is_no_good_news() -> None:
    page = b"<html>Fax <p class='status-list-component-status-text'>Available</p></html>"
    assert parse(page, NOW).status is Status.DEGRADED
