"""`downlight catalogue count` and `validate`: what is known, and whether its files hold."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from downlight import formats
from downlight.catalogue.documents import read_document
from downlight.catalogue.own import taken
from downlight.catalogue.validating import breaches
from downlight.domain.settings import Problem
from downlight.terminal.catalogue_options import CatalogueCount, CatalogueValidate
from downlight.terminal.check import ALL_UP
from downlight.terminal.choosing import CANNOT, Declined
from downlight.terminal.services import TerminalServices

WRONG = 1
"""Exit code of a look that found something to correct."""


def count(order: CatalogueCount, services: TerminalServices) -> int:
    """Say how many platforms, feeds, status pages and formats are known."""
    told = numbers(services)
    if order.json:
        services.output.json(told)
        return ALL_UP
    words = services.words
    services.output.line(
        words(
            "{platforms} platforms, {feeds} of them with an official status feed and {pages} with "
            "a status page; {formats} formats of feeds.",
            platforms=told["platforms"],
            feeds=told["with_feed"],
            pages=told["with_status_page"],
            formats=told["formats"],
        )
    )
    return ALL_UP


def numbers(services: TerminalServices) -> dict[str, int]:
    """Return what `count --json` prints."""
    entries = services.catalogue.entries()
    has = Counter(
        key for entry in entries for key in ("feed", "status_page") if getattr(entry, key)
    )
    return {
        "platforms": len(entries),
        "with_feed": has["feed"],
        "with_status_page": has["status_page"],
        "formats": len(formats.formats()),
    }


def validate(order: CatalogueValidate, services: TerminalServices) -> int:
    """Prove the rules of the shipped catalogue, of a folder like it, or of a user's file."""
    problems = _problems(order, services)
    for problem in problems:
        services.output.line(services.words.problem(problem))
    if not problems:
        services.output.line(services.words("All rules are kept."))
    return WRONG if problems else ALL_UP


def _problems(order: CatalogueValidate, services: TerminalServices) -> Sequence[Problem]:
    path = Path(order.path) if order.path else services.catalogue_folder
    if path is None or not path.exists():
        raise Declined(services.words("There is no {path}.", path=str(path)[:200]), CANNOT)
    if path.is_dir():
        return breaches(path)
    return taken(read_document(path), services.catalogue.shipped_entry).problems
