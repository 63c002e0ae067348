"""`downlight catalogue count` and `validate`."""

import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from downlight.catalogue.book import CatalogueBook
from downlight.terminal import commands
from downlight.terminal.options import parse
from downlight.terminal.output import Output
from fakes.shell import Shell

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "resources" / "catalogue"


def test_what_is_known_is_counted(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("catalogue", "count") == 0
    assert shell.out.startswith("3 platforms, 1 of them with an official status feed and 1 with")


def test_the_numbers_of_the_readme_are_those_that_are_counted(tmp_path: Path) -> None:
    stream = StringIO()
    services = replace(
        Shell(tmp_path).services(), catalogue=CatalogueBook.open(SHIPPED), output=Output(stream)
    )
    assert commands.run(parse(["catalogue", "count", "--json"]).order, services) == 0
    counted = json.loads(stream.getvalue())
    for place in (ROOT / "README.md", ROOT / "docs" / "catalogue.md"):
        text = " ".join(place.read_text("utf-8").split())
        told = re.search(
            r"([\d,]+) platforms, ([\d,]+) of them with an official status feed and ([\d,]+) with "
            r"a status page; ([\d,]+) formats",
            text,
        )
        assert told is not None, place
        assert [int(number.replace(",", "")) for number in told.groups()] == [
            counted["platforms"],
            counted["with_feed"],
            counted["with_status_page"],
            counted["formats"],
        ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "catalogue"
    made.mkdir()
    (made / "work.toml").write_text(
        'category = "work"\n[[platform]]\nid = "a"\nname = "A"\nhomepage = "https://a.example"\n'
        'source = "us"\nchecked = 2026-11-23\n',
        "utf-8",
    )
    return made


def test_rules_that_are_kept_are_said_to_be(tmp_path: Path, folder: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("catalogue", "validate", str(folder)) == 0
    assert shell.out == "All rules are kept.\n"


def test_a_breach_is_told_with_file_and_line(tmp_path: Path, folder: Path) -> None:
    text = (folder / "work.toml").read_text("utf-8")
    (folder / "work.toml").write_text(text.replace("https:", "http:"), "utf-8")
    shell = Shell(tmp_path)
    assert shell.run("catalogue", "validate", str(folder)) == 1
    assert shell.out.startswith("work.toml:5: ")


def test_a_file_of_ones_own_is_judged_by_the_rules_for_those(tmp_path: Path) -> None:
    mine = tmp_path / "platforms.toml"
    mine.write_text('[[platform]]\nid = "x"\nname = "Mine"\nfeed = 5\n', "utf-8")
    shell = Shell(tmp_path)
    assert shell.run("catalogue", "validate", str(mine)) == 1
    assert "platforms.toml:4: " in shell.out
    assert shell.out.count("\n") == 1


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("catalogue", "validate", str(tmp_path / "nowhere")) == 3
    assert "There is no" in shell.err
