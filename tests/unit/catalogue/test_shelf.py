"""The compact form of the catalogue."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.catalogue.compiling import MAGIC, VERSION, check_sum, compiled
from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.shelf import Damaged, Shelf

ENTRIES = (
    Entry("low", "Low", "https://low.example", "work", popularity=1),
    Entry(
        "wechat",
        "微信",
        "https://www.wechat.example/app/",
        "messaging",
        ("WeChat", "Ви\u0301чат"),
        expect=("a", "b"),
        feed_interval=600.0,
        popularity=80,
    ),
)
RAW = compiled(Shelves(ENTRIES, ("502", "503")), "sources")


def test_everything_comes_out_as_it_went_in_the_most_common_first() -> None:
    shelf = Shelf(RAW)
    assert [shelf.entry(row) for row in range(len(shelf))] == [ENTRIES[1], ENTRIES[0]]
    assert (shelf.error_texts, shelf.sources) == (("502", "503"), "sources")


def test_rows_are_found_by_id_and_home_page() -> None:
    shelf = Shelf(RAW)
    assert (shelf.row_of("low"), shelf.row_of("lo"), shelf.row_of("")) == (1, None, None)
    assert shelf.row_of("wechat\nlow") is None
    assert shelf.row_at("wechat.example\tapp") == 0


def test_an_empty_catalogue_is_one_too() -> None:
    assert len(Shelf.of(Shelves())) == 0


def other(version: int, order: str) -> bytes:
    """Return a whole file of another version or machine."""
    start = len(MAGIC) + len(check_sum(b""))
    rest = RAW[start:].replace(b'"version": %d' % VERSION, b'"version": %d' % version, 1)
    rest = rest.replace(sys.byteorder.encode(), order.encode(), 1)
    return MAGIC + check_sum(rest) + rest


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"something else",
        MAGIC,
        MAGIC + b"00000000\n",
        RAW[:-1],
        RAW + b"x",
        other(VERSION + 1, sys.byteorder),
        other(VERSION, "middle"),
    ],
)
def test_what_is_not_whole_or_of_another_version_is_refused(raw: bytes) -> None:
    with pytest.raises(Damaged):
        Shelf(raw)


@given(st.integers(0, len(RAW) - 1), st.integers(1, 255))
def test_a_byte_that_has_changed_is_noticed(at: int, flip: int) -> None:
    damaged = bytearray(RAW)
    damaged[at] ^= flip
    with pytest.raises(Damaged):
        Shelf(bytes(damaged))
