"""Several documents of one status page, read as one."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Status
from downlight.formats import formats, named
from downlight.formats.joining import joined

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_parts_are_put_in_by_their_keys_and_change_nothing_that_is_there() -> None:
    whole = joined(b'{"page": 1}', {"list": b"[1, 2]", "more": b'{"more": {}, "page": 5, "x": 2}'})
    assert json.loads(whole) == {"page": 1, "list": [1, 2], "more": {}, "x": 2}


@pytest.mark.parametrize("part", [b"", b"<html>", b"{", b'{"error": "not found"}'])
def test_a_part_that_is_none_is_left_out(part: bytes) -> None:
    assert json.loads(joined(b'{"page": 1}', {"more": part})) == {"page": 1}


@pytest.mark.parametrize("body", [b"[1]", b"<rss/>", b"", b"{"])
def test_what_is_no_object_stays_as_it_is(body: bytes) -> None:
    assert joined(body, {"more": b"{}"}) == body
    assert joined(b'{"a": 1}', {}) == b'{"a": 1}'


@pytest.mark.parametrize(
    ("name", "address", "others"),
    [
        (
            "uptimekuma",
            "http://kuma.local:3001/sub/api/status-page/home",
            {"heartbeatList": "http://kuma.local:3001/sub/api/status-page/heartbeat/home"},
        ),
        (
            "uptimekuma",
            "http://kuma.local/api/status-page/heartbeat/home",
            {"config": "http://kuma.local/api/status-page/home"},
        ),
        (
            "instatus",
            "https://status.x.example/summary.json",
            {"components": "https://status.x.example/v2/components.json"},
        ),
        (
            "sorry",
            "https://status.x.example/api/v1/status",
            {
                "components": "https://status.x.example/api/v1/components",
                "notices": "https://status.x.example/api/v1/notices",
            },
        ),
        ("uptimekuma", "https://kuma.example/feed.json", {}),
        ("instatus", "https://status.x.example/v2/components.json", {}),
        ("sorry", "https://api.sorryapp.com/v1/pages/1/components", {}),
    ],
)
def test_formats_name_what_belongs_together(
    name: str, address: str, others: dict[str, str]
) -> None:
    fmt = named(name)
    assert fmt is not None
    assert fmt.companions(address) == others


def test_companions_stand_on_the_same_host() -> None:
    for fmt in formats().values():
        for path in fmt.paths:
            others = fmt.companions(f"https://status.x.example{path}")
            assert all(one.startswith("https://status.x.example/") for one in others.values())


def test_the_page_and_the_heartbeats_of_uptime_kuma_are_read_as_one() -> None:
    fmt = formats()["uptimekuma"]
    page = (FEEDS / "uptimekuma" / "page-only.json").read_bytes()
    beats = (FEEDS / "uptimekuma" / "heartbeats-only.json").read_bytes()
    assert fmt.parse(page, NOW).status is Status.UNKNOWN
    for body, parts in ((page, {"heartbeatList": beats}), (beats, {"config": page})):
        report = fmt.parse(joined(body, parts), NOW)
        assert report.status is not Status.UNKNOWN
        assert not any(part.name.startswith("Monitor ") for part in report.components)


def test_what_a_summary_of_instatus_only_calls_issues_is_told_by_its_components() -> None:
    fmt = formats()["instatus"]
    summary = b'{"page": {"name": "Fjord", "status": "HASISSUES"}}'
    parts = (FEEDS / "instatus" / "components-only.json").read_bytes()
    assert fmt.parse(summary, NOW).components == ()
    assert len(fmt.parse(joined(summary, {"components": parts}), NOW).components) == 3
