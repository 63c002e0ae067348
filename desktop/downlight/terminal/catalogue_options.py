"""What can be typed behind `downlight catalogue`, read into one value per action."""

import argparse
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CatalogueCount:
    """Say how many platforms and formats are known."""

    json: bool = False


@dataclass(frozen=True, slots=True)
class CatalogueValidate:
    """Prove the rules of the shipped catalogue, or of a folder or file."""

    path: str | None = None


@dataclass(frozen=True, slots=True)
class CatalogueCheck:
    """Ask the addresses of platforms once, of all when none is named."""

    names: tuple[str, ...] = ()
    json: bool = False
    feeds_only: bool = False


@dataclass(frozen=True, slots=True)
class CatalogueShare:
    """Make a link or a file of platforms."""

    names: tuple[str, ...]
    file: str | None = None


@dataclass(frozen=True, slots=True)
class CatalogueImport:
    """Take platforms over from a link or a file."""

    source: str
    yes: bool = False
    """Without asking."""


CatalogueOrder = (
    CatalogueCount | CatalogueValidate | CatalogueCheck | CatalogueShare | CatalogueImport
)


def fill(parser: argparse.ArgumentParser) -> None:
    """Add the actions to the command's parser."""
    actions = parser.add_subparsers(
        title="actions", metavar="ACTION", required=True, parser_class=type(parser)
    )
    for name, (text, fill_action) in _ACTIONS.items():
        fill_action(actions.add_parser(name, help=text, description=f"{text}."))


def made(parsed: argparse.Namespace) -> CatalogueOrder:
    """Return what was typed."""
    order: CatalogueOrder = parsed.make_catalogue(parsed)
    return order


def _fill_count(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.set_defaults(make_catalogue=lambda p: CatalogueCount(p.json))


def _fill_validate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", metavar="FOLDER|FILE", help="default: what is shipped")
    parser.set_defaults(make_catalogue=lambda p: CatalogueValidate(p.path))


def _fill_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: every platform")
    parser.add_argument("--feeds-only", action="store_true", help="ask for status feeds alone")
    _add_json(parser)
    parser.set_defaults(
        make_catalogue=lambda p: CatalogueCheck(tuple(p.names), p.json, p.feeds_only)
    )


def _fill_share(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="+", metavar="NAME", help="what to share")
    parser.add_argument("--file", metavar="F", help="write a file in place of a link")
    parser.set_defaults(make_catalogue=lambda p: CatalogueShare(tuple(p.names), p.file))


def _fill_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="FILE|LINK", help="“-” reads a file from standard input")
    parser.add_argument("--yes", action="store_true", help="take it over without asking")
    parser.set_defaults(make_catalogue=lambda p: CatalogueImport(p.source, p.yes))


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, as docs/catalogue.md says")


_ACTIONS = {
    "count": ("say how many platforms and formats are known", _fill_count),
    "validate": ("prove the rules of the catalogue's files", _fill_validate),
    "check": ("ask every address once and tell what no longer holds", _fill_check),
    "share": ("make a link or a file of platforms for somebody else", _fill_share),
    "import": ("take platforms over from a link or a file; shows first what changes", _fill_import),
}
