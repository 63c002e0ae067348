"""Writes the listed incidents to a file, in a thread with a connection of its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QIODevice, QObject, QSaveFile, Signal

from downlight.domain.history import HistorySource, IncidentFilter
from downlight.domain.incident import Incident
from downlight.present import export
from downlight.present.calendar import ics_pieces
from downlight.present.report import html_pieces
from downlight.present.words import Words
from downlight.qt.log_reader import LogReader


class ExportFormat(StrEnum):
    """The kinds of file; the values are the endings of their names."""

    CSV = "csv"
    JSON = "json"
    ICS = "ics"
    HTML = "html"


_WRITERS: Mapping[ExportFormat, Callable[[Iterable[Incident], Words, datetime], Iterator[str]]] = {
    ExportFormat.CSV: export.csv_pieces,
    ExportFormat.JSON: export.json_pieces,
    ExportFormat.ICS: ics_pieces,
    ExportFormat.HTML: html_pieces,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an export: how many incidents, or what went wrong, in a sentence."""

    count: int = 0
    trouble: str = ""


class ExportJob(QObject):
    """One export at a time; the file is put in place whole or not at all."""

    ended = Signal(object)
    """An Outcome."""

    def __init__(
        self,
        open_source: Callable[[], HistorySource],
        words: Words,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._now = now
        self._reader = LogReader(open_source, self)
        self._reader.failed.connect(lambda why: self._on_ended(Outcome(trouble=why)))

    def start(self, wanted: IncidentFilter, path: str, kind: ExportFormat) -> None:
        """Write the incidents that fit `wanted` to `path`; `ended` tells how it went."""
        words, now = self._words, self._now()
        write = _WRITERS[kind]

        def put(source: HistorySource) -> Outcome:
            counted = _Counted(source.incidents(wanted))
            trouble = _save(path, write(counted, words, now))
            return Outcome(counted.count, trouble)

        self._reader.ask("export", put, self._on_ended)

    def _on_ended(self, outcome: Outcome) -> None:
        self._reader.release()
        self.ended.emit(outcome)


class _Counted:
    """Passes incidents on and counts them."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        self._incidents = incidents
        self.count = 0

    def __iter__(self) -> Iterator[Incident]:
        for incident in self._incidents:
            self.count += 1
            yield incident


def _save(path: str, pieces: Iterable[str]) -> str:
    """Write `pieces` as UTF-8; return what went wrong, in the system's own words, or nothing."""
    file = QSaveFile(path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return file.errorString()
    for piece in pieces:
        if file.write(piece.encode("utf-8", "replace")) < 0:
            break
    return "" if file.commit() else file.errorString()
