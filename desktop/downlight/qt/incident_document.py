"""Writes an incident as a text that can be read, selected and copied. Never as markup."""

from collections.abc import Iterable

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetrics,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from downlight.domain.status import Status
from downlight.present.incident_view import Announcement, EvidenceLine, IncidentView
from downlight.present.links import host_of
from downlight.present.words import Words
from downlight.qt.lamps import is_dark, sign
from downlight.qt.plain import quiet

_SIDE = 32
"""Pixels of a sign before it is scaled to the text."""
_BULLET = "•\u00a0"


class IncidentWriter:
    """Fills a document; the palette decides the colours, the document's font the sizes."""

    def __init__(self, document: QTextDocument, words: Words, palette: QPalette) -> None:
        document.clear()
        self._document = document
        self._words = words
        self._palette = palette
        self._cursor = QTextCursor(document)
        self._first = True
        self._metrics = QFontMetrics(document.defaultFont())
        self._side = QFontInfo(document.defaultFont()).pixelSize()

    def write(self, view: IncidentView) -> None:
        """Write all sections that have something to say."""
        self._facts(view.facts)
        if view.because:
            self._heading(self._words("Because"))
            for reason in view.because:
                self._paragraph(_BULLET + reason, self._plain(), hanging=True)
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
            _fill(table, row, 0, label, self._faint())
            _fill(table, row, 1, value, self._plain())

    def _evidence(self, lines: Iterable[EvidenceLine]) -> None:
        rows = list(lines)
        table = self._table(len(rows), self._widest(line.at for line in rows), self._side + 4)
        for row, line in enumerate(rows):
            _fill(table, row, 0, line.at, self._faint())
            if line.status is not None:
                cell = table.cellAt(row, 1).firstCursorPosition()
                cell.insertImage(self._sign(line.status))
            cell = table.cellAt(row, 2).firstCursorPosition()
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

    def _announcement(self, announcement: Announcement) -> None:
        self._paragraph(announcement.title, self._bold())
        self._paragraph(announcement.stage, self._faint())
        for heading, text in announcement.updates:
            self._paragraph(heading, self._faint(), above=4)
            self._paragraph(text, self._plain())
        host = host_of(announcement.url)
        if host is not None and announcement.url is not None:
            link = self._plain()
            link.setAnchor(True)
            link.setAnchorHref(announcement.url)
            link.setFontUnderline(True)
            link.setForeground(self._palette.color(QPalette.ColorRole.Link))
            self._paragraph(self._words("Read on at {host}", host=host), link)

    def _heading(self, text: str) -> None:
        self._paragraph(text, self._bold(), above=12)

    def _paragraph(
        self, text: str, form: QTextCharFormat, *, above: int = 2, hanging: bool = False
    ) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(0 if self._first else above)
        if hanging:
            width = self._metrics.horizontalAdvance(_BULLET)
            block.setLeftMargin(width)
            block.setTextIndent(-width)
        if self._first:
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block)
        self._cursor.insertText(text, form)
        self._first = False

    def _table(self, rows: int, *widths: int) -> QTextTable:
        """Insert a table without lines: columns of these widths in pixels, and one for the rest."""
        form = QTextTableFormat()
        form.setBorder(0)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        form.setCellPadding(0)
        form.setCellSpacing(4)
        fixed = [QTextLength(QTextLength.Type.FixedLength, width) for width in widths]
        rest = QTextLength(QTextLength.Type.PercentageLength, 100)
        form.setColumnWidthConstraints([*fixed, rest])
        form.setWidth(rest)
        table = self._cursor.insertTable(max(1, rows), len(widths) + 1, form)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._first = False
        return table

    def _widest(self, texts: Iterable[str]) -> int:
        return max((self._metrics.horizontalAdvance(text) for text in texts), default=0) + 8

    def _sign(self, status: Status) -> QTextImageFormat:
        dark = is_dark(self._palette)
        url = QUrl(f"sign:{status.value}-{dark}")
        pixmap = sign(status, _SIDE, dark=dark)
        self._document.addResource(QTextDocument.ResourceType.ImageResource.value, url, pixmap)
        image = QTextImageFormat()
        image.setName(url.toString())
        image.setWidth(self._side)
        image.setHeight(self._side)
        return image

    def _plain(self) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(self._palette.color(QPalette.ColorRole.Text))
        return form

    def _bold(self) -> QTextCharFormat:
        form = self._plain()
        form.setFontWeight(QFont.Weight.Bold)
        return form

    def _faint(self) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(quiet(self._palette))
        return form


def _fill(table: QTextTable, row: int, column: int, text: str, form: QTextCharFormat) -> None:
    table.cellAt(row, column).firstCursorPosition().insertText(text, form)
