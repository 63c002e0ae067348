"""Reads the catalogue's TOML files: those that are shipped, then the user's own."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.schema import Refused, entry_from, texts
from downlight.domain.settings import Problem


def load(folders: Sequence[Path]) -> tuple[Shelves, list[Problem]]:
    """Return all platforms in the `*.toml` files of `folders`, and what could not be taken.

    A platform of a later folder replaces the one of the same id in an earlier folder. A folder
    that does not exist is empty. One bad entry or file does not stop the rest.
    """
    found: dict[str, Entry] = {}
    error_texts: dict[str, None] = {}
    problems: list[Problem] = []
    for folder in folders:
        seen: dict[str, str] = {}
        for path in sorted(folder.glob("*.toml")):
            document, broken = _read(path)
            problems += broken
            for entry in _entries(document, path.name, problems):
                if entry.id in seen:
                    twice = f"stands in {seen[entry.id]} already; the first one counts"
                    problems.append(Problem(entry.id, twice, path.name))
                    continue
                seen[entry.id] = path.name
                found[entry.id] = entry
            error_texts |= dict.fromkeys(_error_texts(document, path.name, problems))
    return Shelves(tuple(found.values()), tuple(error_texts)), problems


def _read(path: Path) -> tuple[Mapping[str, object], list[Problem]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except OSError as error:
        return {}, [Problem("file", f"cannot be read: {error.strerror}", path.name)]
    except UnicodeDecodeError:
        return {}, [Problem("file", "cannot be read: it is not UTF-8", path.name)]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, [Problem("file", f"cannot be read as TOML: {error}", path.name)]


def _entries(document: Mapping[str, object], file: str, problems: list[Problem]) -> Iterable[Entry]:
    category = document.get("category", "other")
    for number, table in enumerate(_tables(document, "platform", file, problems), start=1):
        entry, wrong = entry_from(table, category if isinstance(category, str) else "other")
        name = entry.id if entry else table.get("id", f"number {number}")
        for key, why in sorted(wrong.items()):
            problems.append(Problem(f"platform {name}.{key}", _sentence(why, entry), file))
        if entry is not None:
            yield entry


def _sentence(why: str, entry: Entry | None) -> str:
    return f"{why}. {'It is left out.' if entry else 'The platform is left out.'}"


def _error_texts(
    document: Mapping[str, object], file: str, problems: list[Problem]
) -> Iterable[str]:
    for number, table in enumerate(_tables(document, "error_page", file, problems), start=1):
        try:
            yield from texts(table.get("texts"))
        except Refused as refused:
            key = f"error_page {table.get('name', number)}.texts"
            problems.append(Problem(key, f"{refused}. It is left out.", file))


def _tables(
    document: Mapping[str, object], key: str, file: str, problems: list[Problem]
) -> Iterable[Mapping[str, object]]:
    tables = document.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        problems.append(Problem(key, f"must be written as [[{key}]]. It is left out.", file))
        return []
    return tables
