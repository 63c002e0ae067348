"""Apple's system status: events that go on, are over, or are yet to come."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import NOW, changed, read, report, states


def test_a_message_under_several_services_is_one_incident_of_all_of_them() -> None:
    shown = report("apple", "trouble.json")
    mail, siri = shown.incidents
    assert mail.component_ids == ("iCloud Mail", "iCloud Reminders")
    assert mail.external_id == "7002"
    assert mail.started_at == NOW - timedelta(hours=1)
    assert siri.impact is Status.DEGRADED
    assert shown.updated_at == mail.started_at


def test_a_planned_work_keeps_its_window_and_leaves_the_service_alone() -> None:
    shown = report("apple", "maintenance.json")
    planned = next(n for n in shown.maintenances if n.stage is Stage.SCHEDULED)
    assert planned.starts_at == datetime(2024, 3, 6, 9, 45, tzinfo=UTC)
    assert states(shown)["Radio"] is Status.OPERATIONAL


def test_an_upcoming_work_is_active_once_its_window_has_begun_and_gone_after_it() -> None:
    begun = report("apple", "maintenance.json", NOW + timedelta(hours=25))
    assert states(begun)["Radio"] is Status.MAINTENANCE
    after = report("apple", "maintenance.json", NOW + timedelta(hours=27))
    assert states(after)["Radio"] is Status.OPERATIONAL


def test_an_event_without_words_counts_while_its_window_is_now() -> None:
    assert states(report("apple", "new-words.json"))["Radio"] is Status.DEGRADED
    later = report("apple", "new-words.json", NOW + timedelta(hours=2))
    assert states(later)["Radio"] is Status.OPERATIONAL


def test_an_outage_of_some_users_everywhere_is_a_partial_one() -> None:
    def some(page: Any) -> None:
        for service in page["services"]:
            for event in service["events"]:
                event["usersAffected"] = "Some users are affected"

    assert changed("apple", "all-users.json", some).status is Status.PARTIAL_OUTAGE


def test_a_service_named_by_an_event_but_not_listed_is_left_out() -> None:
    def name(page: Any) -> None:
        page["services"][1]["events"][0]["affectedServices"].append("Elsewhere")

    shown = changed("apple", "trouble.json", name)
    assert "Elsewhere" not in states(shown)


def test_a_message_of_the_page_is_noted() -> None:
    def say(page: Any) -> None:
        page["drMessage"] = "This page may be late."

    assert changed("apple", "operational.json", say).notes == ("This page may be late.",)


@pytest.mark.parametrize("document", [{}, {"services": []}, {"services": [{"name": "x"}]}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="not Apple's"):
        read("apple", document)
