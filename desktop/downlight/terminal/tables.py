"""Draws tables: with rich on a screen, as aligned plain text anywhere else."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from downlight.present.platform import Lamp
from downlight.terminal.output import Output

if TYPE_CHECKING:
    from rich.table import Table

_STYLES = {
    Lamp.RED: "bold red",
    Lamp.AMBER: "yellow",
    Lamp.GREEN: "green",
    Lamp.GREY: "bright_black",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, in the colour of a lamp where there is one."""

    text: str
    lamp: Lamp | None = None


Row = Sequence[Cell | str]


def show_table(output: Output, heads: Sequence[str], rows: Sequence[Row]) -> None:
    """Write a table."""
    if output.is_screen:
        from rich.console import Console

        Console(file=output.stream).print(rich_table(heads, rows))
        return
    for line in plain_table(heads, rows):
        output.line(line)


def rich_table(heads: Sequence[str], rows: Sequence[Row]) -> "Table":
    """Return a table for a screen. Texts are shown as they are: none is taken for markup."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(Text(head))
    for row in rows:
        table.add_row(*(Text(_text(cell), style=_style(cell)) for cell in row))
    return table


def plain_table(heads: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Return the lines of a table, its columns two blanks apart."""
    texts = [list(heads), *([_text(cell) for cell in row] for row in rows)]
    widths = [max(_width(row[at]) for row in texts) for at in range(len(heads))]
    return [
        "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in texts
    ]


def _text(cell: Cell | str) -> str:
    return cell if isinstance(cell, str) else cell.text


def _style(cell: Cell | str) -> str:
    lamp = None if isinstance(cell, str) else cell.lamp
    return _STYLES[lamp] if lamp else ""


def _width(text: str) -> int:
    """Return the columns that `text` takes on a screen: letters of East Asia take two."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
