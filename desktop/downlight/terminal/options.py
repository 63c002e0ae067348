"""What can be typed behind `downlight`, read into one value per command."""

import argparse
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from downlight import __version__
from downlight.terminal import catalogue_options, history_options
from downlight.terminal.catalogue_options import CatalogueOrder
from downlight.terminal.durations import span_typed
from downlight.terminal.history_options import HistoryOrder

PROFILE_VARIABLE = "DOWNLIGHT_PROFILE"
USAGE = 2
"""Exit code of a command that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Start:
    """Start the app."""


@dataclass(frozen=True, slots=True)
class Check:
    """Decide on the spot how platforms are; of all favourites when none is named."""

    names: tuple[str, ...] = ()
    json: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """Run the engine and show how the favourites are, until interrupted."""

    json: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """Show what is watched."""

    json: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """Look into the catalogue; an empty text shows all of it."""

    text: str = ""
    json: bool = False


@dataclass(frozen=True, slots=True)
class Add:
    """Watch a platform from now on, or change how it is watched."""

    what: str
    name: str | None = None
    interval: float | None = None
    """Seconds."""
    expect_text: tuple[str, ...] = ()
    reject_text: tuple[str, ...] = ()
    feed: str | None = None
    discover: bool = True
    """Look for the status feed of an address that is new."""
    components: tuple[str, ...] = ()
    """The parts that count from now on; none named: as before."""
    all_components: bool = False
    """Let every part count again."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Watch a platform no longer."""

    what: str


@dataclass(frozen=True, slots=True)
class Inspect:
    """Read a status feed and show it normalised."""

    source: str
    """A platform by name; a URL of a feed, a status page or a product; a file; or "-"."""
    format: str | None = None
    json: bool = False


@dataclass(frozen=True, slots=True)
class Doctor:
    """Show what works on this machine."""

    json: bool = False


@dataclass(frozen=True, slots=True)
class Demo:
    """Replay 14 July 2022."""

    speed: float = 100.0
    """Times as fast as it happened."""
    keep: bool = False
    """Leave the profile of the demo in its folder."""
    terminal: bool = False
    """Show it as a table even where there is a desktop."""


Order = (
    Start | Check | Watch | List | Search | Add | Remove | HistoryOrder | Inspect | Doctor | Demo
    | CatalogueOrder
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """A whole command line."""

    order: Order
    profile: Path | None = None
    """Where everything of this run is kept; None: the user's own folders."""


def parse(arguments: Sequence[str], profile_variable: str = "") -> Typed:
    """Read a command line; `profile_variable` is what DOWNLIGHT_PROFILE says.

    Prints and raises SystemExit: with 0 after --help and --version, with 2 and one sentence for
    what cannot be understood.
    """
    parsed = parser().parse_args(arguments)
    folder = parsed.profile or profile_variable
    make: Callable[[argparse.Namespace], Order] = parsed.make
    return Typed(make(parsed), Path(folder) if folder else None)


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what cannot be understood."""

    def error(self, message: str) -> NoReturn:
        """Print `message` and end with exit code 2."""
        self.exit(USAGE, f"downlight: {_sentence(message)} See “{self.prog} --help”.\n")


def _sentence(message: str) -> str:
    _, choice, wrong = message.partition("invalid choice: ")
    if choice:
        typed = wrong.partition(" (choose")[0].strip("'\"")
        near = difflib.get_close_matches(typed, _COMMANDS, n=1)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        return f"there is no command “{typed}”.{meant}"
    return f"{message.rstrip('.')}."


def parser() -> argparse.ArgumentParser:
    """Return the grammar of the command line; manual page and completions are made from it."""
    grammar = _Parser(
        prog="downlight",
        description="Tells the moment a platform you rely on goes down. Without a command: "
        "starts the app, or the same as a live table where there is no screen.",
        epilog="Exit codes: 0 all is well, 1 something is not up, 2 not understood, "
        "3 it cannot be told. JSON is described in docs/json.md.",
    )
    grammar.add_argument("--version", action="version", version=f"downlight {__version__}")
    _add_profile(grammar, None)
    grammar.set_defaults(make=lambda _: Start())
    commands = grammar.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    for name, (help_text, fill, make) in _COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=f"{help_text}.")
        _add_profile(command, argparse.SUPPRESS)
        fill(command)
        command.set_defaults(make=make)
    return grammar


def _add_profile(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--profile",
        metavar="DIR",
        default=default,
        help=f"keep everything of this run in one folder (or set {PROFILE_VARIABLE})",
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, as docs/json.md says")


def _fill_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME|URL", help="default: all favourites")
    _add_json(parser)


def _fill_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="*", metavar="TEXT", help="default: everything")
    _add_json(parser)


def _fill_add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="NAME|URL")
    parser.add_argument("--name", help="what to call it")
    parser.add_argument(
        "--interval",
        type=span_typed,
        metavar="S",
        help="seconds between two looks (at least 30 for public hosts, 2 for private addresses)",
    )
    text = {"action": "append", "default": [], "metavar": "T"}
    parser.add_argument("--expect-text", help="text that a healthy page has", **text)  # type: ignore[arg-type]  # the same three settings twice
    parser.add_argument("--reject-text", help="text that an error page has", **text)  # type: ignore[arg-type]  # the same three settings twice
    part = "part of it that counts: a component, group or region of its status feed"
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument("--component", help=part, **text)  # type: ignore[arg-type]  # the same three settings
    parts.add_argument("--all-components", action="store_true", help="let all parts count again")
    feed = parser.add_mutually_exclusive_group()
    feed.add_argument("--feed", metavar="URL", help="its official status feed")
    feed.add_argument(
        "--no-discovery",
        dest="discover",
        action="store_false",
        help="do not look for the status feed of a new address",
    )


def _fill_remove(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="NAME|URL")


def _fill_inspect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="NAME|URL|FILE", help="“-” reads standard input")
    parser.add_argument("--format", metavar="F", help="default: found out from the content")
    _add_json(parser)


def _fill_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--speed", type=_speed, default=Demo.__dataclass_fields__["speed"].default, metavar="N",
        help="times as fast as it happened (default: 100, about a minute)",
    )  # fmt: skip
    parser.add_argument("--keep", action="store_true", help="keep the demo's settings and history")
    parser.add_argument("--terminal", action="store_true", help="show a table, not the tray")


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 1 <= speed <= 1000:
        raise argparse.ArgumentTypeError(f"“{text[:40]}” must be a number from 1 to 1000")
    return speed


_Fill = Callable[[argparse.ArgumentParser], None]
_Make = Callable[[argparse.Namespace], Order]

_COMMANDS: dict[str, tuple[str, _Fill, _Make]] = {
    "check": (
        "decide on the spot whether platforms are up",
        _fill_check,
        lambda p: Check(tuple(p.names), p.json),
    ),
    "watch": ("watch the favourites in a live table", _add_json, lambda p: Watch(p.json)),
    "list": ("show what is watched", _add_json, lambda p: List(p.json)),
    "search": (
        "look into the catalogue",
        _fill_search,
        lambda p: Search(" ".join(p.text), p.json),
    ),
    "add": (
        "watch a platform from now on",
        _fill_add,
        lambda p: Add(
            p.what,
            p.name,
            p.interval,
            tuple(p.expect_text),
            tuple(p.reject_text),
            p.feed,
            p.discover,
            tuple(p.component),
            p.all_components,
        ),
    ),
    "remove": ("watch a platform no longer", _fill_remove, lambda p: Remove(p.what)),
    "history": (
        "show, export or import the incidents of the log",
        history_options.fill,
        history_options.made,
    ),
    "inspect": (
        "read a status feed and show it normalised",
        _fill_inspect,
        lambda p: Inspect(p.source, p.format, p.json),
    ),
    "catalogue": (
        "count, prove, check, share and take over platforms",
        catalogue_options.fill,
        catalogue_options.made,
    ),
    "doctor": ("show what works on this machine", _add_json, lambda p: Doctor(p.json)),
    "demo": (
        "replay the outage of 14 July 2022 in a minute",
        _fill_demo,
        lambda p: Demo(p.speed, p.keep, p.terminal),
    ),
}
