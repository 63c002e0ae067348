"""Looking for a status feed from the terminal."""

from pathlib import Path

import pytest

from downlight.domain.address import parse_address
from downlight.domain.status import Status
from downlight.engine.discovery import Discovery
from downlight.formats.report import FeedReport
from downlight.terminal.discovering import found_for, how_found, is_believed
from fakes.shell import Shell


def discovery(sureness: float) -> Discovery:
    report = FeedReport("cstate", "Loch", None, Status.OPERATIONAL)
    because = "the home page links to it"
    return Discovery("https://s.example/", "cstate", "https://s.example/", "Loch", sureness,
                     because, report)  # fmt: skip


@pytest.mark.parametrize(("sureness", "believed"), [(1.0, True), (0.5, True), (0.49, False)])
def test_what_is_as_likely_wrong_as_right_is_not_believed(sureness: float, believed: bool) -> None:
    assert is_believed(discovery(sureness)) is believed


def test_people_are_told_what_was_found_by_what_and_how_sure_it_is(tmp_path: Path) -> None:
    told = how_found(discovery(0.95), Shell(tmp_path).services())
    assert told == "A status feed was found (cState, 95 % sure): the home page links to it."


def test_the_network_is_let_go_of_when_nothing_is_found(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert found_for(parse_address("loch.example"), shell.services()) is None
    assert shell.internet.closed
    assert shell.internet.asked
