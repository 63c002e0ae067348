"""Platforms as they are written in a file."""

import tomllib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from downlight.catalogue.writing import ORDER, table_text


def test_facts_stand_in_one_order_one_on_a_line() -> None:
    text = table_text(
        {
            "checked": date(2026, 11, 23),
            "feed_interval": 300.0,
            "name": 'A "B"',
            "id": "a",
            "aliases": ["甲"],
            "unheard": 5,
        },
        ["# why"],
    )
    assert text.splitlines() == [
        "[[platform]]",
        "# why",
        'id = "a"',
        'name = "A \\"B\\""',
        'aliases = ["甲"]',
        "feed_interval = 300",
        "checked = 2026-11-23",
    ]


def test_a_long_list_stands_on_lines_of_its_own() -> None:
    text = table_text({"reject": ["x" * 60, "y" * 60]})
    assert text.count("\n") == 5


SEEN = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(st.sampled_from(ORDER), SEEN | st.lists(SEEN) | st.integers(0, 9)))
def test_what_is_written_is_read_again(facts: dict[str, object]) -> None:
    assert tomllib.loads(table_text(facts)) == {"platform": [facts]}
