"""Text from strangers becomes one plain line."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.text import clean


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain", "plain"),
        (" two\r\n\tlines\u2028here ", "two lines here"),
        ("a\u00a0b", "a b"),
        ("nul\x00 bell\x07", "nul bell"),
        ("\x1b[31mred\x1b[0m \x1b]0;title\x07end", "red end"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\u2066isolated\u2069 \u200fmark", "isolated mark"),
        ("pay\u200bpal\ufeff\u2060", "paypal"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("private \ue000 use \U000e0041", "private use"),
        ("<b>bold</b> & more", "<b>bold</b> & more"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("pay\u200dpal", "paypal"),
        ("cafe\u0301", "cafe\u0301"),
        ("z" + "\u0310" * 50 + "x", "z" + "\u0310" * 4 + "x"),
        ("", ""),
        ("\u200b\x00", ""),
    ],
)
def test_hidden_and_moving_characters_are_dropped(text: str, line: str) -> None:
    assert clean(text) == line


def test_long_text_is_clipped_with_an_ellipsis() -> None:
    assert clean("abcdef", 6) == "abcdef"
    assert clean("abcdefg", 6) == "abcde…"
    assert clean("abcd efg", 6) == "abcd…"
    assert clean("abc", 0) == ""


def test_a_clipped_letter_keeps_or_loses_all_of_its_accents() -> None:
    assert clean("abcde\u0301fgh", 6) == "abcd…"


def test_a_megabyte_costs_no_more_than_its_beginning() -> None:
    assert clean("x" * 10**7, 80) == "x" * 79 + "…"


def test_text_hidden_behind_much_nothing_still_shows_that_there_was_more() -> None:
    assert clean("a" + "\u200b" * 10_000 + "b", 20) == "a…"


@given(st.text(), st.integers(0, 300))
def test_whatever_comes_in_one_plain_short_line_comes_out(text: str, limit: int) -> None:
    line = clean(text, limit)
    assert len(line) <= limit
    assert line == line.strip()
    assert "  " not in line
    for char in line:
        category = unicodedata.category(char)
        assert category[0] != "C" or char in "\u200c\u200d"
        assert category not in ("Zl", "Zp")


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text, 400)
    assert clean(once, 400) == once
