"""Finding platforms by what people type."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.catalogue.book import CatalogueBook
from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.keys import plain_key
from downlight.catalogue.search import Hit, Index, best
from downlight.catalogue.shelf import Shelf


def entry(id_: str, name: str, *aliases: str, popularity: int = 50, host: str = "") -> Entry:
    homepage = f"https://{host or f'{id_}.example'}"
    return Entry(id_, name, homepage, "work", aliases=aliases, popularity=popularity)


SHELVES = Shelves(
    (
        entry("x", "X", "Twitter", popularity=96),
        entry("github", "GitHub", popularity=90),
        entry("github-copilot", "GitHub Copilot", popularity=60),
        entry("gitlab", "GitLab", popularity=70),
        entry("spotify", "Spotify", popularity=91),
        entry("wechat", "WeChat", "Weixin", "微信"),
        entry("teams", "Microsoft Teams", "MS Teams", popularity=88),
        entry("cafe", "Café Zürich", popularity=10),
        entry("orange", "Orange", popularity=20),
        entry("orange-bank", "Orange Bank", popularity=30),
        entry("odd", "Quirk", host="www.peculiar.example"),
    )
)
SHELF = Shelf.of(SHELVES)
BOOK = CatalogueBook(SHELF)
INDEX = Index(SHELF)


def found(text: str, limit: int = 3) -> list[str]:
    return [one.id for one in BOOK.search(text, limit)]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("twitter", "x"),
        ("X", "x"),
        ("GITHUB", "github"),
        ("git hub", "github"),
        ("微信", "wechat"),
        ("teams", "teams"),
        ("cafe zurich", "cafe"),
        ("CAFÉ", "cafe"),
        ("gtihub", "github"),
        ("githib", "github"),
        ("spotfy", "spotify"),
        ("sportify", "spotify"),
        ("copilot", "github-copilot"),
        ("peculiar", "odd"),
        ("peculiar.example", "odd"),
    ],
)
def test_the_platform_that_was_meant_comes_first(typed: str, best: str) -> None:
    assert found(typed)[0] == best


def test_an_exact_name_comes_before_a_more_common_longer_one() -> None:
    assert found("orange") == ["orange", "orange-bank"]


def test_names_that_begin_alike_come_the_most_common_first() -> None:
    assert found("git") == ["github", "gitlab", "github-copilot"]


def test_an_empty_text_finds_all_the_most_common_first() -> None:
    assert found("", 100)[:2] == ["x", "spotify"]
    assert len(found("  ", 100)) == 11


@pytest.mark.parametrize("typed", ["qqzzqq", "!!!", "."])
def test_nonsense_finds_nothing_unless_it_is_empty(typed: str) -> None:
    assert found(typed) == [] or plain_key(typed) == ""


def test_slips_are_forgiven_only_where_nothing_fits_as_typed() -> None:
    assert found("gitl") == ["gitlab"]


def test_a_slip_is_likelier_than_a_part_of_a_word() -> None:
    book = CatalogueBook(Shelves((entry("a", "Credit Union"), entry("b", "Reddit"))))
    assert [one.id for one in book.search("redit")] == ["b", "a"]


def test_of_several_hits_on_one_row_the_best_stays() -> None:
    assert best([Hit(2, 7), Hit(1, 9), Hit(0, 7)]) == [Hit(0, 7), Hit(1, 9)]


@pytest.mark.parametrize("typed", ["x", "Twitter", "TWITTER", " twitter "])
def test_exact_takes_ids_names_and_aliases(typed: str) -> None:
    row = INDEX.exact(typed.strip())
    assert row is not None
    assert SHELF.entry(row).id == "x"


@pytest.mark.parametrize("typed", ["", "twit", "gtihub"])
def test_exact_takes_nothing_else(typed: str) -> None:
    assert INDEX.exact(typed) is None


@given(st.text(max_size=40))
def test_any_text_is_searched_without_trouble(text: str) -> None:
    assert len(INDEX.typed(text, 5)) <= 5
    assert len(INDEX.alike(text, 5)) <= 5
    INDEX.exact(text)


def test_thousands_of_platforms_are_searched_between_two_keystrokes() -> None:
    many = (entry(f"p{n}", f"Platform {n} of many", f"alias{n}") for n in range(5000))
    large = Index(Shelf.of(Shelves(tuple(many))))
    for typed in ("platform 4711", "aliass77", "zzz", "p"):
        begun = process_time()
        large.typed(typed, 20)
        large.alike(typed, 20)
        assert process_time() - begun < 0.25
