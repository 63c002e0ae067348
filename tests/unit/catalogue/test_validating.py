"""Each rule of the shipped catalogue, broken once."""

from pathlib import Path

import pytest

from downlight.catalogue.validating import breaches

GOOD = """category = "work"

[[platform]]
id = "alpha"
name = "Alpha"
aliases = ["Al"]
homepage = "https://alpha.example"
status_page = "https://status.alpha.example"
feed = "https://status.alpha.example/api/v2/summary.json"
format = "statuspage"
source = "ourselves"
checked = 2026-11-23

[[platform]]
id = "beta"
name = "Beta"
homepage = "https://beta.example"
source = "ourselves"
checked = 2026-11-23
"""
PAGE = '[[error_page]]\ntexts = ["a"]\nsource = "ourselves"\nchecked = 2026-11-23\n'


def told(folder: Path, text: str, **more: str) -> list[str]:
    (folder / "work.toml").write_text(text, "utf-8")
    for name, other in more.items():
        (folder / f"{name}.toml").write_text(other, "utf-8")
    return [str(problem) for problem in breaches(folder)]


def test_a_good_catalogue_breaks_no_rule(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD, error_pages=PAGE) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "clue"),
    [
        ('name = "Beta"\n', "", 14, "beta.name: missing"),
        ('id = "beta"', 'id = "B eta"', 15, "id: must be of small letters"),
        ('id = "beta"', 'id = "alpha"', 15, "alpha.id: stands in work.toml already"),
        ('id = "beta"', 'id = "aaa"', 15, "stands behind alpha; sort"),
        ('"https://beta.example"', '"http://beta.example"', 17, "must begin with https"),
        ('"https://beta.example"', '"https://www.alpha.example/"', 17, "is that of alpha"),
        ('"https://beta.example"', '"https://10.0.0.8/"', 17, "a private network"),
        ('"https://beta.example"', '"mailto:a@b.example"', 17, "Only http and https"),
        ('"statuspage"', '"statuspige"', 10, "statuspige is no known format"),
        ('format = "statuspage"\n', "", 9, "needs its format named"),
        ('feed = "https://status.alpha.example/api/v2/summary.json"\n', "", 9, "without a feed"),
        ('name = "Beta"', 'name = "beta"\naliases = ["AL"]', 17, "means alpha already"),
        ('name = "Beta"', 'name = "ALPHA"', 16, "means alpha already"),
        ('source = "ourselves"\nchecked = 2026-11-23\n\n', "\n", 3, "needs its source"),
        ("checked = 2026-11-23\n\n", 'checked = "today"\n\n', 12, "must be a day"),
        ('name = "Beta"', 'name = "Beta"\nnmae = "Beta"', 17, "unknown; known are"),
        ('name = "Beta"', 'name = "Beta"\npopularity = 101', 17, "from 0 to 100"),
        ('name = "Beta"', 'name = "Be\\u202eta"', 16, "cannot be seen"),
    ],
)
def test_each_rule_is_seen_to_be_broken(
    tmp_path: Path, old: str, new: str, line: int, clue: str
) -> None:
    assert old in GOOD
    found = told(tmp_path, GOOD.replace(old, new, 1))
    assert any(f"work.toml:{line}: " in each and clue in each for each in found), found


def test_an_error_page_needs_proof_too(tmp_path: Path) -> None:
    found = told(tmp_path, GOOD, error_pages=PAGE.replace('source = "ourselves"\n', ""))
    assert len(found) == 1
    assert "needs its source" in found[0]


@pytest.mark.parametrize("who", ["alpha", "beta"])
def test_a_name_may_be_shared_where_one_of_both_says_so(tmp_path: Path, who: str) -> None:
    text = GOOD.replace('name = "Beta"', 'name = "Beta"\naliases = ["Al"]')
    assert told(tmp_path, text.replace(f'id = "{who}"', f'id = "{who}"\nshared = ["al"]')) == []


def test_a_platform_in_two_files_is_seen(tmp_path: Path) -> None:
    found = told(tmp_path, GOOD, more=GOOD)
    assert sum("stands in more.toml already" in each for each in found) == 2


def test_a_file_that_cannot_be_read_is_a_breach(tmp_path: Path) -> None:
    assert "work.toml:1" in told(tmp_path, "[[platform]\n")[0]
