"""Reads the catalogue's TOML files into entries."""

from pathlib import Path

from downlight.catalogue.documents import Document, left_out, read_document
from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.schema import Refused, entry_from, texts
from downlight.domain.saying import say, told_by
from downlight.domain.settings import Problem


def load(folder: Path) -> tuple[Shelves, list[Problem]]:
    """Return all platforms in the `*.toml` files of `folder`, and what could not be taken.

    A folder that does not exist is empty. One bad entry or file does not stop the rest.
    """
    found: dict[str, tuple[Entry, str]] = {}
    error_texts: dict[str, None] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        document = read_document(path)
        problems += document.problems
        _take_platforms(document, found, problems)
        error_texts |= dict.fromkeys(_error_texts(document, problems))
    return Shelves(tuple(entry for entry, _ in found.values()), tuple(error_texts)), problems


def _take_platforms(
    document: Document, found: dict[str, tuple[Entry, str]], problems: list[Problem]
) -> None:
    for table in document.platforms:
        entry, wrong = entry_from(table.facts, document.category)
        for key, why in sorted(wrong.items()):
            problems.append(table.problem("platform", key, left_out(why, whole=entry is None)))
        if entry is None:
            continue
        if entry.id in found:
            twice = say("stands in {file} already; the first one counts.", file=found[entry.id][1])
            problems.append(table.problem("platform", "id", twice))
            continue
        found[entry.id] = entry, table.file


def _error_texts(document: Document, problems: list[Problem]) -> list[str]:
    found: list[str] = []
    for table in document.error_pages:
        try:
            found += texts(table.facts.get("texts"))
        except Refused as refused:
            problems.append(table.problem("error_page", "texts", left_out(told_by(refused))))
    return found
