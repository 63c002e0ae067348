"""`downlight catalogue share` and `import`: platforms from one person to another."""

from collections.abc import Sequence
from pathlib import Path

from downlight.catalogue.changing import Change, Difference, NotWritten, apply, difference
from downlight.catalogue.documents import Document
from downlight.catalogue.entry import Entry
from downlight.catalogue.own import read_own
from downlight.catalogue.sharing import (
    MOST_BYTES,
    NotShared,
    is_link,
    read_link,
    read_shared_file,
    share_file,
    share_link,
)
from downlight.domain.saying import told_by
from downlight.terminal.catalogue_options import CatalogueImport, CatalogueShare
from downlight.terminal.check import ALL_UP
from downlight.terminal.choosing import CANNOT, Declined
from downlight.terminal.services import TerminalServices

NOT_ALL = 1
"""Exit code when something was not taken over."""


def share(order: CatalogueShare, services: TerminalServices) -> int:
    """Print a link, or write a file. Raises Declined."""
    entries = [_named(name, services) for name in order.names]
    try:
        if order.file is None:
            services.output.line(share_link(entries))
        else:
            _write(order.file, share_file(entries), services)
    except NotShared as refused:
        raise Declined(told_by(refused)) from None
    return ALL_UP


def import_platforms(order: CatalogueImport, services: TerminalServices) -> int:
    """Show what would change, ask, and change it. Raises Declined."""
    path, words = services.own_platforms, services.words
    if path is None:
        raise Declined(words("There is no file for platforms of your own here."), CANNOT)
    known = services.catalogue.shipped_entry
    found = difference(_document(order.source, services), read_own(path, known), known)
    _show(found, services)
    if not found.changes:
        services.output.line(words("Nothing would change."))
    elif order.yes or services.ask(words("Take this over? [y/N] ")):
        _apply(path, found.changes, services)
    else:
        services.output.line(words("Nothing was changed."))
    return NOT_ALL if found.problems else ALL_UP


def _apply(path: Path, changes: Sequence[Change], services: TerminalServices) -> None:
    try:
        apply(path, changes, services.catalogue.shipped_entry)
    except NotWritten as refused:
        raise Declined(told_by(refused), CANNOT) from None
    words = services.words
    told = words.plural(
        "{n} platform was taken over.", "{n} platforms were taken over.", len(changes)
    )
    services.output.line(told)


def _write(file: str, text: str, services: TerminalServices) -> None:
    words = services.words
    try:
        Path(file).write_text(text, "utf-8")
    except OSError as error:
        told = words("{file} cannot be written: {why}.", file=file[:200], why=error.strerror)
        raise Declined(told, CANNOT) from None
    services.output.line(words("Written to {file}.", file=file))


def _named(name: str, services: TerminalServices) -> Entry:
    platform = services.catalogue.find(name)
    entry = services.catalogue.entry(platform.id) if platform else None
    if entry is None:
        raise Declined(services.catalogue.unknown(name))
    return entry


def _document(source: str, services: TerminalServices) -> Document:
    try:
        if is_link(source):
            return read_link(source)
        if source == "-":
            return read_shared_file(services.read_input(MOST_BYTES + 1), "-")
        with Path(source).open("rb") as file:
            return read_shared_file(file.read(MOST_BYTES + 1), Path(source).name)
    except NotShared as refused:
        raise Declined(told_by(refused)) from None
    except OSError as error:
        words = services.words
        told = words("{file} cannot be read: {why}.", file=source[:200], why=error.strerror)
        raise Declined(told, CANNOT) from None


def _show(found: Difference, services: TerminalServices) -> None:
    words, line = services.words, services.output.line
    for problem in found.problems:
        services.errors.line(words.problem(problem))
    for change in found.changes:
        new = words("{name} ({id}) is new:", name=change.name, id=change.id)
        changed = words("{name} ({id}) changes:", name=change.name, id=change.id)
        line(new if change.is_new else changed)
        for field in change.fields:
            if field.before:
                line(f"  - {field.key}: {field.before}")
            if field.after:
                line(f"  + {field.key}: {field.after}")
    if found.same:
        told = words.plural(
            "{n} platform is known like this already.",
            "{n} platforms are known like this already.",
            len(found.same),
        )
        line(told)
