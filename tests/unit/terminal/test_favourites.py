"""`downlight add` and `downlight remove`."""

from pathlib import Path

import pytest

from downlight.domain.settings import Favourite
from fakes.shell import Shell


def test_a_platform_of_the_catalogue_is_added_by_any_of_its_names(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("add", "Twitter") == 0
    assert shell.favourites == (Favourite("x"),)
    assert "X is watched from now on: https://x.com/, every 1 min." in shell.out


def test_an_address_is_added_with_all_wishes(tmp_path: Path) -> None:
    shell = Shell(tmp_path, Favourite("x"))
    line = "add status.example/shop --name Shop --interval 5m --expect-text Cart --reject-text Oops"
    assert shell.run(*line.split(), "--feed", "https://s.example/feed.rss") == 0
    (_, added) = shell.favourites
    assert added.url == "https://status.example/shop"
    assert (added.name, added.interval) == ("Shop", 300)
    assert (added.expect_text, added.reject_text) == (("Cart",), ("Oops",))
    assert added.feed == "https://s.example/feed.rss"
    assert "Its status feed is read as well" in shell.out


@pytest.mark.parametrize(
    ("what", "asked", "given", "told"),
    [
        ("x", "1", 30, "raised to 30 s"),
        ("http://192.168.1.4/", "1", 2, "raised to 2 s"),
        ("http://192.168.1.4/", "5", 5, ""),
        ("x", "60d", 86_400, "lowered to 1 d"),
    ],
)
def test_the_interval_is_kept_within_its_limits_and_that_is_said(
    tmp_path: Path, what: str, asked: str, given: float, told: str
) -> None:
    shell = Shell(tmp_path)
    assert shell.run("add", what, "--interval", asked) == 0
    assert shell.favourites[0].interval == given
    assert ("The interval was" in shell.out) is bool(told)
    assert told in shell.out


def test_adding_what_is_watched_already_changes_nothing(tmp_path: Path) -> None:
    shell = Shell(tmp_path, Favourite("x", interval=300.0))
    assert shell.run("add", "x.com") == 0
    assert shell.favourites == (Favourite("x", interval=300.0),)
    assert "X is watched already." in shell.out


def test_adding_with_new_wishes_changes_how_it_is_watched(tmp_path: Path) -> None:
    shell = Shell(tmp_path, Favourite("x", interval=300.0), Favourite("github"))
    assert shell.run("add", "x", "--expect-text", "Home") == 0
    assert shell.favourites[0] == Favourite("x", interval=300.0, expect_text=("Home",))
    assert "watched differently" in shell.out


def test_an_app_that_is_running_is_told(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.running = True
    shell.run("add", "x")
    assert "has been told" in shell.out


@pytest.mark.parametrize(
    ("line", "clue"),
    [
        ("add gtihub", "Did you mean GitHub"),
        ("add ftp://x.example", "Only http and https"),
        ("add x --feed file:///etc/passwd", "Only http and https"),
    ],
)
def test_what_cannot_be_watched_is_told_and_nothing_is_written(
    tmp_path: Path, line: str, clue: str
) -> None:
    shell = Shell(tmp_path)
    assert shell.run(*line.split()) == 2
    assert clue in shell.err
    assert not (tmp_path / "settings.toml").exists()


def test_settings_that_cannot_be_read_are_not_overwritten(tmp_path: Path) -> None:
    broken = tmp_path / "settings.toml"
    broken.write_text("[general\n")
    shell = Shell(tmp_path)
    assert shell.run("add", "x") == 3
    assert "Not saved" in shell.err
    assert broken.read_text() == "[general\n"


@pytest.mark.parametrize("typed", ["x", "Twitter", "x.com"])
def test_a_favourite_is_removed_by_any_of_its_names(tmp_path: Path, typed: str) -> None:
    shell = Shell(tmp_path, Favourite("x"), Favourite("github"))
    assert shell.run("remove", typed) == 0
    assert shell.favourites == (Favourite("github"),)
    assert "X is watched no longer; its history stays." in shell.out


def test_a_favourite_that_the_catalogue_has_lost_can_be_removed(tmp_path: Path) -> None:
    shell = Shell(tmp_path, Favourite("gone"))
    assert shell.run("remove", "gone") == 0
    assert shell.favourites == ()
    assert "gone is watched no longer" in shell.out


def test_removing_what_is_not_watched_is_told(tmp_path: Path) -> None:
    shell = Shell(tmp_path, Favourite("x"))
    assert shell.run("remove", "github") == 2
    assert "“github” is not watched" in shell.err
    assert len(shell.favourites) == 1
