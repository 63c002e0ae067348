"""`downlight add` and `downlight remove`."""

from pathlib import Path

import pytest

from downlight.domain.settings import Favourite
from downlight.probes.answer import Answer
from fakes.internet import page
from fakes.shell import Shell

FEEDS = Path(__file__).parents[2] / "data" / "feeds"


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


HOME = "https://northwind.example/"
STATUS = "https://status.northwind.example/"
SUMMARY = f"{STATUS}api/v2/summary.json"


def with_feed(shell: Shell) -> Shell:
    body = (FEEDS / "statuspage" / "operational.json").read_bytes()
    shell.internet.serve(HOME, page(f'<html><a href="{STATUS}">Status</a></html>'))
    shell.internet.serve(STATUS, page('<html><meta name="issued" content="1"></html>'))
    shell.internet.serve(SUMMARY, Answer(SUMMARY, 200, {}, body, 0.1))
    return shell


def test_the_status_feed_of_a_new_address_is_found_and_said(tmp_path: Path) -> None:
    shell = with_feed(Shell(tmp_path))
    assert shell.run("add", "northwind.example") == 0
    (added,) = shell.favourites
    assert (added.feed, added.feed_format) == (SUMMARY, "statuspage")
    assert added.status_page == STATUS
    assert "A status feed was found (Atlassian Statuspage, 95 % sure)" in shell.out
    assert f"Its status feed is read as well: {SUMMARY}." in shell.out
    assert shell.internet.closed


GITHUB = "https://www.githubstatus.com/api/v2/summary.json"


def with_parts(folder: Path, feed: str = "statuspage", file: str = "trouble.json") -> Shell:
    shell = Shell(folder)
    target = GITHUB if feed == "statuspage" else STATUS
    if feed != "statuspage":
        shell.watch_only(Favourite("x", feed=STATUS, feed_format=feed))
    shell.internet.serve(target, Answer(target, 200, {}, (FEEDS / feed / file).read_bytes(), 0.1))
    return shell


def test_parts_are_picked_by_their_names(tmp_path: Path) -> None:
    shell = with_parts(tmp_path)
    assert shell.run("add", "github", "--component", "sending", "--component", "API") == 0
    assert list(shell.favourites[0].components) == ["sending", "API"]
    assert "Only these parts of it count: sending, API." in shell.out
    assert shell.run("add", "github", "--all-components") == 0
    assert list(shell.favourites[0].components) == []


def test_a_part_that_the_feed_lacks_is_refused_with_what_may_be_meant(tmp_path: Path) -> None:
    shell = with_parts(tmp_path)
    assert shell.run("add", "github", "--component", "Sendin") == 2
    assert "has no part “Sendin”. It has: Sending" in shell.err
    assert shell.favourites == ()
    shell.run("add", "github", "--component", "Zebra")
    assert "It has: Delivery, Web client, API" in shell.err


def test_of_a_list_of_trouble_alone_any_name_is_taken_and_that_is_said(tmp_path: Path) -> None:
    shell = with_parts(tmp_path, "google-incidents", "operational.json")
    assert shell.run("add", "x", "--component", "europe-west3") == 0
    assert "mind the spelling" in shell.err
    assert shell.favourites[0].components == ("europe-west3",)


def test_without_the_network_parts_are_taken_as_written(tmp_path: Path) -> None:
    shell = with_parts(tmp_path)
    shell.internet.cut = True
    assert shell.run("add", "github", "--component", "API") == 0
    assert "cannot be read now" in shell.err
    assert shell.favourites[0].components == ("API",)


def test_a_platform_without_a_feed_has_no_parts(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("add", "x", "--component", "API") == 2
    assert "X has no status feed" in shell.err


def test_a_feed_without_parts_says_so(tmp_path: Path) -> None:
    shell = with_parts(tmp_path, "statushub", "trouble.json")
    assert shell.run("add", "x", "--component", "API") == 2
    assert "names no parts" in shell.err


@pytest.mark.parametrize("wish", ["--no-discovery", f"--feed {STATUS}feed.rss"])
def test_nothing_is_looked_for_when_that_is_not_wanted(tmp_path: Path, wish: str) -> None:
    shell = with_feed(Shell(tmp_path))
    assert shell.run("add", "northwind.example", *wish.split()) == 0
    assert shell.internet.asked == []
    assert shell.favourites[0].feed != SUMMARY


def test_nothing_is_looked_for_of_what_is_watched_already_or_in_the_catalogue(
    tmp_path: Path,
) -> None:
    shell = with_feed(Shell(tmp_path, Favourite("mine", url=HOME)))
    shell.run("add", "northwind.example", "--interval", "5m")
    shell.run("add", "twitter")
    assert shell.internet.asked == []


def test_without_the_network_an_address_is_added_all_the_same(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.internet.cut = True
    assert shell.run("add", "northwind.example") == 0
    assert shell.favourites[0].url == HOME
    assert shell.favourites[0].feed is None
    assert shell.err == ""


def test_a_feed_that_is_not_sure_enough_is_told_and_not_taken(tmp_path: Path) -> None:
    guessed = "https://northwindstatus.com/"
    alternate = '<link rel="alternate" type="application/rss+xml" href="/history.rss">'
    body = (FEEDS / "rss" / "trouble.xml").read_bytes()
    shell = Shell(tmp_path)
    shell.internet.serve(HOME, page())
    shell.internet.serve(guessed, page(f'<html><meta name="issued">{alternate}</html>'))
    shell.internet.serve(f"{guessed}history.rss", Answer("", 200, {}, body, 0.1))
    assert shell.run("add", "northwind.example") == 0
    assert shell.favourites[0].feed is None
    assert "42 % sure" in shell.out
    assert f"“--feed {guessed}history.rss” takes it" in shell.out


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
    shell.run("remove", "x")
    assert shell.out.count("has been told") == 2


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
