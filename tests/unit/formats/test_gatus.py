"""Gatus endpoints."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.gatus import FORMAT, parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "gatus"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def test_the_last_result_counts_and_none_is_unknown() -> None:
    report = parse((FEEDS / "trouble.json").read_bytes(), NOW)
    assert {c.id: c.status for c in report.components} == {
        "core_shop": Status.MAJOR_OUTAGE,
        "core_search": Status.OPERATIONAL,
        "_stock": Status.UNKNOWN,
    }
    assert report.updated_at == datetime(2024, 3, 5, 9, 35, tzinfo=UTC)


@pytest.mark.parametrize("success", [None, 1, "true"])
def test_a_result_that_does_not_say_whether_it_succeeded_is_no_good_news(success: object) -> None:
    row = {"name": "Shop", "key": "shop", "results": [{"success": success}]}
    report = parse(json.dumps([row]).encode(), NOW)
    assert report.status is Status.DEGRADED
    assert report.notes


def test_an_endpoint_without_a_key_is_known_by_its_group_and_name() -> None:
    bare = b'[{"name": "shop", "group": "web", "results": [{"success": true}]}]'
    assert [part.id for part in parse(bare, NOW).components] == ["web_shop"]
    assert not FORMAT.looks_like(bare)


@pytest.mark.parametrize("other", [b"[]", b"{}", b'[{"name": "", "key": "", "results": []}]'])
def test_other_json_is_refused(other: bytes) -> None:
    with pytest.raises(FormatError, match="not of Gatus"):
        parse(other, NOW)
