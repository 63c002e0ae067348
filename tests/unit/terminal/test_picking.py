"""Picking the parts of a platform that count: what `downlight add --component` asks of a feed."""

from pathlib import Path

import pytest

from downlight.domain.model import Check, CheckKind, Platform
from downlight.probes.answer import Answer
from downlight.terminal.choosing import Declined
from downlight.terminal.picking import picked
from fakes.shell import Shell

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
URL = "https://status.x.example/feed"


def pick(folder: Path, body: bytes, *wanted: str) -> Shell:
    shell = Shell(folder)
    shell.internet.serve(URL, Answer(URL, 200, {}, body, 0.1))
    feed = Check("x/feed", "x", CheckKind.FEED, URL)
    picked(wanted, Platform("x", "X", "https://x.example/", checks=(feed,)), shell.services())
    return shell


def test_names_that_the_feed_has_are_fine_in_any_case(tmp_path: Path) -> None:
    body = (FEEDS / "azure-devops" / "trouble.json").read_bytes()
    shell = pick(tmp_path, body, "EUROPE", "boards")
    assert (shell.out, shell.err) == ("", "")
    assert shell.internet.closed


def test_the_first_name_that_is_not_there_is_told(tmp_path: Path) -> None:
    body = (FEEDS / "statuspage" / "operational.json").read_bytes()
    with pytest.raises(Declined, match="no part “Fax”"):
        pick(tmp_path, body, "API", "Fax", "Telex")


def test_what_is_no_feed_leaves_the_names_unproved(tmp_path: Path) -> None:
    shell = pick(tmp_path, b"<html>", "API")
    assert "cannot be read now (its answer makes no sense)" in shell.err
