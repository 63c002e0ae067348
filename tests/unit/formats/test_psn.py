"""PlayStation Network: countries, services, and entries that linger."""

from datetime import UTC, datetime, timedelta

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from fakes.pages import NOW, read, report, states


def test_a_service_is_told_apart_by_country() -> None:
    shown = report("psn", "trouble.json")
    assert shown.components[1] == Component(
        "GB/store", "PlayStation Store", Status.PARTIAL_OUTAGE, None, "GB"
    )
    assert states(shown)["GB/game"] is Status.DEGRADED
    assert states(shown)["GB/acct"] is Status.OPERATIONAL


def test_an_entry_under_several_countries_is_one_incident() -> None:
    store = report("psn", "trouble.json").incidents[0]
    assert store.external_id == "12"
    assert store.component_ids == ("GB/store", "SE/store")
    assert store.started_at == datetime(2024, 3, 5, 9, 5, tzinfo=UTC)
    assert store.updates[0].text == "The store does not open."


def test_an_entry_without_an_end_is_believed_for_seven_days() -> None:
    begun = datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
    almost = begun + timedelta(days=7) - timedelta(seconds=1)
    assert report("psn", "wide.json", almost).incidents
    assert report("psn", "wide.json", begun + timedelta(days=7)).incidents == []


def test_a_maintenance_is_as_far_as_its_window() -> None:
    shown = report("psn", "maintenance.json")
    assert [n.stage for n in shown.maintenances] == [Stage.IN_PROGRESS, Stage.SCHEDULED]
    later = report("psn", "maintenance.json", NOW + timedelta(hours=2))
    assert [n.stage for n in later.maintenances] == [Stage.SCHEDULED]
    assert later.status is Status.OPERATIONAL


def test_what_is_said_of_a_country_holds_for_its_services_alone() -> None:
    shown = states(report("psn", "country.json"))
    assert shown == {"GB/acct": Status.OPERATIONAL, "SE/acct": Status.PARTIAL_OUTAGE}


@pytest.mark.parametrize(
    ("word", "status"), [("OK", Status.OPERATIONAL), ("Outage", Status.PARTIAL_OUTAGE)]
)
def test_an_indicator_is_a_single_word(word: str, status: Status) -> None:
    assert read("psn", {"statusType": word}).status is status


@pytest.mark.parametrize("document", [{}, {"countries": []}, {"statusType": 5}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="not PlayStation"):
        read("psn", document)


def test_an_entry_that_says_ok_is_none_and_names_need_no_english() -> None:
    fine = {"statusType": "OK", "startDate": "2024-03-05T09:00:00Z"}
    service = {"serviceId": "s", "serviceName": "ストア", "i18n": {"ja-JP": "x"}, "status": [fine]}
    country = {"countryCode": "JP", "services": [service]}
    shown = read("psn", {"regionName": "SCEJA", "countries": [country]})
    assert [c.name for c in shown.components] == ["ストア"]
    assert shown.notices == ()
