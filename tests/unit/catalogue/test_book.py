"""The catalogue as a book, with the user's own platforms in it."""

from pathlib import Path

import pytest

from downlight.catalogue.book import CatalogueBook
from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.own import OwnPlatforms
from downlight.catalogue.shelf import Shelf
from downlight.domain.settings import Favourite, Settings

SHELF = Shelf.of(
    Shelves(
        (
            Entry("github", "GitHub", "https://github.com", "developer", ("GH",), popularity=90),
            Entry("gitlab", "GitLab", "https://gitlab.com", "developer", popularity=70),
        )
    )
)
OWN = """
[[platform]]
id = "gitea"
name = "Gitea at home"
homepage = "http://gitea.lan:3000"

[[platform]]
id = "github"
name = "The Hub"
aliases = ["Octo"]
feed = "https://www.githubstatus.com/history.atom"
"""


@pytest.fixture
def book(tmp_path: Path) -> CatalogueBook:
    path = tmp_path / "platforms.toml"
    path.write_text(OWN, "utf-8")
    return CatalogueBook(SHELF, OwnPlatforms(path, SHELF))


def test_ones_own_are_found_with_the_others(book: CatalogueBook) -> None:
    assert [platform.id for platform in book.search("git")] == ["gitea", "github", "gitlab"]
    assert {platform.id for platform in book.popular()} == {"gitea", "github", "gitlab"}
    assert {entry.id for entry in book.entries()} == {"gitea", "github", "gitlab"}


@pytest.mark.parametrize("typed", ["octo", "github", "The Hub", "GH", "github.com"])
def test_a_corrected_platform_is_found_by_old_and_new_names(
    book: CatalogueBook, typed: str
) -> None:
    found = book.find(typed)
    assert found is not None
    assert (found.id, found.name) == ("github", "The Hub")


def test_a_corrected_platform_is_watched_as_corrected(book: CatalogueBook) -> None:
    platform = book.resolve(Favourite("github"), Settings())
    assert platform.checks[1].target == "https://www.githubstatus.com/history.atom"
    assert platform.popularity == 90


def test_what_we_know_can_still_be_told(book: CatalogueBook) -> None:
    shipped = book.shipped_entry("github")
    assert shipped is not None
    assert shipped.name == "GitHub"
    assert book.shipped_entry("gitea") is None


def test_a_slip_finds_ones_own_too(book: CatalogueBook) -> None:
    assert next(iter(book.search("gietae"))).id == "gitea"


def test_a_book_of_a_folder_is_opened(tmp_path: Path) -> None:
    book = CatalogueBook.open(tmp_path / "none")
    assert book.popular() == []
    assert book.problems() == ()


def test_platforms_are_browsed_by_category_ones_own_first(book: CatalogueBook) -> None:
    assert set(book.categories()) == {"developer", "own"}
    assert [platform.id for platform in book.browse("developer")] == ["github", "gitlab"]
    assert [platform.id for platform in book.browse("own")] == ["gitea"]
    assert book.browse("nothing") == []


def test_a_platform_that_its_user_moved_stands_in_its_new_category_only(tmp_path: Path) -> None:
    path = tmp_path / "platforms.toml"
    path.write_text('[[platform]]\nid = "github"\ncategory = "work"\n', "utf-8")
    book = CatalogueBook(SHELF, OwnPlatforms(path, SHELF))
    assert [platform.id for platform in book.browse("developer")] == ["gitlab"]
    assert [platform.id for platform in book.browse("work")] == ["github"]
