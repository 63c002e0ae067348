"""What docs/expectations.md says is tested, is: each test it names is there."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "expectations.md").read_text("utf-8")
ROWS = [line for line in TEXT.splitlines() if re.match(r"\| \d+ \|", line)]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


@cache
def names_in(path: str) -> frozenset[str]:
    return frozenset(
        re.findall(r"^(?:async )?def (test_\w+)", (ROOT / path).read_text("utf-8"), re.MULTILINE)
    )


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_each_test_that_is_named_is_there(path: str, name: str) -> None:
    assert name in names_in(path)


def test_all_forty_are_answered() -> None:
    assert [int(row.split("|")[1]) for row in ROWS] == list(range(1, 41))
    assert {row.split("|")[3].strip() for row in ROWS} == {"Built", "Partly"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_what_is_built_names_a_test_and_what_is_missing_says_so(row: str) -> None:
    told = row.split("|")[4]
    assert "::" in told or row.split("|")[3].strip() == "Partly"
