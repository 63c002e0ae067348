"""`downlight catalogue share` and `import`."""

from dataclasses import replace
from pathlib import Path

import pytest

from downlight.catalogue.own import read_own
from downlight.terminal import commands
from downlight.terminal.options import parse
from fakes.shell import Shell

BAKER = b'[[platform]]\nid = "baker"\nname = "Baker"\nhomepage = "https://baker.example"\n'


class Home:
    """Somebody's shell and file of own platforms."""

    def __init__(self, folder: Path) -> None:
        self.shell = Shell(folder)
        self.file = folder / "platforms.toml"
        self.answer = True
        self.asked: list[str] = []

    def run(self, *arguments: str) -> int:
        services = replace(self.shell.services(), own_platforms=self.file, ask=self._ask)
        return commands.run(parse(["catalogue", *arguments]).order, services)

    def _ask(self, question: str) -> bool:
        self.asked.append(question)
        return self.answer

    @property
    def own(self) -> list[str]:
        return [entry.id for entry in read_own(self.file, lambda _: None).entries]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_link_made_by_one_is_taken_over_by_another(home: Home, tmp_path: Path) -> None:
    assert home.run("share", "github", "x") == 0
    link = home.shell.out.strip()
    assert link.startswith("downlight://platforms/1/")
    (tmp_path / "other").mkdir()
    other = Home(tmp_path / "other")
    assert other.run("import", link) == 0
    assert "2 platforms are known like this already." in other.shell.out
    assert "Nothing would change." in other.shell.out
    assert not other.asked


def test_the_difference_is_shown_before_anything_changes(home: Home, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.toml"
    theirs.write_bytes(BAKER + b'[[platform]]\nid = "github"\nname = "Octo"\n')
    home.answer = False
    assert home.run("import", str(theirs)) == 0
    assert "Baker (baker) is new:\n  + name: Baker\n" in home.shell.out
    assert "Octo (github) changes:\n  - name: GitHub\n  + name: Octo\n" in home.shell.out
    assert "Nothing was changed." in home.shell.out
    assert home.asked
    assert not home.file.exists()


def test_it_takes_effect_once_agreed(home: Home, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.toml"
    theirs.write_bytes(BAKER)
    assert home.run("import", str(theirs)) == 0
    assert "1 platform was taken over." in home.shell.out
    assert home.own == ["baker"]


def test_with_yes_nobody_is_asked_and_a_file_may_come_through_a_pipe(home: Home) -> None:
    home.shell.typed_in = BAKER
    assert home.run("import", "-", "--yes") == 0
    assert (home.own, home.asked) == (["baker"], [])


def test_what_cannot_be_taken_is_told_and_the_rest_is_taken(home: Home) -> None:
    home.shell.typed_in = BAKER + BAKER.replace(b"baker", b"spy").replace(
        b"https://spy.example", b"http://192.168.1.1"
    )
    assert home.run("import", "-", "--yes") == 1
    assert home.own == ["baker"]
    assert "-:8: platform spy.homepage" in home.shell.err


def test_a_file_is_written_and_read_again(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "shared.toml"
    assert home.run("share", "wechat", "--file", str(file)) == 0
    assert str(file) in home.shell.out
    assert "微信" in file.read_text("utf-8")
    assert home.run("import", str(file)) == 0
    assert "known like this already" in home.shell.out


@pytest.mark.parametrize(
    ("arguments", "code", "clue"),
    [
        (["share", "gtihub"], 2, "Did you mean GitHub"),
        (["share", "x", "--file", "/nowhere/at/all"], 3, "cannot be written"),
        (["import", "/nowhere/at/all"], 3, "cannot be read"),
        (["import", "downlight://platforms/9/a/b"], 2, "another version"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    home: Home, arguments: list[str], code: int, clue: str
) -> None:
    assert home.run(*arguments) == code
    assert clue in home.shell.err


def test_a_file_of_ones_own_with_a_mistake_stays_as_it_is(home: Home) -> None:
    home.file.write_text("[[platform]\n", "utf-8")
    home.shell.typed_in = BAKER
    assert home.run("import", "-", "--yes") == 3
    assert "Correct it first" in home.shell.err
    assert home.file.read_text("utf-8") == "[[platform]\n"


def test_where_there_is_no_such_file_nothing_can_be_taken(home: Home) -> None:
    services = home.shell.services()
    assert commands.run(parse(["catalogue", "import", "x.toml"]).order, services) == 3
