"""Habits of providers: the same shapes with keys missing, other spellings, and kinds mixed up."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FeedReport, find, read

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
OPERATIONAL, DEGRADED, MAINTENANCE = Status.OPERATIONAL, Status.DEGRADED, Status.MAINTENANCE
PARTIAL, MAJOR, UNKNOWN = Status.PARTIAL_OUTAGE, Status.MAJOR_OUTAGE, Status.UNKNOWN

Json = dict[str, object]
PAGE: Json = {"id": "abcdefghijkl", "name": "Fjord", "url": "https://status.fjord.example"}


def shown(name: str, document: object) -> FeedReport:
    return read(json.dumps(document).encode(), NOW, name)


def states(report: FeedReport) -> dict[str, Status]:
    return {part.name: part.status for part in report.components}


def statuspage(**more: object) -> FeedReport:
    status = {"indicator": "minor", "description": "Partially Degraded Service"}
    return shown("statuspage", {"page": PAGE, "status": status, **more})


# ------------------------------------------------------------------ Statuspage and its kin
@pytest.mark.parametrize("word", ["Partial Outage", "partial-outage", "PARTIAL_OUTAGE"])
def test_a_word_is_the_same_however_it_is_joined(word: str) -> None:
    report = statuspage(components=[{"id": "a", "name": "API", "status": word}])
    assert states(report) == {"API": PARTIAL}
    assert report.notes == ()


def test_lists_may_be_null_missing_or_empty() -> None:
    empty: list[object] = []
    for lists in ({}, {"components": None, "incidents": None}, {"components": empty}):
        assert statuspage(**lists).status is DEGRADED


def test_a_page_without_a_page_is_read_by_its_state_and_parts() -> None:
    bare = {"status": {"indicator": "none"}, "components": [{"name": "API", "status": "down"}]}
    report = shown("statuspage", bare)
    assert (report.status, states(report)) == (OPERATIONAL, {"API": DEGRADED})
    assert report.notes


def test_a_row_that_names_parts_is_a_group() -> None:
    rows = [
        {"id": "g", "name": "Europe", "status": "major_outage", "components": ["a"]},
        {"id": "a", "name": "Frankfurt", "status": "major_outage", "group_id": "g"},
    ]
    (part,) = statuspage(components=rows).components
    assert (part.name, part.group) == ("Frankfurt", "Europe")


def incident(status: str | None, **more: object) -> Json:
    return {"id": "i", "name": "Late mail", "status": status, "impact": "minor", **more}


@pytest.mark.parametrize(
    ("status", "is_open"),
    [
        ("Investigating", True),
        ("IDENTIFIED", True),
        ("monitoring", True),
        ("pondering", True),
        (None, True),
        ("resolved", False),
        ("postmortem", False),
        ("closed", False),
        ("completed", False),
        ("cancelled", False),
    ],
)
def test_an_incident_is_open_until_a_closing_word(status: str | None, is_open: bool) -> None:
    assert bool(statuspage(incidents=[incident(status)]).incidents) is is_open


def test_an_incident_without_a_word_is_over_once_it_has_an_end() -> None:
    row = incident(None, resolved_at="2024-03-05T09:40:00Z")
    assert statuspage(incidents=[row]).incidents == []


@pytest.mark.parametrize(
    ("status", "active"),
    [("scheduled", False), ("in_progress", True), ("In Progress", True), ("verifying", True)],
)
def test_work_among_incidents_is_work(status: str, active: bool) -> None:
    report = statuspage(incidents=[incident(status)])
    (work,) = report.maintenances
    assert (work.is_active(NOW), report.incidents) == (active, [])


def test_completed_work_is_gone() -> None:
    report = statuspage(scheduled_maintenances=[incident("completed"), incident("scheduled")])
    assert [work.stage for work in report.maintenances] == [Stage.SCHEDULED]


def test_an_incident_touches_the_parts_that_its_update_names() -> None:
    touched = [{"code": "a", "name": "API", "new_status": "partial_outage"}]
    updates = [
        {"id": "1", "status": "identified", "body": "We know.", "affected_components": None},
        {"id": "2", "status": "investigating", "body": "?", "affected_components": touched},
    ]
    (open_one,) = statuspage(incidents=[incident("identified", incident_updates=updates)]).incidents
    assert open_one.component_ids == ("a",)
    assert len(open_one.updates) == 2


def test_updates_come_newest_first_in_whatever_order_they_stand() -> None:
    updates = [
        {"status": "investigating", "body": "Old.", "created_at": "2024-03-05T09:00:00Z"},
        {"status": "identified", "body": "New.", "created_at": "2024-03-05T11:30:00+02:00"},
    ]
    (open_one,) = statuspage(incidents=[incident("identified", incident_updates=updates)]).incidents
    assert [update.text for update in open_one.updates] == ["New.", "Old."]


ULID = "01JMDK9XYNY6RXSED6SDWW50WY"


def test_an_incident_io_page_may_have_no_id_of_its_own() -> None:
    page = {"name": "Fjord", "url": "https://status.fjord.example"}
    parts = [{"id": ULID, "name": "API", "status": "full_outage"}]
    document = {"page": page, "status": {"indicator": "critical"}, "components": parts}
    found = find(json.dumps(document).encode())
    assert found is not None
    assert found.name == "incidentio"
    report = shown("incidentio-compat", {**document, "incidents": None})
    assert (report.status, states(report)) == (MAJOR, {"API": MAJOR})


def test_the_widget_without_lists_is_calm() -> None:
    bare = {"page_title": "Fjord", "page_url": "https://x.example", "ongoing_incidents": []}
    report = shown("incidentio-widget", bare)
    assert (report.status, report.lists_all) == (OPERATIONAL, False)


def test_incidents_of_rootly_stand_alone() -> None:
    rows = [
        {"id": 1, "name": "Slow", "status": "mitigated", "impact": "minor"},
        {"id": 2, "name": "Over", "status": "resolved", "impact": "major"},
    ]
    report = shown("rootly-incidents", {"incidents": rows})
    assert [(n.title, n.stage) for n in report.incidents] == [("Slow", Stage.MONITORING)]


def test_the_widget_of_openstatus_may_say_more_than_its_word() -> None:
    report = shown("openstatus", {"status": "under_maintenance", "updatedAt": "2024-03-05"})
    assert report.status is MAINTENANCE


# ------------------------------------------------------------------ hosted products
def instatus(word: str, **more: object) -> FeedReport:
    return shown("instatus", {"page": {"name": "Fjord", "status": word}, **more})


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("UP", OPERATIONAL),
        ("up", OPERATIONAL),
        ("HASISSUES", DEGRADED),
        ("UNDERMAINTENANCE", MAINTENANCE),
        ("UNDER_MAINTENANCE", MAINTENANCE),
    ],
)
def test_a_page_of_instatus_is_as_it_says(word: str, status: Status) -> None:
    assert instatus(word).status is status


def test_issues_of_instatus_are_those_of_its_parts() -> None:
    parts = [{"id": "a", "name": "API", "status": "MINOROUTAGE"}, {"id": "b", "name": "Web"}]
    assert instatus("HASISSUES", components=parts).status is PARTIAL


def test_a_new_word_among_parts_of_instatus_is_noted() -> None:
    parts = [
        {"id": "a", "name": "API", "status": "OPERATIONAL"},
        {"id": "b", "name": "Web", "status": "WOBBLY"},
    ]
    report = shown("instatus-components", {"components": parts})
    assert states(report) == {"API": OPERATIONAL, "Web": DEGRADED}
    assert report.notes


def test_a_code_of_status_io_may_be_a_text_and_its_label_may_stand_alone() -> None:
    result = {
        "status_overall": {"status": "Degraded Performance", "status_code": "300"},
        "status": [
            {"id": "1", "name": "API", "status": "Anything", "status_code": "400"},
            {"id": "2", "name": "Web", "status": "Service Disruption"},
        ],
        "incidents": None,
        "maintenance": None,
    }
    report = shown("statusio", {"result": result})
    assert (report.status, states(report)) == (DEGRADED, {"API": PARTIAL, "Web": MAJOR})


def betterstack(state: str, parts: Sequence[str]) -> Json:
    rows = [
        {
            "id": str(number),
            "type": "status_page_resource",
            "attributes": {"public_name": f"Part {number}", "status": word},
        }
        for number, word in enumerate(parts)
    ]
    page = {"type": "status_page", "attributes": {"aggregate_state": state}}
    return {"data": page, "included": rows}


@pytest.mark.parametrize(
    ("state", "parts", "status"),
    [
        ("downtime", ["downtime", "operational"], PARTIAL),
        ("downtime", ["downtime", "not_monitored", "paused"], MAJOR),
        ("degraded", ["degraded"], DEGRADED),
        ("maintenance", ["under_maintenance"], MAINTENANCE),
        ("operational", ["recovered"], OPERATIONAL),
        ("confused", ["operational"], UNKNOWN),
    ],
)
def test_downtime_of_better_stack_is_partial_while_something_works(
    state: str, parts: list[str], status: Status
) -> None:
    assert shown("betterstack", betterstack(state, parts)).status is status


@pytest.mark.parametrize("number", [2, "2", 2.0])
def test_a_state_of_cachet_may_be_a_number_or_a_text(number: object) -> None:
    rows = [{"id": 1, "name": "API", "status": number}]
    if number != 2.0 or isinstance(number, int):
        assert shown("cachet-v2-components", {"data": rows}).status is DEGRADED


def test_a_state_of_cachet_3_may_stand_alone() -> None:
    rows = [{"id": "1", "attributes": {"name": "API", "status": 6}}]
    assert shown("cachet-v3", {"data": rows}).status is MAINTENANCE


def test_an_empty_list_of_cachet_3_says_nothing() -> None:
    assert shown("cachet-v3-incidents", {"data": [], "links": {}}).status is UNKNOWN
    assert find(b'{"data": [], "status": 1}') is None


def test_a_scheduled_incident_of_statuspal_is_work() -> None:
    work = {"id": 1, "title": "Cables", "type": "scheduled", "starts_at": "2024-03-05T09:00:00Z"}
    page = {"name": "Fjord", "current_incident_type": "scheduled"}
    report = shown("statuspal", {"status_page": page, "services": [], "incidents": [work]})
    assert [n.is_active(NOW) for n in report.maintenances] == [True]
    assert (report.status, report.incidents) == (MAINTENANCE, [])


def test_a_group_of_statusiq_may_have_a_state_and_no_parts() -> None:
    rows = [{"componentgroup_display_name": "Europe", "component_status": "5"}]
    report = shown("site24x7", {"data": {"current_status": rows}})
    assert states(report) == {"Europe": PARTIAL}


# ------------------------------------------------------------------ clouds and vendors
def test_one_odd_row_does_not_spoil_the_list_of_google() -> None:
    fine = {
        "id": "1",
        "begin": "2024-03-05T08:00:00+00:00",
        "external_desc": "Disks are slow",
        "status_impact": "SERVICE_DISRUPTION",
        "affected_products": [{"title": "Compute Engine", "id": "e"}],
    }
    report = shown("google-incidents", [fine, None, {"id": "2", "end": "2024-01-01T00:00:00Z"}])
    assert (report.status, states(report)) == (DEGRADED, {"Compute Engine": DEGRADED})


def test_slack_without_a_list_of_incidents_is_as_it_says() -> None:
    assert shown("slack", {"status": "ok", "active_incidents": None}).status is OPERATIONAL


def test_riot_without_lists_is_calm() -> None:
    page: dict[str, object] = {"id": "EUW1", "name": "EU West", "locales": []}
    page |= {"incidents": None, "maintenances": None}
    assert shown("riot", page).status is OPERATIONAL


def test_a_post_of_microsoft_needs_no_time() -> None:
    post = {"ServiceDisplayName": "Outlook.com", "Status": "Service Degradation"}
    assert shown("m365-posts", [post]).status is DEGRADED


def test_an_empty_vector_of_prometheus_says_nothing() -> None:
    vector = {"status": "success", "data": {"resultType": "vector", "result": []}}
    report = shown("prometheus", vector)
    assert (report.status, report.components) == (UNKNOWN, ())
    scalar = {"status": "success", "data": {"resultType": "scalar", "result": [1709631900, "1"]}}
    assert shown("prometheus", scalar).status is OPERATIONAL


def test_the_state_of_cachet_3_may_stand_among_attributes() -> None:
    assert shown("cachet-v3", {"data": {"attributes": {"status": "operational"}}}).status is (
        OPERATIONAL
    )


def test_deepl_without_a_word_for_the_whole_is_as_its_data_centres() -> None:
    places = [{"name": "fra", "status": "Partial Outage"}, {"name": "ams", "status": "operational"}]
    assert shown("deepl", {"datacenters": places, "incidents": []}).status is PARTIAL


def test_a_sentence_of_meta_that_nobody_knows_says_nothing() -> None:
    services = [{"id": "1", "name": "Cloud API", "status": "Some hiccups"}]
    report = shown("metastatus", [{"id": "wa", "services": services, "rss_file_paths": []}])
    assert (report.status, report.notices) == (UNKNOWN, ())
    assert report.notes


def test_several_products_of_google_are_no_product() -> None:
    row = {"id": "1", "begin": "2024-03-05T08:00:00Z", "external_desc": "All is slow"}
    report = shown("google-incidents", [{**row, "service_name": "Multiple Products"}])
    assert (report.components, report.incidents[0].component_ids) == ((), ())
    report = shown("google-incidents", [{**row, "service_name": "Gmail", "severity": "high"}])
    assert states(report) == {"Gmail": MAJOR}
