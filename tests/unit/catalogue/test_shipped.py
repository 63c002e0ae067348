"""Opening the shipped catalogue, and making its compact form anew where it does not fit."""

import os
from pathlib import Path

import pytest

from downlight.catalogue.shelf import Shelf
from downlight.catalogue.shipped import COMPILED, compile_shipped, open_shipped

LINES = 'category = "work"\n[[platform]]\nid = "a"\nname = "A"\nhomepage = "https://a.example"\n'
LATER = 2_000_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "catalogue"
    made.mkdir()
    (made / "work.toml").write_text(LINES, "utf-8")
    return made


def ids(shelf: Shelf) -> list[str]:
    return [shelf.entry(row).id for row in range(len(shelf))]


def test_the_compact_form_is_made_once_and_then_only_read(folder: Path) -> None:
    assert ids(open_shipped(folder)) == ["a"]
    made = (folder / COMPILED).stat()
    assert ids(open_shipped(folder)) == ["a"]
    assert (folder / COMPILED).stat() == made
    assert sorted(path.name for path in folder.iterdir()) == [COMPILED, "work.toml"]


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "work.toml").write_text(LINES.replace('"a"', '"beta"'), "utf-8"),
        lambda folder: (folder / "more.toml").write_text(
            LINES.replace('"a"', '"beta"').replace('"A"', '"0"'), "utf-8"
        ),
    ],
)
def test_a_change_of_the_files_is_seen(folder: Path, change: object) -> None:
    open_shipped(folder)
    assert callable(change)
    change(folder)
    assert ids(open_shipped(folder))[0] == "beta"
    assert ids(Shelf((folder / COMPILED).read_bytes()))[0] == "beta"


def test_a_change_that_keeps_the_size_is_seen(folder: Path) -> None:
    open_shipped(folder)
    (folder / "work.toml").write_text(LINES.replace('"a"', '"b"'), "utf-8")
    os.utime(folder / "work.toml", (LATER, LATER))
    assert ids(open_shipped(folder)) == ["b"]


def test_files_that_an_installer_wrote_in_another_order_are_believed(folder: Path) -> None:
    open_shipped(folder)
    old = LATER - 1000
    os.utime(folder / COMPILED, (old, old))
    os.utime(folder / "work.toml", (old + 1, old + 1))
    open_shipped(folder)
    assert (folder / COMPILED).stat().st_mtime < old, "looked at the contents, then noted the day"


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"downlight catalogue\n{"])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    (folder / COMPILED).write_bytes(damage)
    assert ids(open_shipped(folder)) == ["a"]
    assert ids(Shelf((folder / COMPILED).read_bytes())) == ["a"]


def test_where_the_package_cannot_be_written_the_cache_is(folder: Path, tmp_path: Path) -> None:
    (folder / COMPILED).mkdir()  # keeps even root from writing a file there
    cache = tmp_path / "catalogue.bin"
    assert ids(open_shipped(folder, cache)) == ["a"]
    made = cache.stat()
    assert ids(open_shipped(folder, cache)) == ["a"]
    assert cache.stat() == made


def test_where_nothing_can_be_written_it_still_opens(folder: Path) -> None:
    (folder / COMPILED).mkdir()
    assert ids(open_shipped(folder, folder / "no" / "such" / "place.bin")) == ["a"]
    assert sorted(path.name for path in folder.iterdir()) == [COMPILED, "work.toml"]


def test_packed_without_its_sources_it_is_enough_by_itself(folder: Path) -> None:
    open_shipped(folder)
    (folder / "work.toml").unlink()
    assert ids(open_shipped(folder)) == ["a"]


def test_it_is_compiled_ahead_for_packages(folder: Path) -> None:
    assert compile_shipped(folder)
    assert compile_shipped(folder)
    assert ids(Shelf((folder / COMPILED).read_bytes())) == ["a"]
