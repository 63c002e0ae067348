"""Atlassian Statuspage and its relatives."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from downlight.domain.notice import NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from downlight.formats.statuspage import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "statuspage"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FEEDS / name).read_text(encoding="utf-8"))
    return loaded


def body(changed: dict[str, Any]) -> bytes:
    return json.dumps(changed).encode()


def test_group_rows_are_skipped_and_name_the_group_of_their_members() -> None:
    report = parse((FEEDS / "trouble.json").read_bytes(), NOW)
    assert {c.name: c.group for c in report.components} == {
        "Web client": None,
        "API": None,
        "Sending": "Delivery",
        "Receiving": "Delivery",
    }


def test_an_incident_keeps_its_times_components_and_updates_as_plain_text() -> None:
    (incident,) = parse((FEEDS / "trouble.json").read_bytes(), NOW).incidents
    assert incident.kind is NoticeKind.INCIDENT
    assert incident.stage is Stage.IDENTIFIED
    assert incident.impact is Status.PARTIAL_OUTAGE
    assert incident.component_ids == ("c0mpsmtp0001", "c0mpimap0001")
    assert incident.started_at == datetime(2024, 3, 5, 9, 5, tzinfo=UTC)
    assert incident.updated_at == datetime(2024, 3, 5, 9, 40, tzinfo=UTC)
    assert incident.resolved_at is None
    assert incident.url == "https://stspg.example/abc123"
    assert [update.text for update in incident.updates] == [
        "A queue server is full; we are moving its mail.\nNext word at 10:00 UTC.",
        'We see "deferred" answers & slow delivery.',
    ]


def test_a_maintenance_keeps_the_times_it_is_planned_for() -> None:
    running, later = parse((FEEDS / "maintenance.json").read_bytes(), NOW).maintenances
    assert running.is_active(NOW)
    assert running.ends_at == datetime(2024, 3, 5, 11, tzinfo=UTC)
    assert not later.is_active(NOW)
    assert later.starts_at == datetime(2024, 3, 12, 9, tzinfo=UTC)


def test_words_that_nobody_knows_are_never_good_news_and_are_noted() -> None:
    report = parse((FEEDS / "new-words.json").read_bytes(), NOW)
    assert report.status is Status.UNKNOWN
    assert {c.name: c.status for c in report.components}["API"] is Status.DEGRADED
    assert report.incidents[0].stage is Stage.UNKNOWN
    assert report.incidents[0].impact is Status.UNKNOWN
    for word in ("slightly_wobbly", "pondering", "cosmic", "spooky"):
        assert any(word in note for note in report.notes)


def test_planned_work_among_the_incidents_is_a_maintenance() -> None:
    page = document("operational.json")
    page["incidents"] = document("maintenance.json")["scheduled_maintenances"][:1]
    assert [n.kind for n in parse(body(page), NOW).notices] == [NoticeKind.MAINTENANCE]


def test_an_open_incident_does_not_overrule_the_pages_own_word() -> None:
    page = document("trouble.json")
    page["status"] = {"indicator": "none"}
    report = parse(body(page), NOW)
    assert report.status is Status.OPERATIONAL
    assert report.incidents


@pytest.mark.parametrize("indicator", [None, 5, "", [], "NONE"])
def test_only_the_known_indicator_says_that_all_is_well(indicator: object) -> None:
    page = document("operational.json")
    page["status"]["indicator"] = indicator
    expected = Status.OPERATIONAL if indicator == "NONE" else Status.UNKNOWN
    assert parse(body(page), NOW).status is expected


def test_missing_times_stay_missing() -> None:
    page = document("trouble.json")
    for key in ("started_at", "created_at", "updated_at"):
        page["incidents"][0][key] = None
    del page["page"]["updated_at"]
    report = parse(body(page), NOW)
    assert report.updated_at is None
    assert report.incidents[0].started_at is None
    assert report.incidents[0].updated_at is None


def test_a_doubled_component_id_counts_once() -> None:
    page = document("operational.json")
    page["components"] += page["components"]
    assert len(parse(body(page), NOW).components) == 4


def test_a_body_in_utf_16_reads_the_same() -> None:
    text = (FEEDS / "trouble.json").read_text(encoding="utf-8")
    plain = parse(text.encode(), NOW)
    assert parse(text.encode("utf-16"), NOW) == plain
    assert parse(text.encode("utf-16-be"), NOW) == plain
    assert parse(text.encode("utf-8-sig"), NOW) == plain


def test_a_text_cut_in_the_middle_of_an_emoji_does_not_spoil_the_page() -> None:
    raw = (FEEDS / "trouble.json").read_bytes()
    cut = raw.replace(b"Messages are delayed", rb"Delayed \\ud83d \ud83d")
    assert parse(cut, NOW).incidents[0].title == "Delayed \\ud83d \ufffd"


@pytest.mark.parametrize(
    "other",
    [
        {"page": {"name": "Loch", "url": "https://loch.example", "status": "UP"}},
        {"page": {"name": "Loch", "state": "operational", "links": {"components": {}}}},
        {"status": {"indicator": "none"}},
        {"components": [], "incidents": []},
        {"page": [], "components": []},
    ],
)
def test_other_status_pages_are_refused(other: dict[str, Any]) -> None:
    with pytest.raises(FormatError, match="not a Statuspage"):
        parse(body(other), NOW)
