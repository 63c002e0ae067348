"""Documents shaped like Atlassian's summary."""

import pytest

from downlight.domain.notice import NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats.reading import Notes, Object
from downlight.formats.report import FormatError
from downlight.formats.summary import INDICATORS, of_notices, read_summary, require_summary

PAGE = {"id": "a", "name": "Halden Voice", "url": "https://status.halden.example/"}
INCIDENT = {"id": "i1", "name": "Calls drop", "status": "investigating", "impact": "major"}


def document(**parts: object) -> Object:
    return {"page": PAGE, **parts}


@pytest.mark.parametrize(
    "shaped",
    [
        document(status={"indicator": "none"}),
        document(components=[]),
        document(incidents=[]),
        document(scheduled_maintenances=[]),
        {"incidents": [{"incident_updates": []}]},
    ],
)
def test_a_summary_or_any_part_of_it_is_let_pass(shaped: Object) -> None:
    assert require_summary(shaped, "a Statuspage") is shaped


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"page": PAGE},
        {"status": {"indicator": "none"}},
        {"page": {"status": "UP"}, "components": []},
    ],
)
def test_what_is_shaped_otherwise_is_refused(other: Object) -> None:
    with pytest.raises(FormatError, match="not a Statuspage"):
        require_summary(other, "a Statuspage")


def test_a_product_may_mean_something_else_by_the_same_word() -> None:
    shaped = document(status={"indicator": "major"})
    assert read_summary(shaped, "x").status is Status.PARTIAL_OUTAGE
    own = {**INDICATORS, "major": Status.MAJOR_OUTAGE}
    assert read_summary(shaped, "x", own).status is Status.MAJOR_OUTAGE


def test_without_a_short_link_the_notice_is_found_on_the_page_itself() -> None:
    (incident,) = read_summary(document(incidents=[INCIDENT]), "x").incidents
    assert incident.url == "https://status.halden.example/incidents/i1"


def test_components_without_ids_that_share_a_name_have_the_worse_state() -> None:
    words = ("operational", "major_outage", "operational")
    rows = [{"name": "API", "status": word} for word in words]
    (component,) = read_summary(document(components=rows), "x").components
    assert (component.id, component.status) == ("API", Status.MAJOR_OUTAGE)


def test_a_list_of_notices_counts_what_is_under_way() -> None:
    works = [{"name": "Disks", "status": "in_progress"}, {"name": "Racks", "status": "scheduled"}]
    report = read_summary(document(scheduled_maintenances=works), "x")
    assert report.status is Status.MAINTENANCE
    assert [n.stage for n in report.maintenances] == [Stage.IN_PROGRESS, Stage.SCHEDULED]
    assert all(n.kind is NoticeKind.MAINTENANCE for n in report.notices)


def test_a_list_without_open_notices_says_nothing_about_now() -> None:
    notes = Notes()
    assert of_notices((), notes) is Status.UNKNOWN
    assert notes.all()
