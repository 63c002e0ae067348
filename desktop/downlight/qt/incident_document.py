"""Writes an incident as a text that can be read, selected and copied. Never as markup."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QFont, QFontMetrics, QPalette, QTextDocument, QTextTable

from downlight.present.incident_view import EvidenceLine, IncidentView
from downlight.present.words import Words
from downlight.qt.document import BULLET, Writer

_BETWEEN = 10
"""Pixels that the spaces between three columns take from two of them."""
WIDE = 64
"""Letters that a line must have room for if two accounts are to stand side by side."""


def is_wide(room: int, font: QFont) -> bool:
    """Whether a line of `room` pixels is long enough for two accounts."""
    return room >= WIDE * QFontMetrics(font).averageCharWidth()


class IncidentWriter(Writer):
    """Fills a document; the palette decides the colours, the document's font the sizes."""

    def __init__(
        self, document: QTextDocument, words: Words, palette: QPalette, *, room: int = 0
    ) -> None:
        """With enough `room` (pixels of a line) there is a column for what the provider said."""
        super().__init__(document, words, palette)
        self._room = room

    def write(self, view: IncidentView) -> None:
        """Write all sections that have something to say."""
        self._facts(view.facts)
        if view.because:
            self._heading(self._words("Because"))
            for reason in view.because:
                self._paragraph(BULLET + reason, self._plain(), hanging=True)
        if view.evidence:
            two = {line.official for line in view.evidence} == {True, False}
            if two and is_wide(self._room, self._document.defaultFont()):
                self._heading(self._words("What was seen, and what the provider said"))
                self._side_by_side(view.evidence)
            else:
                self._heading(self._words("What was seen"))
                self._evidence(view.evidence)
        if view.announcements:
            self._heading(self._words("What the provider said"))
            for announcement in view.announcements:
                self._announcement(announcement)

    def _facts(self, facts: Iterable[tuple[str, str]]) -> None:
        rows = list(facts)
        table = self._table(len(rows), self._widest(label for label, _ in rows))
        for row, (label, value) in enumerate(rows):
            self._fill(table, row, 0, label, self._faint())
            self._fill(table, row, 1, value, self._plain())

    def _evidence(self, lines: Iterable[EvidenceLine]) -> None:
        rows = list(lines)
        table = self._table(len(rows), self._widest(line.at for line in rows), self._side + 4)
        for row, line in enumerate(rows):
            self._fill(table, row, 0, line.at, self._faint())
            if line.status is not None:
                cell = self._cell(table, row, 1)
                cell.insertImage(self._sign(line.status))
            cell = self._cell(table, row, 2)
            cell.insertText(line.said or line.source, self._plain())
            cell.insertBlock()
            cell.insertText(self._details(line), self._faint())

    def _side_by_side(self, lines: Sequence[EvidenceLine]) -> None:
        """Write two accounts of the same time, each in its column."""
        table = self._columns(len(lines) + 1, self._widest(line.at for line in lines))
        self._fill(table, 0, 1, self._words("Seen here"), self._bold())
        self._fill(table, 0, 2, self._words("Said by the provider"), self._bold())
        for row, line in enumerate(lines, 1):
            self._fill(table, row, 0, line.at, self._faint())
            cell = self._cell(table, row, 2 if line.official else 1)
            if line.status is not None:
                cell.insertImage(self._sign(line.status))
                cell.insertText("\u00a0", self._plain())
            cell.insertText(line.said or line.source, self._plain())
            cell.insertBlock()
            cell.insertText(self._details(line), self._faint())

    def _columns(self, rows: int, first: int) -> QTextTable:
        """Insert a table of one column of a width in pixels and two that share the rest."""
        free = self._room - 2 * self._document.documentMargin() - first
        return self._table(rows, first, max(0, round(free / 2) - _BETWEEN))

    def _details(self, line: EvidenceLine) -> str:
        told = [line.source]
        if line.http_status:
            told.append(f"HTTP\u00a0{line.http_status}")
        if line.latency:
            told.append(line.latency.replace(" ", "\u00a0"))
        if line.matched and line.matched not in line.said:
            told.append(self._words("found “{text}”", text=line.matched))
        return " · ".join(told)
