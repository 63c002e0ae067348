"""`downlight history export` and `import`: incidents to files, and back."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from downlight.domain.edits import AT_ONCE, ImportIncidents
from downlight.domain.history import HistorySource, HistoryUnavailable
from downlight.domain.incident import Incident
from downlight.domain.merging import Difference, difference
from downlight.domain.saying import told_by
from downlight.present.calendar import ics_pieces
from downlight.present.export import csv_pieces, json_pieces
from downlight.present.import_view import import_lines, imported
from downlight.present.incident_file import LARGEST, NotIncidents, Reading, read
from downlight.present.report import html_pieces
from downlight.present.words import Words
from downlight.terminal.check import ALL_UP
from downlight.terminal.choosing import CANNOT, Declined
from downlight.terminal.history import narrowed
from downlight.terminal.history_options import HistoryExport, HistoryImport
from downlight.terminal.services import TerminalServices

_WRITERS: Mapping[str, Callable[[Iterable[Incident], Words, datetime], Iterator[str]]] = {
    "csv": csv_pieces,
    "json": json_pieces,
    "ics": ics_pieces,
    "html": html_pieces,
}


def export_history(order: HistoryExport, services: TerminalServices) -> int:
    """Write incidents, the newest first, to standard output or a file. Raises Declined."""
    write = _WRITERS[order.format]
    source = services.open_history()
    if source is None:
        _put(order, write((), services.words, services.now()), services)
        return ALL_UP
    try:
        with closing(source):
            found = source.incidents(narrowed(order.since, order.platform, source, services))
            _put(order, write(found, services.words, services.now()), services)
    except HistoryUnavailable as unreadable:
        raise Declined(told_by(unreadable), CANNOT) from None
    return ALL_UP


def import_history(order: HistoryImport, services: TerminalServices) -> int:
    """Show what a file would change, ask, and take it in. Raises Declined."""
    found = _compared(_read(order.source, services), services)
    name = Path(order.source).name
    for line in import_lines(services.words, name, found):
        services.output.line(line)
    if not found.new:
        return ALL_UP
    words = services.words
    if not order.yes and not services.ask(words("Take them in? [y/N] ")):
        services.output.line(words("Nothing was changed."))
        return ALL_UP
    _take(found, services)
    return ALL_UP


def _take(found: Difference, services: TerminalServices) -> None:
    token = services.now().isoformat()
    starts = range(0, len(found.new), AT_ONCE)
    edits = [ImportIncidents(token, found.new[at : at + AT_ONCE]) for at in starts]
    trouble = services.edit_history(edits)
    if trouble:
        raise Declined(trouble, CANNOT)
    services.output.line(imported(services.words, len(found.new)))


def _read(source: str, services: TerminalServices) -> Reading:
    words = services.words
    try:
        if source == "-":
            content = services.read_input(LARGEST + 1)
        else:
            with Path(source).open("rb") as file:
                content = file.read(LARGEST + 1)
        return read(content, services.now())
    except OSError as error:
        told = words("{file} cannot be read: {why}.", file=source[:200], why=error.strerror)
        raise Declined(told) from None
    except NotIncidents as refused:
        raise Declined(told_by(refused)) from None


def _compared(reading: Reading, services: TerminalServices) -> Difference:
    """Return what of the file is new; without a log all of it is."""
    source = services.open_history()
    if source is None or not reading.incidents:
        return difference(reading.incidents, {}, reading.left_out)
    try:
        with closing(source):
            return _beside(reading, source, services.now())
    except HistoryUnavailable as unreadable:
        raise Declined(told_by(unreadable), CANNOT) from None


def _beside(reading: Reading, source: HistorySource, now: datetime) -> Difference:
    platforms = sorted({one.platform_id for one in reading.incidents})
    first = min(one.started_at for one in reading.incidents)
    return difference(reading.incidents, source.bars(platforms, first, now), reading.left_out)


def _put(order: HistoryExport, pieces: Iterable[str], services: TerminalServices) -> None:
    if order.file is None:
        put = services.output.json_pieces if order.format == "json" else services.output.pieces
        put(pieces)
        return
    words = services.words
    try:
        with Path(order.file).open("w", encoding="utf-8", newline="", errors="replace") as file:
            file.writelines(pieces)
    except OSError as error:
        told = words("{file} cannot be written: {why}.", file=order.file[:200], why=error.strerror)
        raise Declined(told, CANNOT) from None
    services.errors.line(words("Written to {file}.", file=order.file))
