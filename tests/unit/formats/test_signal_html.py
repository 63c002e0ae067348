"""Signal's status page: one sentence."""

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError, formats
from fakes.pages import NOW, page, report

FORMAT = "signal-html"


def test_what_the_page_says_is_noted_when_it_is_not_the_usual() -> None:
    shown = report(FORMAT, "new-words.html")
    assert shown.notes == ("the page says: ☞ Signal is having a birthday.",)


def test_good_and_bad_words_together_are_not_good_news() -> None:
    body = page(FORMAT, "operational.html").replace(
        b"running.", b"running after an outage of calls."
    )
    assert formats()[FORMAT].parse(body, NOW).status is Status.DEGRADED


@pytest.mark.parametrize(
    "body",
    [
        b"<html><title>Other</title><body>Signal is up and running.</body></html>",
        b"<html><title>Signal Status</title><body>" + b"x" * 30_000,
        b"<title>Signal Status</title>",
    ],
)
def test_other_pages_are_refused(body: bytes) -> None:
    with pytest.raises(FormatError, match="not Signal"):
        formats()[FORMAT].parse(body, NOW)
