"""Settings texts: what stands in them, and on which line what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.settings import Favourite, Problem
from downlight.system.settings_reading import MOST_BYTES, SlipError, decode, interpret

TEXT = """\
[general]
interval = 5
[network]
canaries = [
  "http://a.example/",
  "ftp://b.example/",
]

[[favourite]]
id = "good"

[[favourite]]
id = "bad"
url = "ftp://c.example/"
"""


def _problems(text: str) -> list[Problem]:
    return list(interpret(decode(text.encode()), "settings.toml")[1])


def test_each_problem_names_its_file_line_and_key() -> None:
    problems = _problems(TEXT)
    places = [(p.file, p.line, p.key) for p in problems]
    assert places == [
        ("settings.toml", 2, "general.interval"),
        ("settings.toml", 6, "network.canaries 2"),
        ("settings.toml", 14, "favourite 2 (bad).url"),
        ("settings.toml", 12, "favourite 2 (bad)"),
    ]


def test_the_rest_is_taken() -> None:
    settings, _ = interpret(decode(TEXT.encode()), "")
    assert settings.favourites == (Favourite("good"),)
    assert len(settings.network.canaries) == 1


def test_a_single_table_is_named_like_the_first_of_a_list() -> None:
    problems = _problems('[favourite]\nid = "x"\ntimeout = 0\n')
    assert (problems[0].key, problems[0].line) == ("favourite 1 (x).timeout", 1)


def test_a_favourite_that_is_no_table_has_no_name() -> None:
    assert _problems("favourite = [\n  5,\n]\n")[0].key == "favourite 1"


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        (b'[general]\ntheme = "dark\n', 2, "illegal character"),
        (b"[general]\ninterval 5\n", 2, "expected '='"),
        (b"a = [1,\n2", 2, "unclosed array"),
        (b"a = 1\na = 2\n", 2, "cannot overwrite a value"),
        (b"[a]\n[b]\n[a]\n", 3, "cannot declare"),
        (b"a = 1\nb = '\xff'\n", 2, "not UTF-8"),
        (b"a = " + b"9" * 5000, None, "limit"),
        (b"a = " + b"[" * 100_000, None, "nested too deeply"),
        (b"a = 1\n" * (MOST_BYTES // 6 + 1), None, "larger than 4 MB"),
    ],
    ids=range(9),
)
def test_what_is_no_toml_is_told_with_its_line(data: bytes, line: int | None, why: str) -> None:
    with pytest.raises(SlipError) as caught:
        decode(data)
    assert caught.value.line == line
    assert why.lower() in str(caught.value).lower()
    assert "(at " not in str(caught.value)


def test_a_byte_order_mark_is_no_slip() -> None:
    assert decode(b"\xef\xbb\xbfa = 1\n").raw == {"a": 1}


@given(st.integers(0, len(TEXT)))
def test_a_text_cut_anywhere_is_read_or_refused(end: int) -> None:
    line = _line_of_the_slip(TEXT[:end])
    assert line is None or 1 <= line <= TEXT.count("\n") + 1


def _line_of_the_slip(text: str) -> int | None:
    try:
        settings, _ = interpret(decode(text.encode()), "")
    except SlipError as slip:
        return slip.line
    assert settings.general.interval in (30, 60)
    return None


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT) - 1), st.characters(exclude_categories=["Cs"])),
        max_size=6,
    )
)
def test_a_text_with_slips_is_read_or_refused(slips: list[tuple[int, str]]) -> None:
    text = TEXT
    for place, char in slips:
        text = text[:place] + char + text[place + 1 :]
    try:
        _, problems = interpret(decode(text.encode()), "s.toml")
    except SlipError:
        return
    assert all(problem.line and problem.key for problem in problems)
