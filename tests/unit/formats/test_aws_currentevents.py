"""AWS Health: encodings, regions, and what lingers after it is over."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FormatError, formats, named
from downlight.formats import read as read_any
from fakes.pages import NOW, changed, read, report

FORMAT = "aws-currentevents"


def test_an_empty_list_is_good_news_when_aws_was_asked_and_nothing_otherwise() -> None:
    for body in (b"[]", b"\xfe\xff\x00[\x00]"):
        assert read_any(body, NOW, FORMAT).status is Status.OPERATIONAL
        with pytest.raises(FormatError):
            read_any(body, NOW)


def test_the_region_is_that_of_the_arn_and_its_name_the_group() -> None:
    shown = report(FORMAT, "trouble.json")
    assert shown.components[2] == Component(
        "s3-sa-east-1",
        "Amazon Simple Storage Service",
        Status.PARTIAL_OUTAGE,
        "Sao Paulo",
        "sa-east-1",
    )
    assert shown.components[4].status is Status.OPERATIONAL


def test_what_has_no_region_is_global() -> None:
    def everywhere(events: Any) -> None:
        events[0]["arn"] = events[0]["arn"].replace("ap-south-1", "global")

    (component,) = changed(FORMAT, "information.json", everywhere).components
    assert component.region is None


def test_messages_come_newest_first_with_their_times() -> None:
    incident = report(FORMAT, "little-endian.json").incidents[0]
    assert [update.published_at for update in incident.updates] == [
        datetime(2024, 3, 5, 9, 30, tzinfo=UTC),
        datetime(2024, 3, 5, 9, 10, tzinfo=UTC),
    ]
    assert incident.started_at == datetime(2024, 3, 5, 9, 10, tzinfo=UTC)
    assert incident.updated_at == datetime(2024, 3, 5, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "over", [{"status": "0"}, {"end_time": "1709631000"}, {"summary": "[RESOLVED] Slow"}]
)
def test_resolved_events_that_linger_are_left_out(over: dict[str, str]) -> None:
    def end(events: Any) -> None:
        events[0].update(over)

    assert changed(FORMAT, "information.json", end).notices == ()


@pytest.mark.parametrize("document", [{}, [1], [{"arn": "x"}], [{"status": "1"}]])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError):
        read(FORMAT, document)


def test_the_same_events_read_the_same_in_every_encoding() -> None:
    text = json.dumps([{"arn": "arn:aws:health:eu-1::event/X", "status": "2", "summary": "é"}])
    fmt = formats()[FORMAT]
    bodies = [text.encode(), b"\xfe\xff" + text.encode("utf-16-be"), text.encode("utf-16-le")]
    assert len({fmt.parse(body, NOW) for body in bodies}) == 1
    assert named(FORMAT) is fmt


def test_an_impacted_service_that_says_nothing_is_left_out() -> None:
    def damage(events: Any) -> None:
        events[0]["impacted_services"] = {"s3-ap-south-1": None, "": {"current": "3"}}

    assert len(changed(FORMAT, "information.json", damage).components) == 1
