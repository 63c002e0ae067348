"""Microsoft 365's posts: one per service, or one alone."""

from datetime import UTC, datetime

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError
from fakes.pages import read, report

FORMAT = "m365-posts"


def test_a_post_keeps_its_id_its_time_and_its_message_as_text() -> None:
    first = report(FORMAT, "trouble.json").incidents[0]
    assert first.external_id == "EX900001"
    assert first.component_ids == ("Outlook.com",)
    assert first.impact is Status.PARTIAL_OUTAGE
    assert first.started_at == datetime(2024, 3, 5, 9, 20, 0, 123000, tzinfo=UTC)
    assert first.updates[0].text == "A queue is full."


def test_the_time_that_ticks_with_every_look_is_not_when_something_changed() -> None:
    assert report(FORMAT, "operational.json").updated_at is None
    assert report(FORMAT, "single.json").updated_at is None


def test_boilerplate_beside_a_good_word_is_no_notice() -> None:
    shown = report(FORMAT, "single.json")
    assert shown.components == ()
    assert shown.notices == ()


def test_the_word_unknown_is_unknown_and_a_strange_one_degrades() -> None:
    shown = {c.name: c.status for c in report(FORMAT, "new-words.json").components}
    assert shown == {"Outlook.com": Status.DEGRADED, "OneDrive": Status.UNKNOWN}


@pytest.mark.parametrize("document", [[], {}, [{"Status": "Available"}], {"Status": "Available"}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="not Microsoft's posts"):
        read(FORMAT, document)
