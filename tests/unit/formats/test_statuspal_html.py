"""StatusPal's web page."""

from datetime import UTC, datetime

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.statuspal_html import parse

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
PAGE = "<html><title>Sula</title><div class='{}'><p class='system-status--description'>Hm</p></div>"


def test_the_headline_is_told_when_something_is_wrong() -> None:
    report = parse(PAGE.format("System-Status type-minor").encode(), NOW)
    assert (report.name, report.status, report.notes) == ("Sula", Status.DEGRADED, ("Hm",))


def test_the_headline_is_not_told_when_all_is_well() -> None:
    assert parse(PAGE.format("system-status type-none").encode(), NOW).notes == ()


@pytest.mark.parametrize("classes", ["type-none", "system-status", "system-statuses type-none"])
def test_a_page_without_the_marks_is_refused(classes: str) -> None:
    with pytest.raises(FormatError, match="not one of StatusPal"):
        parse(PAGE.format(classes).encode(), NOW)
