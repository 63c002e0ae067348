"""The page to print shows all text as text, loads nothing, and reads from the right where due."""

import gettext
from dataclasses import replace
from datetime import UTC
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.incident import Incident
from downlight.domain.status import Status
from downlight.present.report import html_pieces
from downlight.present.words import Words
from fakes.records import ended, minutes, trouble
from fakes.states import english


class Read(HTMLParser):
    """Collects tags, and the text in cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {f"{tag}.{name}": value for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def page(*incidents: Incident, words: Words | None = None) -> Read:
    return Read("".join(html_pieces(incidents, words or english(), minutes(90))))


def test_a_row_tells_each_incident() -> None:
    read = page(ended(trouble(), minutes(34)), trouble("y", status=Status.DEGRADED))
    assert read.tags.count("tr") == 3
    for told in ("Incidents", "2 Nov 2026, 08:34", "Down for everyone", "not over", "34 min"):
        assert told in read.text
    assert read.attributes["html.lang"] == "en"
    assert read.attributes["html.dir"] == "ltr"


def test_the_page_loads_and_runs_nothing() -> None:
    read = page(trouble())
    assert not {"script", "img", "link", "iframe"} & set(read.tags)
    assert "default-src 'none'" in str(read.attributes["meta.content"])


def test_a_language_that_runs_left_turns_the_page() -> None:
    arabic = Words("ar", gettext.NullTranslations(), UTC)
    assert page(words=arabic).attributes["html.dir"] == "rtl"


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_of_others_becomes_markup(name: str, note: str) -> None:
    odd = f"<script>alert(1)</script>{name}"
    read = page(replace(trouble(name=odd), note=f'"><img src=x onerror=1>{note}'))
    assert read.tags.count("script") == read.tags.count("img") == 0
    assert read.tags.count("tr") == 2
