"""Icinga: states in numbers, hard and soft."""

from typing import Any

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FormatError
from fakes.pages import changed, read, report, states

FORMAT = "icinga2"


def test_a_service_belongs_to_its_host() -> None:
    shown = report(FORMAT, "trouble.json")
    assert shown.components[0] == Component("db!disk", "Disk space", Status.MAJOR_OUTAGE, "db")
    assert states(shown)["web!cert"] is Status.UNKNOWN


def test_a_problem_that_somebody_knows_of_is_still_one_and_noted() -> None:
    assert report(FORMAT, "trouble.json").notes == ("Disk space: somebody knows of it",)


def test_a_soft_state_leaves_the_last_hard_one() -> None:
    def was_warning(page: Any) -> None:
        page["results"][2]["attrs"]["last_hard_state"] = 1.0

    assert states(report(FORMAT, "operational.json"))["db!disk"] is Status.OPERATIONAL
    warned = changed(FORMAT, "operational.json", was_warning)
    assert states(warned)["db!disk"] is Status.DEGRADED


def test_a_host_without_its_joined_name_is_read_from_the_service() -> None:
    def forget(page: Any) -> None:
        page["results"][1]["joins"] = {}

    assert changed(FORMAT, "trouble.json", forget).components[1].group == "web"


def test_a_refusal_is_passed_on() -> None:
    with pytest.raises(FormatError, match="Icinga refuses: No objects found"):
        read(FORMAT, {"error": 404, "status": "No objects found."})


@pytest.mark.parametrize("document", [{}, {"results": [{"type": "Host", "attrs": {}}]}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="no answer of Icinga"):
        read(FORMAT, document)
