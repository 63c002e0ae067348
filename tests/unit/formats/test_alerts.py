"""Alerts: severity labels, watchdogs, and the notice that an alert becomes."""

from datetime import UTC, datetime

import pytest

from downlight.domain.status import Status
from downlight.formats.alerts import counts, group_of, impact, name_of, notice


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("critical", Status.MAJOR_OUTAGE),
        ("page", Status.MAJOR_OUTAGE),
        ("Warning", Status.DEGRADED),
        ("info", Status.OPERATIONAL),
        ("none", Status.OPERATIONAL),
        ("sev9", Status.DEGRADED),
        (None, Status.DEGRADED),
    ],
)
def test_severity_labels_in_common_use_are_known_and_others_degrade(
    label: str | None, status: Status
) -> None:
    assert impact({"severity": label}) is status


def test_a_watchdog_and_mere_information_do_not_count() -> None:
    assert counts({"alertname": "ShopIsDown"})
    assert not counts({"alertname": "Watchdog", "severity": "critical"})
    assert not counts({"alertname": "BackupRan", "severity": "info"})


def test_an_alert_is_about_its_service_or_else_its_job() -> None:
    assert group_of({"service": "shop", "job": "node"}) == "shop"
    assert group_of({"job": "node"}) == "node"
    assert group_of({}) is None
    assert name_of({}) == "alert"


def test_an_alert_becomes_an_open_incident() -> None:
    alert = {
        "labels": {"alertname": "ShopIsSlow", "job": "shop"},
        "annotations": {"summary": "Half a second", "description": "Answers <b>wait</b>."},
        "startsAt": "2024-03-05T09:10:00Z",
        "updatedAt": "2024-03-05T09:45:00Z",
        "generatorURL": "http://prometheus.example/graph",
    }
    made = notice(alert, "shop")
    assert made.title == "ShopIsSlow: Half a second"
    assert made.external_id == "alertname=ShopIsSlow,job=shop"
    assert made.started_at == datetime(2024, 3, 5, 9, 10, tzinfo=UTC)
    assert made.updated_at == datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
    assert made.url == "http://prometheus.example/graph"
    assert made.updates[0].text == "Answers wait."
    assert notice({"fingerprint": "f1"}, "x").external_id == "f1"
