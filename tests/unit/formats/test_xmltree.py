"""XML that is no feed."""

import pytest

from downlight.formats import FormatError
from downlight.formats.xmltree import MAX_DEPTH, MAX_ELEMENTS, read_tree


def test_elements_are_found_by_the_way_to_them() -> None:
    root = read_tree(b'<?xml version="1.0"?>\n<a:r><b><c> One &amp; two </c></b><b/></a:r>')
    assert root.name == "r"
    assert root.said("b", "c") == "One & two"
    assert root.said("b", "d") == ""
    assert [child.name for child in root.children] == ["b", "b"]


@pytest.mark.parametrize(
    ("body", "clue"),
    [
        (b"<r><a></r>", "not XML"),
        (b"", "the answer is empty"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', "document type"),
        (b'<?xml version="1.0" encoding="klingon"?><r/>', "encoding"),
        (b"<a>" * (MAX_DEPTH + 1), "nested too deeply"),
        (b"<r>" + b"<a/>" * MAX_ELEMENTS + b"</r>", "too long"),
        (b" " * 8_000_001, "larger than 8 MB"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(body: bytes, clue: str) -> None:
    with pytest.raises(FormatError, match=clue):
        read_tree(body)


def test_a_long_text_is_cut_off() -> None:
    pieces = b"<![CDATA[" + b"x" * 30_000 + b"]]>&amp;<!-- -->"
    assert len(read_tree(b"<r>" + pieces * 3 + b"</r>").text) <= 40_000
