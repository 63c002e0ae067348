"""Writes an incident as a text that can be read, selected and copied. Never as markup."""

from collections.abc import Iterable

from downlight.present.incident_view import EvidenceLine, IncidentView
from downlight.qt.document import BULLET, Writer


class IncidentWriter(Writer):
    """Fills a document; the palette decides the colours, the document's font the sizes."""

    def write(self, view: IncidentView) -> None:
        """Write all sections that have something to say."""
        self._facts(view.facts)
        if view.because:
            self._heading(self._words("Because"))
            for reason in view.because:
                self._paragraph(BULLET + reason, self._plain(), hanging=True)
        if view.evidence:
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

    def _details(self, line: EvidenceLine) -> str:
        told = [line.source]
        if line.http_status:
            told.append(f"HTTP\u00a0{line.http_status}")
        if line.latency:
            told.append(line.latency.replace(" ", "\u00a0"))
        if line.matched and line.matched not in line.said:
            told.append(self._words("found “{text}”", text=line.matched))
        return " · ".join(told)
