"""Nintendo: stages in digits, times in prose."""

from datetime import UTC, datetime
from typing import Any

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import NOW, changed, read, report, states

FORMAT = "nintendo"


@pytest.mark.parametrize(
    ("prose", "moment"),
    [
        ("Tuesday, March 5, 2024 12 :30 AM", datetime(2024, 3, 5, 8, 30, tzinfo=UTC)),
        ("Sunday, March 10, 2024  1 :59 AM", datetime(2024, 3, 10, 9, 59, tzinfo=UTC)),
        ("Sunday, March 10, 2024  3 :00 AM", datetime(2024, 3, 10, 10, 0, tzinfo=UTC)),
        ("Thursday, July 4, 2024 12 :00 PM", datetime(2024, 7, 4, 19, 0, tzinfo=UTC)),
        ("Sunday, November 3, 2024  4 :00 AM", datetime(2024, 11, 3, 12, 0, tzinfo=UTC)),
        ("Friday, February 30, 2024  4 :00 AM", None),
        ("Mardi 5 mars 2024", None),
    ],
)
def test_american_prose_is_pacific_time(prose: str, moment: datetime | None) -> None:
    def begin(page: Any) -> None:
        page["operational_statuses"][0]["begin"] = prose

    assert changed(FORMAT, "trouble.json", begin).incidents[0].started_at == moment


def test_a_maintenance_keeps_its_window_and_its_stage() -> None:
    running, planned = report(FORMAT, "maintenance.json").maintenances
    assert running.stage is Stage.IN_PROGRESS
    assert planned.stage is Stage.SCHEDULED
    assert planned.starts_at == datetime(2024, 3, 13, 4, 0, tzinfo=UTC)
    assert planned.ends_at == datetime(2024, 3, 13, 6, 30, tzinfo=UTC)


def test_a_planned_work_whose_time_has_passed_is_over_whatever_it_says() -> None:
    later = datetime(2024, 3, 13, 6, 30, tzinfo=UTC)
    assert [n.title for n in report(FORMAT, "maintenance.json", later).maintenances] == [
        "Cloud saves"
    ]


def test_in_other_languages_the_year_alone_tells() -> None:
    assert [n.title for n in report(FORMAT, "french.json").maintenances] == ["Amis"]
    next_year = datetime(2025, 1, 1, tzinfo=UTC)
    assert report(FORMAT, "french.json", next_year).maintenances == []


def test_an_entry_to_be_removed_by_now_is_over() -> None:
    def remove(page: Any) -> None:
        page["temporary_maintenances"][1]["utc_del_time"] = "2024-03-05 09:00:00"

    shown = changed(FORMAT, "maintenance.json", remove)
    assert [n.title for n in shown.maintenances] == ["Cloud saves"]


def test_platforms_are_the_parts_and_the_text_is_plain() -> None:
    shown = report(FORMAT, "trouble.json")
    assert states(shown) == {"Nintendo Switch": Status.PARTIAL_OUTAGE}
    assert shown.incidents[0].updates[0].text == "Races end early.\nWe are sorry."
    assert shown.url == "https://www.nintendo.co.jp/netinfo/en_US/index.html"


def test_the_same_inside_a_call() -> None:
    assert report(FORMAT, "call.js").incidents == report(FORMAT, "trouble.json").incidents


def test_other_json_is_refused() -> None:
    with pytest.raises(FormatError, match="not Nintendo"):
        read(FORMAT, {"statuses": []}, NOW)


def test_a_list_that_is_empty_may_be_left_out() -> None:
    assert read(FORMAT, {"operational_statuses": []}, NOW).status is Status.OPERATIONAL
