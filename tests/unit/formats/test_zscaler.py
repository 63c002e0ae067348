"""Zscaler: issues, and a status that says true regardless."""

from datetime import UTC, datetime
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import changed, read, report, states


def test_parts_are_judged_by_their_issues_and_not_by_their_status() -> None:
    assert states(report("zscaler", "trouble.json")) == {
        "229": Status.PARTIAL_OUTAGE,
        "231": Status.DEGRADED,
        "232": Status.PARTIAL_OUTAGE,
        "233": Status.OPERATIONAL,
    }


def test_an_issue_of_several_parts_is_told_once() -> None:
    uploads, logs = report("zscaler", "trouble.json").incidents
    assert uploads.component_ids == ("229", "232")
    assert uploads.started_at == datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
    assert uploads.url == "https://trust.zscaler.com/posts/500"
    assert uploads.updates[0].text == "Uploads hang. We look into it."
    assert logs.stage is Stage.MONITORING


def test_a_severity_that_the_page_shows_but_nobody_knows_degrades() -> None:
    def show(page: Any) -> None:
        page["data"]["severity"].append({"tid": "99", "name": "New", "visible": "1"})
        page["data"]["category"][0]["subCategory"][3]["category_status"][0]["severityTid"] = "99"

    shown = changed("zscaler", "trouble.json", show)
    assert states(shown)["233"] is Status.DEGRADED
    assert shown.notes


@pytest.mark.parametrize("document", [{}, {"data": {"severity": [{}], "category": []}}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="not Zscaler"):
        read("zscaler", document)
