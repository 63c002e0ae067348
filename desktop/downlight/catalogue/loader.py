"""Reads the catalogue's TOML files into entries."""

from pathlib import Path

from downlight.catalogue.documents import Document, read_document
from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.schema import Refused, entry_from, texts
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
        left_out = "It is left out." if entry else "The platform is left out."
        for key, why in sorted(wrong.items()):
            problems.append(table.problem("platform", key, f"{why}. {left_out}"))
        if entry is None:
            continue
        if entry.id in found:
            twice = f"stands in {found[entry.id][1]} already; the first one counts."
            problems.append(table.problem("platform", "id", twice))
            continue
        found[entry.id] = entry, table.file


def _error_texts(document: Document, problems: list[Problem]) -> list[str]:
    found: list[str] = []
    for table in document.error_pages:
        try:
            found += texts(table.facts.get("texts"))
        except Refused as refused:
            why = f"{refused}. It is left out."
            problems.append(table.problem("error_page", "texts", why))
    return found
