"""`downlight catalogue check`."""

from dataclasses import replace
from pathlib import Path

import pytest

from downlight.catalogue.book import CatalogueBook
from downlight.catalogue.entry import Entry, Shelves
from downlight.terminal import commands
from downlight.terminal.options import parse
from downlight.terminal.output import Output
from fakes.internet import page
from fakes.shell import Screen, Shell

CANARY = "http://canary.example/"
GITHUB = "https://www.githubstatus.com/api/v2/summary.json"
HEALTHY = (
    '{"page": {"id": "a", "name": "GitHub"}, "components": [],'
    ' "status": {"indicator": "none", "description": "Fine"}}'
)


class Workshop(Shell):
    """A shell with a memory."""

    memory: Path


@pytest.fixture
def shell(tmp_path: Path) -> Workshop:
    made = Workshop(tmp_path)
    made.memory = tmp_path / "memory.json"
    made.watch_only()
    made.internet.serve(CANARY, page(status=204))
    made.internet.serve(GITHUB, page(HEALTHY))
    made.internet.serve("https://www.githubstatus.com/", page())
    made.internet.serve("https://github.com/", page())
    return made


def run(shell: Workshop, *arguments: str) -> int:
    order = parse(["catalogue", "check", "--feeds-only", *arguments]).order
    return commands.run(order, replace(shell.services(), check_memory=shell.memory))


def test_what_holds_is_told_in_one_line(shell: Workshop) -> None:
    assert run(shell) == 0
    assert shell.out == (
        "1 addresses asked: 1 fine, 0 dead, 0 not of their format, 0 moved, 0 without an answer.\n"
    )
    assert shell.internet.closed


def test_what_no_longer_holds_is_shown_and_told_by_the_exit_code(shell: Workshop) -> None:
    shell.internet.serve(GITHUB, page(status=404))
    assert run(shell) == 1
    head, row, summary = shell.out.splitlines()
    assert head.split() == ["Found", "What", "Platform", "Address", "Detail"]
    assert row.startswith("dead")
    assert GITHUB in row
    assert "1 dead" in summary


def test_as_json_all_is_told_that_is_not_fine(shell: Workshop) -> None:
    shell.internet.serve(GITHUB, page())
    assert run(shell, "github", "--json") == 1
    told = shell.json()
    assert told["counts"]["unreadable"] == 1
    (finding,) = told["findings"]
    assert (finding["outcome"], finding["kind"], finding["url"]) == ("unreadable", "feed", GITHUB)
    assert (finding["platforms"], finding["format"]) == (["github"], "statuspage")


def test_pages_are_asked_too_one_platform_at_a_time(shell: Workshop) -> None:
    order = parse(["catalogue", "check", "wechat"]).order
    assert commands.run(order, shell.services()) == 1
    assert "https://www.wechat.com/" in shell.out


def test_without_a_connection_nothing_is_said_of_anybody(shell: Workshop) -> None:
    shell.internet.cut = True
    assert run(shell) == 3
    assert "not connected to the internet: nothing was checked" in shell.err
    assert [url for _, url in shell.internet.asked] == [CANARY]


def test_a_name_that_is_not_known_is_told(shell: Workshop) -> None:
    assert run(shell, "gtihub") == 2
    assert "Did you mean GitHub" in shell.err


def test_what_servers_gave_is_kept_for_the_next_time(shell: Workshop) -> None:
    answer = replace(page(HEALTHY), headers={"etag": '"7"'})
    shell.internet.serve(GITHUB, answer)
    assert run(shell) == 0
    assert run(shell) == 0
    asked = [request.etag for request in shell.internet.requests if request.url == GITHUB]
    assert asked == [None, '"7"']


def test_a_memory_that_cannot_be_kept_is_told_and_stops_nothing(shell: Workshop) -> None:
    shell.memory.mkdir()
    assert run(shell) == 0
    assert "could not be kept" in shell.err


def test_somebody_who_watches_is_told_how_far_it_is(
    shell: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    many = tuple(
        Entry(f"a{n}", f"A{n}", f"https://a{n}.example", "work", feed=f"https://a{n}.example/f")
        for n in range(120)
    )
    services = replace(
        shell.services(), catalogue=CatalogueBook(Shelves(many)), errors=Output(Screen())
    )
    order = parse(["catalogue", "check", "--feeds-only"]).order
    assert commands.run(order, services) == 1
    assert isinstance(services.errors.stream, Screen)
    assert services.errors.stream.getvalue() == "100 of 120 addresses asked.\n"
