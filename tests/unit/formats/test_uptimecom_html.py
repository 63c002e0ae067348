"""Uptime.com's web page."""

from datetime import UTC, datetime

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.uptimecom_html import parse

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("script", "status"),
    [
        ('"global_is_operational": true', Status.OPERATIONAL),
        ('\\"global_is_operational\\":true', Status.OPERATIONAL),
        ("global_is_operational: false", Status.DEGRADED),
        ('"global_is_operational": true; "global_is_operational": false', Status.DEGRADED),
    ],
)
def test_the_script_says_whether_all_is_well(script: str, status: Status) -> None:
    page = f"<html><title>Coll</title><script>{script}</script></html>"
    report = parse(page.encode(), NOW)
    assert (report.name, report.status) == ("Coll", status)


@pytest.mark.parametrize("script", ["", '"global_is_operational": null', "is_operational: true"])
def test_a_page_that_does_not_say_is_refused(script: str) -> None:
    with pytest.raises(FormatError, match=r"not one of Uptime\.com"):
        parse(f"<html><script>{script}</script></html>".encode(), NOW)
