"""Bodies as text, and texts in them."""

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.probes.bodies import decoded, find


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("é".encode(), "text/html", "é"),
        ("é".encode(), "text/html; charset=utf-8", "é"),
        ("é".encode("latin-1"), "text/html; charset=iso-8859-1", "é"),
        ("é".encode(), "text/html; charset=iso-8859-1", "é"),
        ("é".encode("latin-1"), "text/html; charset=utf-8", "\ufffd"),
        ("é".encode("utf-16"), "text/html", "é"),
        ("é".encode("utf-16-be"), 'text/html; charset="UTF-16BE"', "é"),
        ("é".encode("utf-8-sig"), "text/plain; charset=latin-1", "é"),
        ("日本".encode("shift_jis"), "text/html; charset=Shift_JIS", "日本"),
        ("日本".encode("iso2022_jp"), "text/html; charset=iso-2022-jp", "日本"),
        (b"plain", "text/html; charset=no-such", "plain"),
        (b"plain", "text/html; charset=zip", "plain"),
        (b"plain", "text/html; charset=unicode_escape", "plain"),
        (b"", "", ""),
    ],
)
def test_a_body_is_read_by_what_it_is(body: bytes, content_type: str, text: str) -> None:
    assert decoded(body, content_type) == text


def test_a_page_may_name_its_charset_itself() -> None:
    page = '<meta charset="windows-1252"><p>\x80</p>'.encode("latin-1")
    assert "€" in decoded(page, "text/html")


def test_a_character_cut_in_two_spoils_nothing_before_it() -> None:
    assert decoded("aé".encode()[:-1], "text/html").startswith("a")


@given(st.binary(max_size=200), st.text(max_size=40))
def test_no_bytes_and_no_charset_break_it(body: bytes, content_type: str) -> None:
    decoded(body, f"text/html; charset={content_type}")
    decoded(b"<meta charset=" + body + b">" + body, "")


@pytest.mark.parametrize(
    "page",
    [
        "Tweets aren't loading right now.",
        "<p>Tweets aren&#39;t loading right now.</p>",
        "Tweets aren&#x27;t loading&nbsp;right&#160;now",
        "Tweets aren&apos;t\n\t  loading  right now",
        "Tweets aren’t loading right now",
        "Tweets aren&rsquo;t loading right now",
        '{"error":"Tweets aren\\u0027t loading right now"}',
        '{"error":"Tweets aren\\u2019t loading\\nright now"}',
    ],
)
def test_a_text_is_found_however_it_is_written(page: str) -> None:
    assert find("Tweets aren't loading right now", page)
    assert find("Tweets aren’t loading right now", page)


@pytest.mark.parametrize(
    "page", ["", "tweets aren't loading right now", "Tweets aren't loading", "Tweets loading"]
)
def test_another_text_is_not(page: str) -> None:
    assert not find("Tweets aren't loading right now", page)


def test_words_must_stand_apart_as_they_do() -> None:
    assert not find("Over capacity", "Overcapacity")
    assert find("Over capacity", "Over\u00a0capacity")


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_no_text_is_always_there(text: str) -> None:
    assert find(text, "")


@given(st.text(min_size=1, max_size=30).filter(str.strip))
def test_what_is_escaped_or_encoded_is_found(text: str) -> None:
    tame = " ".join(text.split())
    assert find(tame, f"x{html.escape(tame)}x")
    if not any("\ud800" <= char <= "\udfff" or ord(char) > 0xFFFF for char in tame):
        assert find(tame, json.dumps(tame)) or any(ord(char) < 32 for char in tame)


@given(st.text(max_size=20), st.text(max_size=60))
def test_nothing_that_is_there_literally_is_missed(text: str, around: str) -> None:
    assert find(text, around + text + around)
