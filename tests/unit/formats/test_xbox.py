"""Xbox: categories and their scenarios, in XML and in JSON."""

from datetime import UTC, datetime

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Stage, Status
from downlight.formats import FormatError, formats
from fakes.pages import NOW, page, report, states


def test_a_category_is_as_bad_as_its_worst_scenario() -> None:
    assert states(report("xbox", "trouble.xml")) == {
        "11": Status.OPERATIONAL,
        "12": Status.MAJOR_OUTAGE,
        "title/77": Status.DEGRADED,
    }


def test_titles_are_a_group_of_their_own() -> None:
    assert report("xbox", "operational.xml").components[2] == Component(
        "title/77", "Ring Racer", Status.OPERATIONAL, "Titles"
    )


def test_a_scenario_in_trouble_is_an_incident_with_what_its_own_tell() -> None:
    buying, looking = report("xbox", "trouble.xml").incidents
    assert buying.external_id == "601"
    assert buying.started_at == datetime(2024, 3, 5, 9, 2, tzinfo=UTC)
    assert buying.updated_at == datetime(2024, 3, 5, 9, 31, tzinfo=UTC)
    assert [update.text for update in buying.updates] == ["Cards fail."]
    assert looking.external_id == "12/3"


def test_whatever_speaks_of_maintenance_is_maintenance() -> None:
    (work,) = report("xbox", "maintenance.xml").maintenances
    assert work.stage is Stage.IN_PROGRESS


def test_both_writings_read_the_same() -> None:
    as_xml = (
        b"<ServiceStatus><Status><Overall><State>Limited</State></Overall></Status><CoreServices>"
        b"<Category><Id>14</Id><Name>Friends &amp; social activity</Name>"
        b"<Status><Name>Limited</Name></Status><Scenarios><Scenario><Id>5</Id><Name>Chat</Name>"
        b"<Status><Name>Limited</Name></Status><LastUpdated>2024-03-05T09:31:00Z</LastUpdated>"
        b"</Scenario></Scenarios></Category></CoreServices></ServiceStatus>"
    )
    assert formats()["xbox"].parse(as_xml, NOW) == report("xbox", "trouble-too.json")


@pytest.mark.parametrize("body", [page("rss", "trouble.xml"), b"{}", b"<ServiceStatus/>"])
def test_others_are_refused(body: bytes) -> None:
    with pytest.raises(FormatError, match="not Xbox"):
        formats()["xbox"].parse(body, NOW)
