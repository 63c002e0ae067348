"""Microsoft 365's feed: the state word of its items."""

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError, formats
from fakes.pages import NOW, page, report


def test_an_item_is_no_incident_while_its_word_is_good() -> None:
    shown = report("m365-rss", "operational.xml")
    assert [c.status for c in shown.components] == [Status.OPERATIONAL]
    assert shown.notices == ()


def test_recovery_is_being_watched() -> None:
    body = page("m365-rss", "trouble.xml").replace(b"Service degradation", b"Restoring service")
    (incident,) = formats()["m365-rss"].parse(body, NOW).incidents
    assert incident.stage is Stage.MONITORING


def test_a_feed_whose_items_have_no_word_is_refused() -> None:
    with pytest.raises(FormatError, match="no status"):
        formats()["m365-rss"].parse(page("rss", "trouble.xml"), NOW)
