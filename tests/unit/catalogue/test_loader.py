"""Reading the catalogue's files, the shipped ones and the user's own."""

from pathlib import Path

import pytest

from downlight.catalogue.loader import load

GOOD = """
category = "work"
[[platform]]
id = "northwind"
name = "Northwind Mail"
homepage = "https://northwind.example"
aliases = ["NW"]
feed = "https://status.northwind.example/api/v2/summary.json"
format = "statuspage"
popularity = 40
source = "ourselves"
checked = 2024-03-05
"""


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_platform_is_read_with_all_its_facts(tmp_path: Path) -> None:
    shelves, problems = load(write(tmp_path, "a.toml", GOOD))
    (entry,) = shelves.entries
    assert problems == []
    assert (entry.id, entry.name, entry.category) == ("northwind", "Northwind Mail", "work")
    assert (entry.aliases, entry.format, entry.popularity) == (("NW",), "statuspage", 40)


def test_a_folder_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    shelves, problems = load(tmp_path / "nowhere")
    assert (shelves.entries, problems) == ((), [])


@pytest.mark.parametrize(
    ("line", "key", "clue"),
    [
        ('homepage = "ftp://x.example"', "homepage", "Only http and https"),
        ("homepage = 5", "homepage", "must be a text"),
        ('name = ""', "name", "must be a text"),
        ('id = "Not Good"', "id", "small letters"),
    ],
)
def test_without_a_required_fact_the_platform_is_left_out_and_named(
    tmp_path: Path, line: str, key: str, clue: str
) -> None:
    kept = [text for text in GOOD.splitlines() if not text.startswith(f"{key} =")]
    shelves, problems = load(write(tmp_path, "own.toml", "\n".join([*kept, line])))
    (problem,) = problems
    assert shelves.entries == ()
    assert problem.file == "own.toml"
    assert problem.key.endswith(f".{key}")
    assert clue in problem.message
    assert problem.message.endswith("The platform is left out.")


@pytest.mark.parametrize(
    ("line", "key", "clue"),
    [
        ('feed_interval = "often"', "feed_interval", "number of seconds"),
        ("feed_interval = 1", "feed_interval", "from 30 to 86400"),
        ('expect = "text"', "expect", "list of texts"),
        ("expect = [1]", "expect", "list of texts"),
        ('status_page = "javascript:x"', "status_page", "Only http and https"),
        ('homepgae = "x"', "homepgae", "unknown; known are"),
    ],
)
def test_an_optional_fact_that_is_wrong_is_left_out_and_named(
    tmp_path: Path, line: str, key: str, clue: str
) -> None:
    shelves, problems = load(write(tmp_path, "own.toml", GOOD + line))
    assert len(shelves.entries) == 1
    assert [problem.key for problem in problems] == [f"platform northwind.{key}"]
    assert clue in str(problems[0])
    assert "own.toml" in str(problems[0])


@pytest.mark.parametrize(
    ("raw", "clue"),
    [
        (b"[[platform]\n", "TOML"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"platform = 5", "[[platform]]"),
        (b"platform = [1]", "[[platform]]"),
        (b"a = " + b"[" * 20_000, "TOML"),
    ],
)
def test_one_broken_file_does_not_stop_the_rest(tmp_path: Path, raw: bytes, clue: str) -> None:
    write(tmp_path, "good.toml", GOOD)
    (tmp_path / "bad.toml").write_bytes(raw)
    shelves, problems = load(tmp_path)
    assert [entry.id for entry in shelves.entries] == ["northwind"]
    assert [problem.file for problem in problems] == ["bad.toml"]
    assert clue in problems[0].message


def test_the_same_id_twice_in_one_folder_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", GOOD)
    write(tmp_path, "b.toml", GOOD.replace("Northwind Mail", "Other"))
    shelves, problems = load(tmp_path)
    assert [entry.name for entry in shelves.entries] == ["Northwind Mail"]
    assert "a.toml already" in problems[0].message


def test_texts_of_error_pages_are_collected_once(tmp_path: Path) -> None:
    text = '[[error_page]]\ntexts = ["a", "b"]\n[[error_page]]\ntexts = ["b"]\n'
    shelves, problems = load(write(tmp_path, "e.toml", text))
    assert shelves.error_texts == ("a", "b")
    assert problems == []


def test_error_pages_without_texts_are_named(tmp_path: Path) -> None:
    _, problems = load(write(tmp_path, "e.toml", '[[error_page]]\nname = "y"\n'))
    assert [problem.key for problem in problems] == ["error_page y.texts"]
