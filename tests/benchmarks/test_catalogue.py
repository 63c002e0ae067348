"""How long the catalogue takes to load and to be searched; prints its figures."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from downlight.catalogue.book import CatalogueBook
from downlight.catalogue.shipped import COMPILED, compile_shipped
from downlight.domain.settings import Favourite, Settings

FOLDER = Path(__file__).parents[2] / "resources" / "catalogue"
LOAD = 0.030
FIRST_SEARCH = 0.010
"""Seconds that are promised."""
MARGIN = 5
"""So many times as much fails the test: it is about the order of magnitude, on any machine."""
TYPED = ("f", "face", "facebok", "واتساب", "amazn web services", "qqzzqq")


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    assert compile_shipped(FOLDER), "the benchmark is of the compiled form"
    assert (FOLDER / COMPILED).is_file()


def cpu(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that `work` takes."""
    begun = process_time()
    work()
    return process_time() - begun


def opened() -> CatalogueBook:
    return CatalogueBook.open(FOLDER)


def test_loading_costs_the_start_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def load() -> None:
        opened().resolve(Favourite("github"), Settings())

    best = min(cpu(load) for _ in range(5))
    with capsys.disabled():
        sys.stdout.write(f"\nloaded, and a favourite looked up: {best * 1000:.1f} ms")
    assert best < LOAD * MARGIN


@pytest.mark.parametrize("typed", TYPED)
def test_the_first_search_is_instant(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    def first() -> float:
        book = opened()
        return cpu(lambda: book.search(typed))

    best = min(first() for _ in range(5))
    with capsys.disabled():
        sys.stdout.write(f"\nfirst search, “{typed}”: {best * 1000:.1f} ms")
    assert best < FIRST_SEARCH * MARGIN
