"""JSON of strangers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.status import Status
from downlight.formats import FormatError
from downlight.formats.reading import (
    MAX_BYTES,
    MAX_NOTES,
    Notes,
    component_status,
    fits,
    ident,
    json_list,
    json_object,
    json_value,
    link,
    looks_like_json,
    objects,
    page_status,
    rollup,
    string,
    strings,
    unwrapped,
)


def test_a_body_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(FormatError, match="larger than 8 MB"):
        json_value(b"[" + b" " * MAX_BYTES + b"]")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(FormatError, match="nested too deeply"):
        json_value(b"[" * 500_000)


@pytest.mark.parametrize("body", [b"NaN", b"[1e999]", b"{'a': 1}", b"{} {}", b"[1,]"])
def test_what_is_not_json_is_refused(body: bytes) -> None:
    with pytest.raises(FormatError, match="not JSON"):
        json_value(body)


def test_a_list_is_not_an_object() -> None:
    with pytest.raises(FormatError, match="not an object"):
        json_object(b"[]")


def test_an_object_is_not_a_list() -> None:
    with pytest.raises(FormatError, match="not a list"):
        json_list(b"{}")


def test_a_reader_fits_what_it_takes() -> None:
    assert fits(json_list, b"[]")
    assert not fits(json_list, b"{}")


@pytest.mark.parametrize(
    "body",
    [b"{}", b"\xef\xbb\xbf {}\n", b"jsonCallback({});", b"a.b$c ( {} ) ;\n", b"\xef\xbb\xbfx({})"],
)
def test_json_inside_a_call_is_unwrapped(body: bytes) -> None:
    assert json_object(unwrapped(body)) == {}


def test_texts_of_a_list_are_plain_lines() -> None:
    assert strings(["a", "", 5, "<b>b</b>"]) == ["a", "b"]
    assert strings("a") == []


def test_bytes_that_are_no_utf_8_become_replacement_characters() -> None:
    assert json_object(b'{"name": "caf\xe9"}') == {"name": "caf\ufffd"}


def test_a_whole_surrogate_pair_is_kept_and_a_half_one_replaced() -> None:
    assert json_value(rb'["\ud83d\ude00", "\ud83d", "\ude00!", "\\ud83d"]') == [
        "\U0001f600",
        "\ufffd",
        "\ufffd!",
        "\\ud83d",
    ]


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_fields_of_the_wrong_kind_are_empty_instead_of_an_error(value: object) -> None:
    assert isinstance(string(value), str)
    assert isinstance(ident(value), str)
    assert isinstance(objects(value), list)
    assert link(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [(7, "7"), ("7", "7"), (True, ""), (7.5, ""), (None, ""), (10**30, "")],
)
def test_an_id_may_be_text_or_a_whole_number(value: object, expected: str) -> None:
    assert ident(value) == expected


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("https://a.example/x?y=1", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("//a.example", False),
        ("https://", False),
        ("https://a.example/ x", False),
        ("https://a.example/\u202e", False),
        ("https://[", False),
        ("https://a.example/" + "a" * 3000, False),
    ],
)
def test_only_web_addresses_are_links(value: str, good: bool) -> None:
    assert (link(value) is not None) is good


def test_keys_are_looked_for_in_utf_16_as_well() -> None:
    assert looks_like_json('{"page": 1}'.encode("utf-16-le"), "page")
    assert not looks_like_json(b'{"pages": 1}', "page")
    assert not looks_like_json(b'"page"', "page")


def test_an_unknown_word_is_degraded_for_a_part_and_unknown_for_the_whole() -> None:
    notes = Notes()
    assert component_status("wobbly", {}, "API", notes) is Status.DEGRADED
    assert page_status(None, {}, notes) is Status.UNKNOWN
    assert len(notes.all()) == 2


def test_notes_are_kept_once_each_and_not_without_end() -> None:
    notes = Notes()
    for number in range(100):
        notes.add("the same")
        notes.add(str(number))
    assert len(notes.all()) == MAX_NOTES
    assert notes.all()[0] == "the same"


UP, MEND, SLOW, PART, DOWN, DARK = (
    Status.OPERATIONAL,
    Status.MAINTENANCE,
    Status.DEGRADED,
    Status.PARTIAL_OUTAGE,
    Status.MAJOR_OUTAGE,
    Status.UNKNOWN,
)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], DARK),
        ([DARK], DARK),
        ([UP, DARK], UP),
        ([UP, MEND], MEND),
        ([MEND, SLOW], SLOW),
        ([SLOW, PART], PART),
        ([UP, DOWN], PART),
        ([DOWN, DOWN], DOWN),
        ([DOWN, DARK], DOWN),
    ],
)
def test_a_page_without_a_word_of_its_own_is_judged_by_its_parts(
    parts: list[Status], whole: Status
) -> None:
    assert rollup(parts) is whole
