"""Plain text of what strangers wrote."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.text import clean
from downlight.formats.markup import LINE_LIMIT, TEXT_LIMIT, line, plain, without_markdown


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("One<br/>Two<br>Three", "One\nTwo\nThree"),
        ("<b>Bold</b> &amp; <a href='javascript:x'>link</a>", "Bold & link"),
        ("a < b and c > d", "a < b and c > d"),
        ("<script>alert('x')</script>Calm<style>p{}</style>", "Calm"),
        ("  much \t space  ", "much space"),
        ("&lt;b&gt;not a tag&lt;/b&gt;", "<b>not a tag</b>"),
        ("left\u202eright\u0000\u200b", "leftright"),
        ("<!-- hidden -->seen", "seen"),
        ("", ""),
    ],
)
def test_markup_becomes_plain_text(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_long_texts_are_cut_with_an_ellipsis() -> None:
    assert len(plain("word " * 5000)) <= TEXT_LIMIT
    assert plain("word " * 5000).endswith("…")
    assert len(line("word " * 5000)) <= LINE_LIMIT


def test_a_line_has_no_line_breaks() -> None:
    assert line("<p>One</p><p>Two</p>") == "One Two"


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<script>", "&#", "< ", "<p", "\n \n "])
def test_markup_made_to_be_slow_is_read_quickly(piece: str) -> None:
    begun = process_time()
    plain(piece * 1_000_000)
    assert process_time() - begun < 2


@given(st.text())
def test_any_text_becomes_one_short_visible_line(text: str) -> None:
    result = line(text)
    assert len(result) <= LINE_LIMIT
    assert "\n" not in result
    assert "\x00" not in result


@given(st.text(st.characters(exclude_characters="<&")), st.integers(0, 40))
def test_a_line_without_markup_is_cleaned_as_everywhere(text: str, limit: int) -> None:
    assert line(text, limit) == clean(text, limit)


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("**Summary**\nIt is `slow`.", "Summary\nIt is slow."),
        ("## \\# Incident Report\n## \\#\\# Summary", "Incident Report\nSummary"),
        ("See [the page](https://a.example/x).", "See the page."),
        ("1\\. One \\- two \\_three\\_", "1. One - two _three_"),
        ("C# and 3 * 4", "C# and 3 * 4"),
    ],
)
def test_marks_of_markdown_are_dropped(marked: str, text: str) -> None:
    assert without_markdown(marked) == text


@pytest.mark.parametrize("piece", ["[", "](", "**", "#", "\\#", "\\", "[a](", " "])
def test_markdown_made_to_be_slow_is_read_quickly(piece: str) -> None:
    begun = process_time()
    without_markdown(piece * 500_000)
    assert process_time() - begun < 2
