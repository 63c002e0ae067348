"""Meta's feeds: open events, and how bad their text says they are."""

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError, formats
from fakes.pages import NOW, page, report

FORMAT = "metastatus-rss"


def test_the_text_tells_how_bad_it_is_or_it_is_taken_as_degraded_and_noted() -> None:
    shown = report(FORMAT, "trouble.xml")
    assert [n.impact for n in shown.incidents] == [Status.PARTIAL_OUTAGE, Status.DEGRADED]
    assert shown.notes == ('"Uploads are slow" does not say how bad it is: taken as degraded',)


@pytest.mark.parametrize("title", ["Resolved: Errors", "[RESOLVED] Errors", "Errors - resolved"])
def test_a_title_may_say_that_it_is_over(title: str) -> None:
    body = page(FORMAT, "trouble.xml").replace(b"Uploads are slow", title.encode())
    assert len(formats()[FORMAT].parse(body, NOW).incidents) == 1


def test_another_feed_is_refused() -> None:
    with pytest.raises(FormatError, match="Meta"):
        formats()[FORMAT].parse(page("rss", "trouble.xml"), NOW)
