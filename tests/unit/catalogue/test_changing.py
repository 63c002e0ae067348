"""What somebody else's platforms would change, and changing it."""

from pathlib import Path

import pytest

from downlight.catalogue.changing import (
    MOST_AT_ONCE,
    Difference,
    FieldChange,
    NotWritten,
    apply,
    difference,
    forget,
)
from downlight.catalogue.documents import document_of
from downlight.catalogue.entry import Entry
from downlight.catalogue.own import OwnFile, read_own

GITHUB = Entry(
    "github",
    "GitHub",
    "https://github.com",
    "developer",
    feed="https://www.githubstatus.com/api/v2/summary.json",
    format="statuspage",
    popularity=90,
)
BAKER = '[[platform]]\nid = "baker"\nname = "Baker"\nhomepage = "https://baker.example"\n'
MINE = f"""# My own.

# The baker round the corner.
{BAKER}# closed on Mondays
reject = ["Closed"]

# And the other.
[[platform]]
id = "github"
aliases = ["Hub"]
"""


def known(platform_id: str) -> Entry | None:
    return GITHUB if platform_id == "github" else None


def differing(text: str, own: OwnFile | None = None) -> Difference:
    return difference(document_of(text.encode(), "theirs.toml"), own or OwnFile(), known)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "platforms.toml"


def test_a_new_platform_is_shown_with_all_its_facts() -> None:
    (change,) = differing(BAKER).changes
    assert (change.id, change.name, change.is_new) == ("baker", "Baker", True)
    assert change.fields == (
        FieldChange("name", "", "Baker"),
        FieldChange("category", "", "own"),
        FieldChange("homepage", "", "https://baker.example"),
    )


def test_a_known_platform_is_shown_fact_by_fact() -> None:
    text = '[[platform]]\nid = "github"\nname = "GitHub"\nfeed = "https://feed.example/rss"\n'
    (change,) = differing(text).changes
    assert not change.is_new
    assert change.fields == (
        FieldChange("feed", GITHUB.feed or "", "https://feed.example/rss"),
        FieldChange("format", "statuspage", ""),
    )


def test_what_is_known_like_this_already_changes_nothing() -> None:
    found = differing('[[platform]]\nid = "github"\npopularity = 1\nsource = "them"\n')
    assert (found.changes, found.same, found.problems) == ((), ("GitHub",), ())


@pytest.mark.parametrize(
    ("line", "clue"),
    [
        ('probe = "http://192.168.1.1/reboot"', "private network"),
        ('feed = "http://localhost/feed"', "private network"),
        ('status_page = "https://nas.local"', "private network"),
        ('homepage = "file:///etc/passwd"', "Only http and https"),
    ],
)
def test_what_must_not_be_asked_for_a_stranger_is_refused(line: str, clue: str) -> None:
    kept = [row for row in BAKER.splitlines() if row.split()[0] != line.split()[0]]
    found = differing("\n".join([*kept, line]))
    assert found.changes == ()
    assert clue in str(found.problems[0])
    assert "theirs.toml:" in str(found.problems[0])


def test_a_fact_that_is_wrong_is_left_out_and_not_written(path: Path) -> None:
    found = differing(BAKER + 'aliases = "x"\n')
    assert [problem.key for problem in found.problems] == ["platform baker.aliases"]
    apply(path, found.changes, known)
    assert read_own(path, known).problems == ()


def test_too_many_at_once_are_cut_and_told() -> None:
    text = "".join(BAKER.replace("baker", f"b{n}") for n in range(MOST_AT_ONCE + 5))
    found = differing(text)
    assert len(found.changes) == MOST_AT_ONCE
    assert "more than 500" in str(found.problems[0])


def test_a_file_that_cannot_be_read_changes_nothing() -> None:
    found = differing("[[platform]\n")
    assert found.changes == ()
    assert found.problems[0].line == 1


def test_the_file_is_begun_where_there_is_none(path: Path) -> None:
    apply(path, differing(BAKER).changes, known)
    assert [entry.id for entry in read_own(path, known).entries] == ["baker"]
    assert path.read_text("utf-8").startswith("# Your own platforms")


def test_what_else_stands_in_the_file_stays(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(MINE, "utf-8")
    own = read_own(path, known)
    theirs = '[[platform]]\nid = "baker"\nname = "Best baker"\n'
    found = differing(theirs, own)
    assert found.changes[0].fields == (FieldChange("name", "Baker", "Best baker"),)
    apply(path, found.changes, known)
    text = path.read_text("utf-8")
    baker, github = read_own(path, known).entries
    assert (baker.name, baker.reject, github.aliases) == ("Best baker", ("Closed",), ("Hub",))
    for comment in ("# My own.", "# The baker round", "# closed on Mondays", "# And the other."):
        assert comment in text
    assert text.endswith(MINE[MINE.index("# And the other.") :])


def test_taking_the_same_again_changes_nothing_more(path: Path) -> None:
    apply(path, differing(BAKER).changes, known)
    again = differing(BAKER, read_own(path, known))
    assert (again.changes, again.same) == ((), ("Baker",))


def test_a_new_feed_does_not_keep_the_format_of_the_old_one(path: Path) -> None:
    with_feed = BAKER + 'feed = "https://a.example/f"\nformat = "rss"\n'
    apply(path, differing(with_feed).changes, known)
    other = '[[platform]]\nid = "baker"\nfeed = "https://b.example/f"\n'
    apply(path, differing(other, read_own(path, known)).changes, known)
    (entry,) = read_own(path, known).entries
    assert (entry.feed, entry.format) == ("https://b.example/f", None)


def test_a_platform_is_forgotten_and_the_rest_stays(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(MINE, "utf-8")
    forget(path, "baker", known)
    forget(path, "never-there", known)
    assert [entry.id for entry in read_own(path, known).entries] == ["github"]
    assert "# And the other." in path.read_text("utf-8")


def test_a_file_with_a_mistake_is_not_touched(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("[[platform]\n", "utf-8")
    with pytest.raises(NotWritten, match="Correct it first"):
        apply(path, differing(BAKER).changes, known)
    assert path.read_text("utf-8") == "[[platform]\n"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(NotWritten, match="cannot be"):
        apply(tmp_path / "file" / "platforms.toml", differing(BAKER).changes, known)


def test_a_link_to_the_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    (tmp_path / "elsewhere.toml").write_text("", "utf-8")
    path.symlink_to(tmp_path / "elsewhere.toml")
    apply(path, differing(BAKER).changes, known)
    assert path.is_symlink()
    assert "baker" in (tmp_path / "elsewhere.toml").read_text("utf-8")


def test_odd_line_ends_inside_texts_do_not_shift_lines(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("# \x85 \u2028 odd\n" + MINE, "utf-8")
    apply(path, differing('[[platform]]\nid = "github"\nname = "G"\n').changes, known)
    baker, github = read_own(path, known).entries
    assert (baker.id, github.name, github.aliases) == ("baker", "G", ("Hub",))
