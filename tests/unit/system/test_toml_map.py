"""Where things stand in a TOML text."""

import tomllib
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from downlight.system.toml_map import Path, map_toml

HARD = '''# comment with [brackets] and key = 1
top = 1  # trailing
"quoted key" = "a # no comment, a \\" quote"
'lit"eral' = 'C:\\path'
dotted.inner . deep = true
when = 1979-05-27 07:32:00
text = """
[not a table]
key = "no key" ""
ends with quotes"""""
raw = \'\'\'
[neither]\'\'\'
many = [ # comment ] in list
  1, "two, [",
  { three = 3, "fo.ur".five = [4, 5] }, # last
]
empty = []
nothing = {}

[general]
interval = 60
[ spaced . "out" ]
x = -inf
[[favourite]]
id = "a"
[favourite.headers]
accept = "x"
[[favourite]]
id = "b"
[[favourite.nested]]
n = 1
[[favourite.nested]]
n = 2
'''


def _leaves(value: Any, path: Path = ()) -> dict[Path, Any]:
    if isinstance(value, dict):
        pairs: list[tuple[str | int, Any]] = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    else:
        return {path: value}
    found: dict[Path, Any] = {path: value} if path else {}
    for key, inner in pairs:
        found |= _leaves(inner, (*path, key))
    return found


@pytest.mark.parametrize("text", [HARD, HARD.replace("\n", "\r\n"), HARD.rstrip("\n"), ""])
def test_everything_that_the_text_holds_is_found(text: str) -> None:
    assert set(map_toml(text).starts) == set(_leaves(tomllib.loads(text)))


@pytest.mark.parametrize("text", [HARD, HARD.replace("\n", "\r\n")])
def test_each_value_stands_where_it_is_said_to(text: str) -> None:
    found, leaves = map_toml(text), _leaves(tomllib.loads(text))
    for path, (start, end) in found.values.items():
        assert tomllib.loads(f"value = {text[start:end]}")["value"] == leaves[path]


def test_lines_are_counted_from_one() -> None:
    found = map_toml(HARD)
    lines = HARD.splitlines()
    assert found.line(("top",)) == 2
    assert lines[(found.line(("many", 2)) or 0) - 1].startswith("  { three")
    assert lines[(found.line(("favourite", 1, "id")) or 0) - 1] == 'id = "b"'
    assert lines[(found.line(("favourite", 0, "headers", "accept")) or 0) - 1] == 'accept = "x"'


def test_what_is_not_there_has_the_line_of_what_would_hold_it() -> None:
    found = map_toml(HARD)
    assert found.line(("general", "theme")) == found.line(("general",))
    assert found.line(("nowhere",)) is None


def test_a_comment_that_leads_on_to_the_next_table_does_not_belong_to_this_one() -> None:
    text = "[a]\nx = 1\n# of a\n\n# of b\n[b]\ny = 1\n# of c\n[c]\n"
    found = map_toml(text)
    ends = {table.path: found.own_end(table) for table in found.tables}
    assert text[: ends["a",]].endswith("# of a\n")
    assert text[: ends["b",]].endswith("y = 1\n")
    assert ends["c",] == len(text)


_KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.datetimes(),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=5))
def test_everything_is_found_in_any_text(data: dict[str, Any]) -> None:
    text = tomlkit.dumps(data)
    raw = tomllib.loads(text)
    found = map_toml(text)
    assert set(found.starts) == set(_leaves(raw))
    for path, (start, end) in found.values.items():
        assert tomllib.loads(f"v = {text[start:end]}")["v"] == _leaves(raw)[path]
