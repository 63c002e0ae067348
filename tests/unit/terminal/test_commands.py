"""Commands as a whole: dispatch, exit codes, closed pipes."""

import os
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import get_args

from downlight.terminal import commands, history_options, options
from downlight.terminal.output import Output
from fakes.shell import Shell


def test_every_order_but_two_is_carried_out_here() -> None:
    assert set(get_args(options.Order)) - set(commands.COMMANDS) == {options.Start, options.Demo}


def test_an_interrupted_command_ends_as_shells_expect(tmp_path: Path) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    services = replace(Shell(tmp_path).services(), open_history=interrupt)
    assert commands.run(history_options.History(), services) == 130


def test_a_reader_that_has_gone_ends_the_command_quietly(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    errors = StringIO()
    with os.fdopen(writing, "w") as gone:
        shell = Shell(tmp_path)
        services = replace(shell.services(), output=Output(gone), errors=Output(errors))
        assert commands.run(options.Search(), services) == 141
    assert errors.getvalue() == ""


def test_the_command_line_is_light() -> None:
    program = (
        "import sys, downlight.terminal.commands;"
        "heavy = {'httpx', 'rich', 'PySide6', 'keyring', 'sqlite3', 'click'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
