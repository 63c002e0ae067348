"""Alertmanager: alerts that somebody should hear of."""

from datetime import UTC, datetime

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FormatError
from fakes.pages import read, report

FORMAT = "alertmanager"


def test_an_alert_keeps_its_fingerprint_its_times_and_its_address() -> None:
    first = report(FORMAT, "trouble.json").incidents[0]
    assert first.external_id == "f1"
    assert first.started_at == datetime(2024, 3, 5, 9, 10, tzinfo=UTC)
    assert first.resolved_at is None
    assert first.url == "http://prometheus.example:9090/graph"


def test_silenced_alerts_are_noted_and_not_shown() -> None:
    shown = report(FORMAT, "trouble.json")
    assert shown.notes == ("DbIsDown is silenced or inhibited",)
    assert shown.components[0] == Component("ShopIsSlow", "ShopIsSlow", Status.DEGRADED, "shop")


def test_no_alert_is_good_news_for_who_asked_alertmanager() -> None:
    assert read(FORMAT, []).status is Status.OPERATIONAL


def test_a_cluster_in_a_strange_state_is_unknown() -> None:
    document = {"cluster": {"status": "wobbly"}, "versionInfo": {}}
    assert read(FORMAT, document).status is Status.UNKNOWN


@pytest.mark.parametrize("document", [{}, [{"labels": {}}], {"cluster": {"status": "ready"}}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="no answer of Alertmanager"):
        read(FORMAT, document)
