"""Command lines."""

from pathlib import Path

import pytest

from downlight import __version__
from downlight.terminal import history_options, options
from downlight.terminal.options import parse


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("", options.Start()),
        ("check", options.Check()),
        ("check x github --json", options.Check(("x", "github"), json=True)),
        ("check --json x", options.Check(("x",), json=True)),
        ("watch", options.Watch()),
        ("list --json", options.List(json=True)),
        ("search", options.Search()),
        ("search google drive", options.Search("google drive")),
        ("add x", options.Add("x")),
        (
            "add e.example --name M --interval 5m --expect-text a --expect-text b --reject-text c",
            options.Add("e.example", "M", 300, ("a", "b"), ("c",)),
        ),
        ("add x --feed s.example/feed", options.Add("x", feed="s.example/feed")),
        ("add x --no-discovery", options.Add("x", discover=False)),
        ("remove x", options.Remove("x")),
        ("history", history_options.History()),
        (
            "history --since 7d --platform X --json",
            history_options.History(604_800, "X", json=True),
        ),
        ("inspect feed.json --format rss", options.Inspect("feed.json", "rss")),
        ("inspect -", options.Inspect("-")),
        ("doctor", options.Doctor()),
        ("demo", options.Demo()),
        ("demo --speed 200 --keep --terminal", options.Demo(200, keep=True, terminal=True)),
    ],
)
def test_a_command_line_is_read_into_one_value(line: str, order: options.Order) -> None:
    assert parse(line.split()).order == order


@pytest.mark.parametrize("line", ["--profile here check x", "check x --profile here"])
def test_the_profile_may_stand_before_and_behind_the_command(line: str) -> None:
    typed = parse(line.split())
    assert typed.profile == Path("here")
    assert typed.order == options.Check(("x",))


def test_a_typed_profile_counts_more_than_the_environments() -> None:
    assert parse(["--profile", "a", "list"], "b").profile == Path("a")
    assert parse(["list"], "b").profile == Path("b")
    assert parse(["list"]).profile is None


@pytest.mark.parametrize(
    ("line", "clue"),
    [
        ("chek x", "there is no command “chek”. Did you mean “check”?"),
        ("dance", "there is no command “dance”."),
        ("add", "NAME|URL"),
        ("history --since soon", "“soon” is not a span of time"),
        ("add x --interval often", "“often” is not a span of time"),
        ("demo --speed 0", "“0” must be a number from 1 to 1000"),
        ("demo --speed fast", "“fast” must be a number"),
        ("check --wrong", "--wrong"),
        ("--profile", "expected one argument"),
    ],
)
def test_what_cannot_be_understood_ends_with_two_and_one_sentence(
    line: str, clue: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(line.split())
    shown = capsys.readouterr()
    assert ended.value.code == 2
    assert shown.out == ""
    assert clue in shown.err
    assert shown.err.startswith("downlight: ")
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("line", "shown"), [("--version", f"downlight {__version__}"), ("--help", "doctor")]
)
def test_version_and_help_end_well(
    line: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse([line])
    assert ended.value.code == 0
    assert shown in capsys.readouterr().out
