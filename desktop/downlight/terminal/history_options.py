"""What can be typed behind `downlight history`, read into one value per action."""

import argparse
from dataclasses import dataclass

from downlight.terminal.durations import span_typed

FORMATS = ("csv", "json", "ics", "html")


@dataclass(frozen=True, slots=True)
class History:
    """Show the incidents of the log."""

    since: float | None = None
    """Seconds back from now; None: all."""
    platform: str | None = None
    json: bool = False


@dataclass(frozen=True, slots=True)
class HistoryExport:
    """Write the incidents of the log."""

    since: float | None = None
    """Seconds back from now; None: all."""
    platform: str | None = None
    format: str = "csv"
    """One of FORMATS."""
    file: str | None = None
    """None: standard output."""


@dataclass(frozen=True, slots=True)
class HistoryImport:
    """Take incidents of a file into the log."""

    source: str
    """A file, or "-" for standard input."""
    yes: bool = False
    """Without asking."""


HistoryOrder = History | HistoryExport | HistoryImport


def fill(parser: argparse.ArgumentParser) -> None:
    """Add what can be asked for, and the actions, to the command's parser."""
    _add_narrowing(parser)
    parser.add_argument("--json", action="store_true", help="print JSON, as docs/json.md says")
    parser.set_defaults(make_history=lambda p: History(p.since, p.platform, p.json))
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=type(parser))
    for name, (text, fill_action) in _ACTIONS.items():
        fill_action(actions.add_parser(name, help=text, description=f"{text}."))


def made(parsed: argparse.Namespace) -> HistoryOrder:
    """Return what was typed."""
    order: HistoryOrder = parsed.make_history(parsed)
    return order


def _add_narrowing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", type=span_typed, metavar="SPAN", help="7d, 24h, 90m …")
    parser.add_argument("--platform", metavar="NAME")


def _fill_export(parser: argparse.ArgumentParser) -> None:
    _add_narrowing(parser)
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="default: csv")
    parser.add_argument("--file", metavar="F", help="default: standard output")
    parser.set_defaults(make_history=lambda p: HistoryExport(p.since, p.platform, p.format, p.file))


def _fill_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="FILE", help="“-” reads standard input")
    parser.add_argument("--yes", action="store_true", help="take it in without asking")
    parser.set_defaults(make_history=lambda p: HistoryImport(p.source, p.yes))


_ACTIONS = {
    "export": ("write the incidents as a table, JSON, calendar or page to print", _fill_export),
    "import": ("take incidents of a JSON file in; shows first what changes", _fill_import),
}
