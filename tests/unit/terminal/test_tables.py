"""Tables on a screen and in a pipe."""

import subprocess
import sys
from io import StringIO

import pytest

from downlight.present.platform import Lamp
from downlight.terminal.output import Output
from downlight.terminal.tables import Cell, plain_table, show_table
from fakes.shell import Screen

ROWS: list[tuple[Cell | str, ...]] = [("X", Cell("Down", Lamp.RED)), ("微信", "All is well")]


def test_plain_columns_are_aligned_even_with_wide_letters() -> None:
    assert plain_table(("Name", "State"), ROWS) == [
        "Name  State",
        "X     Down",
        "微信  All is well",
    ]


def test_a_pipe_gets_plain_text() -> None:
    stream = StringIO()
    show_table(Output(stream), ("Name", "State"), ROWS)
    assert "\x1b" not in stream.getvalue()
    assert "All is well" in stream.getvalue()


def test_a_screen_gets_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Screen()
    show_table(Output(stream), ("Name", "State"), ROWS)
    assert "\x1b[1;31mDown" in stream.getvalue()


def test_a_screen_whose_owner_wants_no_colour_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Screen()
    show_table(Output(stream), ("Name", "State"), ROWS)
    assert "31m" not in stream.getvalue()
    assert "Down" in stream.getvalue()


def test_names_are_never_taken_for_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Screen()
    show_table(Output(stream), ("Name",), [("[red]Evil[/red]",)])
    assert "[red]Evil[/red]" in stream.getvalue()


def test_rich_is_not_loaded_until_a_table_is_drawn_on_a_screen() -> None:
    program = (
        "import sys, downlight.terminal.commands as c; from io import StringIO;"
        "from downlight.terminal.output import Output;"
        "from downlight.terminal.tables import show_table;"
        "show_table(Output(StringIO()), ('a',), [('b',)]);"
        "assert 'rich' not in sys.modules; assert 'click' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
