"""The user's own platforms."""

import os
from pathlib import Path

import pytest

from downlight.catalogue.book import CatalogueBook
from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.own import MOST_BYTES, OwnFile, OwnPlatforms, read_own
from downlight.catalogue.shelf import Shelf

SHIPPED = Entry("github", "GitHub", "https://github.com", "developer", ("GH",), popularity=90)
SHELF = Shelf.of(Shelves((SHIPPED,)))
BAKER = '[[platform]]\nid = "baker"\nname = "Baker"\nhomepage = "https://baker.example"\n'


def known(platform_id: str) -> Entry | None:
    return SHIPPED if platform_id == "github" else None


def read(folder: Path, text: str) -> OwnFile:
    path = folder / "platforms.toml"
    path.write_text(text, "utf-8")
    return read_own(path, known)


def test_no_file_is_no_platforms(tmp_path: Path) -> None:
    assert read_own(tmp_path / "platforms.toml", known) == OwnFile()


def test_a_platform_is_added_and_another_corrected(tmp_path: Path) -> None:
    own = read(tmp_path, BAKER + '[[platform]]\nid = "github"\naliases = ["Hub"]\n')
    baker, github = own.entries
    assert own.problems == ()
    assert (baker.category, baker.homepage) == ("own", "https://baker.example")
    assert (github.name, github.aliases, github.category) == ("GitHub", ("Hub",), "developer")


@pytest.mark.parametrize(
    ("line", "key", "clue"),
    [
        ('homepage = "javascript:alert(1)"', "homepage", "Only http and https"),
        ('id = "UPPER"', "id", "small letters"),
        ('name = "a\\u202eb"', "name", "cannot be seen"),
        (f'name = "{"x" * 301}"', "name", "300 characters"),
    ],
)
def test_one_bad_platform_is_named_by_file_line_and_key(
    tmp_path: Path, line: str, key: str, clue: str
) -> None:
    bad = "\n".join(
        row for row in BAKER.replace("baker", "bad").splitlines() if not row.startswith(f"{key} ")
    )
    own = read(tmp_path, f"{bad}\n{line}\n{BAKER}")
    (problem,) = own.problems
    assert [entry.id for entry in own.entries] == ["baker"]
    assert (problem.file, problem.line) == ("platforms.toml", 4)
    assert problem.key.endswith(f".{key}")
    assert clue in problem.message


def test_a_bad_optional_fact_loses_only_itself(tmp_path: Path) -> None:
    own = read(tmp_path, BAKER + 'feed = 5\nformat = "statuspage"\n')
    assert [entry.id for entry in own.entries] == ["baker"]
    assert [(problem.key, problem.line) for problem in own.problems] == [
        ("platform baker.feed", 5),
        ("platform baker.format", 6),
    ]


def test_the_same_id_twice_is_named_and_the_first_counts(tmp_path: Path) -> None:
    own = read(tmp_path, BAKER + BAKER.replace("Baker", "Other"))
    assert [entry.name for entry in own.entries] == ["Baker"]
    assert [problem.line for problem in own.problems] == [6]


def test_a_file_that_is_too_large_is_named(tmp_path: Path) -> None:
    own = read(tmp_path, "#" * (MOST_BYTES + 1))
    assert "larger than" in own.problems[0].message


def test_the_file_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "platforms.toml"
    book = CatalogueBook(SHELF, OwnPlatforms(path, SHELF))
    assert book.find("baker") is None
    path.write_text(BAKER, "utf-8")
    assert book.find("baker") is not None
    path.write_text(BAKER.replace("baker", "diner").replace("Baker", "Diner"), "utf-8")
    os.utime(path, (2_000_000_000, 2_000_000_000))
    assert book.find("baker") is None
    assert book.find("diner") is not None
    path.unlink()
    assert book.find("diner") is None


def test_problems_of_the_file_are_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "platforms.toml"
    path.write_text("[[platform]\n", "utf-8")
    book = CatalogueBook(SHELF, OwnPlatforms(path, SHELF))
    assert [problem.line for problem in book.problems()] == [1]
    assert book.find("github") is not None
    assert caplog.text.count("platforms.toml:1: file: cannot be read as TOML") == 1
