"""Reading web pages for their marks."""

import time

import pytest

from downlight.formats.report import FormatError
from downlight.formats.webpage import MAX_MARKS, looks_like_page, read_page

PAGE = b"""\xef\xbb\xbf <!DOCTYPE html><html><head><title> Loch &amp; Co </title>
<meta name="generator" content="x"><script id="data">{"a": "<b>"}</script></head>
<body class="One two"><p>First <b>bold</b> text<p id=second>Second</body></html>"""


def test_elements_keep_their_attributes_classes_and_text() -> None:
    page = read_page(PAGE)
    assert page.title == "Loch & Co"
    script = page.by_id("data")
    assert script is not None
    assert script.text == '{"a": "<b>"}'
    assert [meta.attributes["content"] for meta in page.named("meta")] == ["x"]
    assert [element.tag for element in page.with_class("two")] == ["body"]
    assert [element.line for element in page.named("p")] == ["First bold text Second", "Second"]


def test_void_elements_hold_no_text() -> None:
    page = read_page(b"<html><br>after<img/>more</html>")
    assert [element.line for element in page.named("br", "img")] == ["", ""]


def test_only_web_pages_are_read() -> None:
    assert looks_like_page(b"\n<!-- x --><HTML>")
    for other in (b"", b'{"a": "<html>"}', b"<rss></rss>"):
        assert not looks_like_page(other)
        with pytest.raises(FormatError, match="not a web page"):
            read_page(other)


HOSTILE = {
    "nested": b"<b>x",
    "angles": b"<",
    "comments": b"<!--",
    "attributes": b"<a b='' , ",
    "quotes": b'<a x="',
    "unfinished": b"<a",
    "closing": b"</b>",
    "open and close": b"<b></i>",
    "declarations": b"<!",
    "references": b"&#",
    "scripts": b"<script></",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_page_takes_long(name: str) -> None:
    body = b"<html>" + HOSTILE[name] * 400_000
    began = time.process_time()
    page = read_page(body)
    lines = sum(len(element.line) for element in page.elements[:500])
    assert time.process_time() - began < 5.0
    assert len(page.elements) <= MAX_MARKS + 1
    assert lines >= 0


def test_an_element_knows_the_text_before_it() -> None:
    page = read_page(b"<html><div><b> API </b>\n <i class=mark>fine</i></div></html>")
    assert next(page.with_class("mark")).before == "API"
    assert next(page.named("html")).before == ""


def test_an_element_that_closes_itself_holds_nothing() -> None:
    page = read_page(b"<html><b/>text</html>")
    assert next(page.named("b")).line == ""
