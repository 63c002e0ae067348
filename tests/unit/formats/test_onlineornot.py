"""OnlineOrNot's streamed data."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from downlight.formats.onlineornot import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "onlineornot"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


def page(flat: object, after: str = "") -> bytes:
    literal = json.dumps(json.dumps(flat) + "\n" + after)
    return f"<html><script>x.streamController.enqueue({literal});</script></html>".encode()


def test_an_incident_is_put_together_from_its_places() -> None:
    (incident,) = parse((FEEDS / "trouble.html").read_bytes(), NOW).incidents
    assert incident.external_id == "inc2"
    assert incident.stage is Stage.INVESTIGATING
    assert incident.impact is Status.MAJOR_OUTAGE
    assert incident.started_at == datetime(2024, 3, 5, 9, 5, tzinfo=UTC)


def test_dates_may_be_marked_and_promises_may_follow() -> None:
    flat = ["title", "started", "ended", {"_0": 4, "_1": 5, "_2": -7}, "Slow", ["D", 1709629500000]]
    (incident,) = parse(page(flat, 'P3:[{"later":1}]'), NOW).incidents
    assert incident.started_at == datetime(2024, 3, 5, 9, 5, tzinfo=UTC)
    assert incident.impact is Status.DEGRADED


@pytest.mark.parametrize(
    "flat",
    [
        [],
        {},
        ["title", "started"],
        "title started ended",
    ],
)
def test_data_without_incidents_is_refused(flat: object) -> None:
    with pytest.raises(FormatError, match="not one of OnlineOrNot"):
        parse(page(flat), NOW)


def test_places_that_are_not_there_give_nothing() -> None:
    records = [{"_0": 99, "_1": "x", "_999999": 1, "__": 0, "_-1": 2}, {"_0": 0}]
    assert parse(page(["title", "started", "ended", *records]), NOW).notices == ()


@pytest.mark.parametrize("piece", [b'x.streamController.enqueue("', b"\\", b'\\"', b'")'])
def test_no_page_takes_long(piece: bytes) -> None:
    body = b'<html>streamController.enqueue("' + piece * 200_000
    began = time.process_time()
    with pytest.raises(FormatError):
        parse(body, NOW)
    assert time.process_time() - began < 5.0


def test_a_literal_that_cannot_be_read_is_refused() -> None:
    for literal in ('"\\ud800"', '"[1, 2"', '"\\u12"'):
        body = f"<html><script>x.streamController.enqueue({literal});</script></html>"
        with pytest.raises(FormatError, match="not one of OnlineOrNot"):
            parse(body.encode(), NOW)
