"""`downlight list` and `downlight search`."""

from pathlib import Path

from downlight.domain.settings import Favourite
from fakes.shell import Shell


def test_the_list_in_json(tmp_path: Path) -> None:
    shell = Shell(tmp_path, Favourite("github", interval=300.0, muted=True))
    assert shell.run("list", "--json") == 0
    assert shell.json() == [
        {
            "platform": "github",
            "name": "GitHub",
            "url": "https://github.com/",
            "interval_s": 300.0,
            "feed": "https://www.githubstatus.com/api/v2/summary.json",
            "format": "statuspage",
            "status_page": "https://www.githubstatus.com",
            "components": [],
            "muted": True,
        }
    ]


def test_the_list_for_people_is_in_the_order_of_the_settings(tmp_path: Path) -> None:
    shell = Shell(tmp_path, Favourite("x"), Favourite("github"))
    assert shell.run("list") == 0
    lines = shell.out.splitlines()
    assert [line.split()[0] for line in lines] == ["Name", "X", "GitHub"]
    assert "1 min" in lines[1]


def test_a_favourite_that_is_unknown_is_told_and_left_out(tmp_path: Path) -> None:
    shell = Shell(tmp_path, Favourite("gone"), Favourite("x"))
    assert shell.run("list", "--json") == 0
    assert [entry["platform"] for entry in shell.json()] == ["x"]
    assert "no platform called “gone”" in shell.err


def test_an_empty_list_says_how_to_fill_it(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("list") == 0
    assert "downlight add" in shell.out


def test_the_search_in_json(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("search", "twitter", "--json") == 0
    assert shell.json() == [
        {
            "platform": "x",
            "name": "X",
            "aliases": ["Twitter"],
            "category": "social",
            "homepage": "https://x.com",
            "status_page": None,
            "feed": None,
            "format": None,
        }
    ]


def test_a_search_for_nothing_finds_all_the_most_common_first(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.run("search", "--json")
    assert [entry["platform"] for entry in shell.json()] == ["x", "github", "wechat"]


def test_a_search_for_people_shows_names_and_categories(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("search", "git") == 0
    assert "GitHub" in shell.out
    assert "Developers" in shell.out


def test_a_search_that_finds_nothing_says_so(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("search", "qqqqzz") == 0
    assert "no platform called “qqqqzz”" in shell.out


def test_a_search_that_finds_nothing_is_an_empty_list_in_json(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("search", "qqqqzz", "--json") == 0
    assert shell.json() == []
