"""`downlight doctor`."""

from dataclasses import replace
from pathlib import Path

import pytest

from downlight.catalogue.book import CatalogueBook
from downlight.catalogue.own import OwnPlatforms
from downlight.catalogue.shelf import Shelf
from downlight.domain.history import HistoryUnavailable, IncidentFilter, SortKey
from downlight.domain.settings import Favourite
from downlight.probes.answer import Answer
from downlight.terminal import commands
from downlight.terminal.options import parse
from downlight.terminal.services import Examination, Finding
from fakes.history import FakeHistory
from fakes.internet import page
from fakes.shell import SHELVES, Shell


class Unreadable(FakeHistory):
    def ids(
        self, wanted: IncidentFilter, sort: SortKey = SortKey.STARTED, *, descending: bool = True
    ) -> list[int]:
        raise HistoryUnavailable("The history cannot be read.")


def healthy(folder: Path) -> Shell:
    shell = Shell(folder, Favourite("x"))
    shell.history = FakeHistory(3)
    shell.internet.serve("http://canary.example/", page("", 204))
    return shell


def by_part(shell: Shell) -> dict[str, dict[str, object]]:
    return {entry["part"]: entry for entry in shell.json()}


def test_where_everything_works_it_says_so(tmp_path: Path) -> None:
    shell = healthy(tmp_path)
    assert shell.run("doctor", "--json") == 0
    found = by_part(shell)
    assert set(found) == {"settings", "catalogue", "log", "network"}
    assert all(entry["works"] for entry in found.values())
    assert found["settings"]["text"] == "1 platform is watched."
    assert found["log"]["text"] == "3 incidents are written down."
    assert set(found["log"]) == {"part", "works", "text", "advice"}


def test_settings_with_a_slip_are_told_with_file_and_key(tmp_path: Path) -> None:
    shell = healthy(tmp_path)
    (tmp_path / "settings.toml").write_text("[general]\ninterval = 'often'\n")
    assert shell.run("doctor", "--json") == 1
    found = by_part(shell)["settings"]
    assert found["works"] is False
    assert "general.interval" in str(found["text"])
    assert found["advice"]


@pytest.mark.parametrize("answer", [None, page("Sign in", 200), page("", 302)])
def test_without_a_control_site_that_answers_the_network_does_not_work(
    tmp_path: Path, answer: Answer | None
) -> None:
    shell = healthy(tmp_path)
    shell.internet.sites.clear()
    if answer is not None:
        shell.internet.serve("http://canary.example/", answer)
    assert shell.run("doctor", "--json") == 1
    assert by_part(shell)["network"]["works"] is False
    assert "offline" in str(by_part(shell)["network"]["advice"])


def test_a_log_that_cannot_be_read_does_not_work(tmp_path: Path) -> None:
    shell = healthy(tmp_path)
    shell.history = Unreadable(1)
    assert shell.run("doctor", "--json") == 1
    assert by_part(shell)["log"]["works"] is False


def test_a_log_that_does_not_exist_yet_is_fine(tmp_path: Path) -> None:
    shell = healthy(tmp_path)
    shell.history = None
    assert shell.run("doctor", "--json") == 0
    assert by_part(shell)["log"]["text"] == "Nothing is written yet."


def test_people_get_a_table_with_the_desktop_first(tmp_path: Path) -> None:
    async def tray() -> Finding:
        return Finding("tray", None, "It cannot be asked.", "Try another panel.")

    shell = healthy(tmp_path)
    shell.examinations = (Examination("tray", tray),)
    assert shell.run("doctor") == 0
    lines = shell.out.splitlines()
    assert lines[1].split(maxsplit=3)[:3] == ["tray", "cannot", "tell"]
    assert lines[1].endswith("It cannot be asked. Try another panel.")
    assert lines[2].split()[:2] == ["settings", "works"]


def test_a_part_that_does_not_answer_holds_nobody_up(tmp_path: Path) -> None:
    async def silent() -> Finding:
        raise TimeoutError

    shell = healthy(tmp_path)
    shell.examinations = (Examination("keyring", silent),)
    assert shell.run("doctor", "--json") == 0
    assert by_part(shell)["keyring"] == {
        "part": "keyring",
        "works": None,
        "text": "It does not answer.",
        "advice": "",
    }


def test_a_mistake_in_own_platforms_is_found(tmp_path: Path) -> None:
    own = tmp_path / "platforms.toml"
    own.write_text('[[platform]]\nid = "baker"\n', "utf-8")
    shelf = Shelf.of(SHELVES)
    shell = Shell(tmp_path)
    services = replace(shell.services(), catalogue=CatalogueBook(shelf, OwnPlatforms(own, shelf)))
    commands.run(parse(["doctor"]).order, services)
    assert "platforms.toml:1: platform baker.homepage: missing" in shell.out
