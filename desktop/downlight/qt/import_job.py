"""Reads a file of incidents in another thread, and says what taking it in would change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from downlight.domain.edits import AT_ONCE, ImportIncidents
from downlight.domain.history import HistorySource
from downlight.domain.incident import Incident
from downlight.domain.merging import Difference, difference
from downlight.domain.saying import told_by
from downlight.present.incident_file import LARGEST, NotIncidents, read
from downlight.qt.log_reader import LogReader


@dataclass(frozen=True, slots=True)
class Compared:
    """What a file holds beside the log, or why it cannot be read (a sentence)."""

    difference: Difference = field(default_factory=Difference)
    trouble: str = ""


class ImportJob(QObject):
    """One file at a time; nothing is written by reading it."""

    compared = Signal(object)
    """A Compared."""

    def __init__(
        self,
        open_source: Callable[[], HistorySource],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._reader = LogReader(open_source, self)
        self._reader.failed.connect(lambda why: self._on_compared(Compared(trouble=why)))

    def start(self, path: str) -> None:
        """Read the file at `path`; `compared` tells what is in it."""
        question = partial(_compare, path=Path(path), now=self._now())
        self._reader.ask("import", question, self._on_compared)

    def _on_compared(self, compared: Compared) -> None:
        self._reader.release()
        self.compared.emit(compared)


def edits_of(token: str, incidents: Sequence[Incident]) -> list[ImportIncidents]:
    """Return the edits that take incidents in, a few at once."""
    starts = range(0, len(incidents), AT_ONCE)
    return [ImportIncidents(token, tuple(incidents[at : at + AT_ONCE])) for at in starts]


def _compare(source: HistorySource, path: Path, now: datetime) -> Compared:
    try:
        with path.open("rb") as file:
            reading = read(file.read(LARGEST + 1), now)
    except OSError as error:
        return Compared(trouble=error.strerror or str(error))
    except NotIncidents as refused:
        return Compared(trouble=told_by(refused))
    if not reading.incidents:
        return Compared(Difference(left_out=reading.left_out))
    platforms = sorted({one.platform_id for one in reading.incidents})
    first = min(one.started_at for one in reading.incidents)
    known = source.bars(platforms, first, now)
    return Compared(difference(reading.incidents, known, reading.left_out))
