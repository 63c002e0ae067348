"""How a feed was found, as clauses."""

from downlight.domain import clues
from downlight.domain.saying import Saying


def test_clues_keep_their_facts_when_they_are_joined() -> None:
    told = clues.both(clues.LINKED, clues.made_by("Gatus"))
    assert told == "the home page links to it, and the page is made by Gatus"
    inner = told.facts["other"]
    assert isinstance(inner, Saying)
    assert inner.facts == {"maker": "Gatus"}


def test_hosts_are_named() -> None:
    assert clues.own("status.x.example") == "status.x.example is the product's own"
    assert clues.names("xstatus.com") == "xstatus.com names the product"
    assert clues.belongs("x.example", "Hund") == "x.example belongs to Hund"
