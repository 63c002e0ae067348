"""A reader's mark for the next start."""

from pathlib import Path

from downlight.store import suspicion


def test_a_mark_is_left_and_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    assert not suspicion.is_raised(path)
    suspicion.raise_for(path)
    assert suspicion.is_raised(path)
    suspicion.clear(path)
    suspicion.clear(path)
    assert not suspicion.is_raised(path)


def test_where_no_mark_can_be_left_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "history.sqlite"
    suspicion.raise_for(path)
    suspicion.clear(path)
    assert not suspicion.is_raised(path)
