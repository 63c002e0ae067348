"""Reading one catalogue file."""

from pathlib import Path

import pytest

from downlight.catalogue.documents import document_of, read_document


def test_a_mistake_of_spelling_is_told_with_its_line() -> None:
    (problem,) = document_of(b'category = "work"\n\n[[platform]\n', "mine.toml").problems
    assert (problem.file, problem.line) == ("mine.toml", 3)


def test_a_file_that_ends_too_early_is_told_at_its_end() -> None:
    (problem,) = document_of(b'name = """\n', "mine.toml").problems
    assert problem.line == 2


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "big.toml").write_bytes(b"#" * 5000)
    (problem,) = read_document(tmp_path / "big.toml", 4000).problems
    assert "larger than 4 kB" in problem.message


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (problem,) = read_document(tmp_path).problems
    assert "cannot be read" in problem.message


def test_tables_written_in_one_line_have_no_line_of_their_own() -> None:
    document = document_of(b'platform = [{id = "a"}, {id = "b"}]', "mine.toml")
    assert [table.place for table in document.platforms] == [None, None]


@pytest.mark.parametrize("raw", [b"category = 5\n", b"\xef\xbb\xbfcategory = 5\r\n"])
def test_a_category_must_be_a_text(raw: bytes) -> None:
    document = document_of(raw, "mine.toml")
    assert document.category == "other"
    assert [problem.key for problem in document.problems] == ["category"]
