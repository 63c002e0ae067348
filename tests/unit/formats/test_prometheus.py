"""Prometheus: queries, targets, alerts and rules."""

from datetime import UTC, datetime

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FormatError, named
from fakes.pages import read, report, states

FORMAT = "prometheus"


def result(value: object, kind: str = "vector") -> dict[str, object]:
    return {"status": "success", "data": {"resultType": kind, "result": value}}


def test_an_instance_belongs_to_its_job() -> None:
    assert report(FORMAT, "trouble.json").components[0] == Component(
        "node/db:9100", "db:9100", Status.MAJOR_OUTAGE, "node"
    )


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("1", Status.OPERATIONAL),
        ("0", Status.MAJOR_OUTAGE),
        ("0.99", Status.DEGRADED),
        ("NaN", Status.UNKNOWN),
        ("+Inf", Status.UNKNOWN),
        ("-1", Status.UNKNOWN),
        ("many", Status.UNKNOWN),
        (None, Status.UNKNOWN),
    ],
)
def test_a_value_is_up_down_or_between(value: object, status: Status) -> None:
    row = {"metric": {"instance": "a"}, "value": [1709631900, value]}
    assert states(read(FORMAT, result([row]))) == {"a": status}


def test_a_scalar_and_the_newest_of_a_range_are_read_as_well() -> None:
    assert read(FORMAT, result([1709631900, "1"], "scalar")).status is Status.OPERATIONAL
    row = {"metric": {"instance": "a"}, "values": [[1, "1"], [2, "0"]]}
    assert read(FORMAT, result([row], "matrix")).status is Status.MAJOR_OUTAGE


def test_a_query_without_results_tells_nothing() -> None:
    assert read(FORMAT, result([])).status is Status.UNKNOWN


def test_dropped_targets_do_not_count_and_errors_are_noted() -> None:
    shown = report(FORMAT, "targets.json")
    assert len(shown.components) == 3
    assert shown.notes == ("db:9100: connection refused",)


def test_pending_alerts_and_mere_information_are_no_incidents() -> None:
    shown = report(FORMAT, "alerts.json")
    (incident,) = shown.incidents
    assert incident.started_at == datetime(2024, 3, 5, 9, 20, 0, 123456, tzinfo=UTC)
    assert shown.components[0].group == "shop"
    assert shown.notes == ("DiskFills is pending: not yet an alert",)


def test_rules_are_parts_each_with_its_state_and_recording_ones_are_none() -> None:
    assert states(report(FORMAT, "rules.json")) == {
        "shop/ShopIsSlow": Status.DEGRADED,
        "shop/ShopIsDown": Status.OPERATIONAL,
        "shop/DiskFills": Status.OPERATIONAL,
        "shop/Broken": Status.UNKNOWN,
    }


def test_a_firing_rule_without_its_alerts_is_an_incident_all_the_same() -> None:
    rule = {"name": "ShopIsDown", "state": "firing", "labels": {"severity": "critical"}}
    data = {"groups": [{"name": "shop", "rules": [rule]}]}
    shown = read(FORMAT, {"status": "success", "data": data})
    assert [n.title for n in shown.incidents] == ["ShopIsDown"]
    assert shown.status is Status.MAJOR_OUTAGE


@pytest.mark.parametrize(
    ("states_of_alerts", "status"),
    [
        ([], Status.OPERATIONAL),
        (["pending"], Status.OPERATIONAL),
        (["pending", "firing"], Status.DEGRADED),
    ],
)
def test_a_rule_without_a_state_has_that_of_its_alerts(
    states_of_alerts: list[str], status: Status
) -> None:
    rows = [{"state": state, "labels": {}} for state in states_of_alerts]
    rule = {"name": "ShopIsSlow", "type": "alerting", "alerts": rows}
    shown = read(FORMAT, {"status": "success", "data": {"groups": [{"rules": [rule]}]}})
    assert states(shown) == {"ShopIsSlow": status}
    assert len(shown.incidents) == states_of_alerts.count("firing")


def test_an_error_is_passed_on() -> None:
    document = {"status": "error", "errorType": "bad_data", "error": "parse error"}
    with pytest.raises(FormatError, match="Prometheus refuses: bad_data: parse error"):
        read(FORMAT, document)


@pytest.mark.parametrize(
    "document", [{}, {"status": "success"}, {"status": "ok", "data": {"alerts": []}}]
)
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="no answer of Prometheus"):
        read(FORMAT, document)


def test_its_parts_have_names_of_their_own() -> None:
    assert named("prometheus-rules") is named(FORMAT)


def test_an_alert_in_a_strange_state_is_taken_as_firing() -> None:
    data = {"alerts": [{"labels": {"alertname": "Odd"}, "state": "pondering"}]}
    shown = read(FORMAT, {"status": "success", "data": data})
    assert [n.title for n in shown.incidents] == ["Odd"]
    assert any("pondering" in note for note in shown.notes)
