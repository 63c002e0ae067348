"""Single entries change and every other character stays."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.system.toml_editing import (
    Append,
    Drop,
    Edit,
    Put,
    Remove,
    UneditableError,
    edit,
    toml_value,
)

BASE = """\
# about
[general]  # the light
interval = 60  # calm
# theme = "auto"

# what follows is the network
[network]

# my bank
[[favourite]]
id = "bank"
future = { x = 1 }
expect_text = \"\"\"
# timeout = 1
\"\"\"
# a remark on the bank

# my shop
[[favourite]]
id = "shop"
[favourite.headers]
accept = "*/*"

# the end
"""


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    edited = edit(BASE, [Put(("general",), "interval", 90.0)])
    assert edited == BASE.replace("interval = 60  #", "interval = 90  #")


def test_a_new_key_stands_below_the_comment_that_shows_it() -> None:
    edited = edit(BASE, [Put(("general",), "theme", "dark")])
    assert edited == BASE.replace('# theme = "auto"\n', '# theme = "auto"\ntheme = "dark"\n')


def test_a_new_key_stands_below_the_others_of_its_table() -> None:
    edited = edit(BASE, [Put(("general",), "language", "fr")])
    assert edited == BASE.replace('# theme = "auto"\n', '# theme = "auto"\nlanguage = "fr"\n')


def test_a_new_key_stands_below_its_header_and_not_below_a_comment_on_what_follows() -> None:
    edited = edit(BASE, [Put(("network",), "proxy", "")])
    assert edited == BASE.replace("[network]\n", '[network]\nproxy = ""\n')


def test_what_looks_like_a_comment_within_a_text_is_left_alone() -> None:
    edited = edit(BASE, [Put(("favourite", 0), "timeout", 5.0)])
    assert edited == BASE.replace(
        "# a remark on the bank\n", "# a remark on the bank\ntimeout = 5\n"
    )


def test_a_missing_table_is_made() -> None:
    edited = edit(BASE, [Put(("extra",), "a", 1), Put(("extra",), "b", 2)])
    assert edited == BASE + "\n[extra]\na = 1\nb = 2\n"


def test_a_key_is_dropped_with_its_line() -> None:
    edited = edit(BASE, [Drop(("favourite", 0), "expect_text")])
    assert edited == BASE.replace('expect_text = """\n# timeout = 1\n"""\n', "")


def test_dropping_what_is_not_there_changes_nothing() -> None:
    assert edit(BASE, [Drop(("general",), "nothing")]) == BASE


def test_an_entry_is_removed_with_its_own_tables_and_no_others_comments() -> None:
    edited = edit(BASE, [Remove(("favourite", 1))])
    assert edited == BASE[: BASE.index('[[favourite]]\nid = "shop"')] + "# the end\n"
    edited = edit(BASE, [Remove(("favourite", 0))])
    assert "# my bank\n# my shop\n" in edited
    assert tomllib.loads(edited)["favourite"] == [{"id": "shop", "headers": {"accept": "*/*"}}]


def test_entries_are_added_at_the_end_in_order() -> None:
    edited = edit(BASE, [Append("favourite", {"id": "a"}), Append("favourite", {"id": "b"})])
    assert edited == BASE + '\n[[favourite]]\nid = "a"\n\n[[favourite]]\nid = "b"\n'


def test_an_entry_is_added_to_nothing() -> None:
    assert edit("", [Append("favourite", {"id": "a"})]) == '[[favourite]]\nid = "a"\n'


def test_a_last_line_without_an_end_gets_one() -> None:
    assert edit("a = 1", [Append("x", {"id": "b"})]) == 'a = 1\n\n[[x]]\nid = "b"\n'
    assert edit("[t]\na = 1", [Put(("t",), "b", 2)]) == "[t]\na = 1\nb = 2\n"


def test_the_line_ends_of_the_file_are_kept() -> None:
    text = BASE.replace("\n", "\r\n")
    edits: list[Edit] = [Put(("network",), "proxy", ""), Append("favourite", {"id": "a"})]
    assert edit(text, edits) == edit(BASE, edits).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("text", "change", "expected"),
    [
        ("general = { a = 1 } # c\n", Put(("general",), "b", 2), {"general": {"a": 1, "b": 2}}),
        ("general = { a = 1 } # c\n", Put(("general",), "a", 2), {"general": {"a": 2}}),
        ("general.a = 1 # c\n", Put(("general",), "b", 2), {"general": {"a": 1, "b": 2}}),
        ("general = { a = 1, b = 2 } # c\n", Drop(("general",), "a"), {"general": {"b": 2}}),
        ("[g.in] # c\na = 1\n", Put(("g",), "b", 2), {"g": {"in": {"a": 1}, "b": 2}}),
        ("f = [{id = 1}] # c\n", Append("f", {"id": 2}), {"f": [{"id": 1}, {"id": 2}]}),
        ("f = [{id = 1}, {id = 2}] # c\n", Remove(("f", 0)), {"f": [{"id": 2}]}),
        ("f = [ # c\n {id = 1}]\n", Put(("f", 0), "x", [1]), {"f": [{"id": 1, "x": [1]}]}),
        ("[f] # c\nid = 1\n", Append("f", {"id": 2}), {"f": [{"id": 1}, {"id": 2}]}),
    ],
)  # fmt: skip
def test_tables_in_other_forms_are_edited_too(
    text: str, change: Edit, expected: dict[str, Any]
) -> None:
    edited = edit(text, [change])
    assert tomllib.loads(edited) == expected
    assert "# c" in edited


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("general = 5\n", Put(("general",), "a", 1)),
        ("f = 5\n", Append("f", {"id": 1})),
        ("f = [1]\n", Remove(("f", 7))),
    ],
)
def test_a_form_that_cannot_hold_the_change_is_refused(text: str, change: Edit) -> None:
    with pytest.raises(UneditableError, match="by hand"):
        edit(text, [change])


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.just("key"), inner),
    max_leaves=8,
)


@given(_VALUES)
def test_values_are_read_again_as_they_were_written(value: object) -> None:
    assert tomllib.loads(f"value = {toml_value(value)}")["value"] == value


@given(_TEXT)
def test_comments_of_any_kind_survive(text: str) -> None:
    comment = "# " + "".join(char for char in text if char.isprintable())
    base = f"{comment}\n[general]\n{comment}\na = 1 {comment}\n{comment}\n[[f]]\nid = 1\n"
    edits: list[Edit] = [Put(("general",), "a", 2), Put(("general",), "b", 3), Remove(("f", 0))]
    edits.append(Append("f", {"id": 2}))
    edited = edit(base, edits)
    assert edited.count(comment) == base.count(comment)
    assert tomllib.loads(edited) == {"general": {"a": 2, "b": 3}, "f": [{"id": 2}]}
