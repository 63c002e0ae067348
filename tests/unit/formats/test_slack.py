"""Slack's status: what a notice is, and what the history cannot tell."""

from datetime import UTC, datetime
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import changed, read, report, states


def test_an_incident_keeps_its_times_its_address_and_its_messages_as_text() -> None:
    (incident,) = report("slack", "trouble.json").incidents
    assert incident.started_at == datetime(2024, 3, 5, 9, 10, tzinfo=UTC)
    assert incident.updated_at == datetime(2024, 3, 5, 9, 38, 12, tzinfo=UTC)
    assert incident.url == "https://slack-status.com/2024-03/1005"
    assert [update.text for update in incident.updates] == [
        "We found a queue that stands still & are emptying it.",
        "Messages may arrive late. We are looking into it.",
    ]


def test_a_notice_is_shown_but_nothing_is_down_by_it() -> None:
    shown = report("slack", "notice.json")
    assert states(shown) == {"Login/SSO": Status.OPERATIONAL}
    assert any("is a notice" in note for note in shown.notes)


def test_a_scheduled_work_leaves_its_service_as_it_is_until_it_begins() -> None:
    shown = report("slack", "maintenance.json")
    assert states(shown) == {"Huddles": Status.MAINTENANCE, "Search": Status.OPERATIONAL}
    assert {notice.stage for notice in shown.notices} == {Stage.IN_PROGRESS, Stage.SCHEDULED}


def test_an_active_page_without_incidents_is_not_called_well() -> None:
    assert read("slack", {"status": "active", "active_incidents": []}).status is Status.DEGRADED


def test_a_history_without_an_open_entry_says_nothing_about_now() -> None:
    def close(rows: Any) -> None:
        for row in rows:
            row["status"] = "resolved"

    closed = changed("slack", "history.json", close)
    assert closed.status is Status.UNKNOWN
    assert closed.notices == ()


def test_a_type_that_nobody_knows_degrades() -> None:
    def rename(page: Any) -> None:
        page["active_incidents"][0]["type"] = "mystery"

    shown = changed("slack", "trouble.json", rename)
    assert shown.status is Status.DEGRADED
    assert any("mystery" in note for note in shown.notes)


@pytest.mark.parametrize("document", [{"status": "ok"}, [{"title": "Other"}], {"ok": True}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="not Slack's status"):
        read("slack", document)
