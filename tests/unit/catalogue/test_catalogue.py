"""The catalogue that is shipped."""

import tomllib
from pathlib import Path

import pytest

from downlight import formats
from downlight.catalogue.book import CatalogueBook
from downlight.catalogue.loader import load
from downlight.domain.model import CheckKind
from downlight.domain.settings import Favourite, Settings

FOLDER = Path(__file__).parents[3] / "resources" / "catalogue"
SHELVES, PROBLEMS = load(FOLDER)
BOOK = CatalogueBook(SHELVES)
ALL = BOOK.popular(100_000)


def test_it_is_read_without_a_problem_and_is_large_enough() -> None:
    assert PROBLEMS == []
    assert len(ALL) >= 60


def test_every_platform_can_be_watched() -> None:
    for platform in ALL:
        watched = BOOK.resolve(Favourite(platform.id), Settings())
        assert watched.checks[0].kind is CheckKind.HTTP
        for check in watched.checks:
            assert check.format is None or check.format in formats.formats()


def test_every_fact_has_a_source_and_a_day() -> None:
    for path in FOLDER.glob("*.toml"):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        for table in (*document.get("platform", []), *document.get("error_page", [])):
            assert table["source"], table
            assert table["checked"], table


def test_no_name_or_alias_means_two_platforms() -> None:
    owners: dict[str, str] = {}
    for platform in ALL:
        for name in (platform.name, *platform.aliases):
            assert owners.setdefault(name.casefold(), platform.id) == platform.id, name


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("twitter", "x"),
        ("twitter.com", "x"),
        ("x.com", "x"),
        ("Instagram", "instagram"),
        ("fb", "facebook"),
        ("微信", "wechat"),
        ("gmail", "gmail"),
        ("chatgpt", "chatgpt"),
        ("teams", "microsoft-teams"),
        ("psn", "playstation-network"),
        ("aws", "amazon-web-services"),
    ],
)
def test_platforms_go_by_the_names_that_people_use(typed: str, id_: str) -> None:
    platform = BOOK.find(typed)
    assert platform is not None
    assert platform.id == id_


def test_the_error_texts_of_14_july_2022_show_an_outage_of_x() -> None:
    x = BOOK.platform("x")
    assert x is not None
    refused = x.checks[0].expect.must_not_contain
    page = "<p>Tweets aren't loading right now. Try again.</p>"
    assert any(text in page for text in refused)
    assert "Over capacity" in refused
