"""Backups in sentences."""

from dataclasses import replace

from downlight.domain.backup import BackupContent
from downlight.domain.saying import say
from downlight.domain.settings import Problem
from downlight.present.backup_view import backup_name, content_lines, saved_line
from fakes.states import NOW, english

CONTENT = BackupContent(NOW, "1.2.3", ("github", "X"), incidents=3, first=NOW)


def test_it_tells_what_would_be_restored() -> None:
    made, platforms, history, warning = content_lines(english(), CONTENT)
    assert made.startswith("Made on 23 Nov 2026")
    assert made.endswith("by Downlight 1.2.3.")
    assert platforms == "It watches 2 platforms: github, X."
    assert history.startswith("Its history has 3 incidents, from 23 Nov 2026")
    assert "put aside" in warning


def test_many_platforms_are_not_all_named() -> None:
    many = replace(CONTENT, favourites=tuple(f"p{i}" for i in range(40)))
    assert content_lines(english(), many)[1] == (
        "It watches 40 platforms: p0, p1, p2, p3, p4, p5 and others."
    )


def test_what_is_missing_is_said() -> None:
    bare = replace(CONTENT, favourites=(), incidents=None, first=None)
    lines = content_lines(english(), bare)
    assert "It watches no platforms." in lines
    assert "It holds no history; that of now stays." in lines
    empty = content_lines(english(), replace(bare, incidents=0))
    assert "Its history is empty, and takes the place of that of now." in empty


def test_entries_that_would_be_lost_are_told() -> None:
    lost = replace(CONTENT, problems=(Problem("general.theme", "It is left out."),))
    assert "general.theme: It is left out." in content_lines(english(), lost)


def test_the_outcome_is_told() -> None:
    assert saved_line(english(), "b.zip", "") == "The backup is in b.zip."
    assert saved_line(english(), "b.zip", say("The disk is {how}.", how="full")) == (
        "The disk is full."
    )
    assert backup_name(NOW) == "downlight-2026-11-23.zip"
