"""What tells one page from another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.probes.traits import length_band, traits
from fakes.answers import answer


def page(title: str, fill: int = 1000) -> str:
    return f"<html><head><TITLE lang=en>{title}</TITLE></head>{'x' * fill}"


@pytest.mark.parametrize(
    "title",
    ["Home / X", "(3) Home / X", "home / x", " Home\n/ X ", "Home &#47; X", "12:30 Home · X 2026"],
)
def test_counters_dates_and_case_do_not_make_another_page(title: str) -> None:
    assert traits(answer(page(title))) == traits(answer(page("Home / X")))


def test_another_title_is_another_page() -> None:
    assert traits(answer(page("Over capacity"))) != traits(answer(page("Home / X")))


def test_another_host_is_another_page() -> None:
    here, there = answer(page("Home")), answer(page("Home"), url="https://parking.test/")
    assert traits(here) != traits(there)
    assert traits(there)[2] == "host:parking.test"


def test_a_page_without_title_has_none() -> None:
    assert traits(answer("ok"))[0] == "title:none"


def test_contents_are_not_kept() -> None:
    kept = " ".join(traits(answer(page("Geheim"))))
    assert "eheim" not in kept


@pytest.mark.parametrize(
    ("size", "band"), [(0, 0), (1, 1), (3, 1), (4, 2), (1000, 5), (65_535, 8), (65_536, 9)]
)
def test_lengths_fall_into_bands_of_four(size: int, band: int) -> None:
    assert length_band(b"x" * size) == band


@given(st.binary(max_size=300))
def test_no_page_breaks_it(body: bytes) -> None:
    assert len(traits(answer(b"<title>" + body + b"</title>"))) == 3


def test_a_title_without_end_costs_nothing() -> None:
    for page in ("<title>" * 20_000, "<title" * 20_000, "<title>" + "x" * 200_000):
        assert traits(answer(page))[0] == "title:none"
