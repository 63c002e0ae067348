"""Writes text with headings, tables and signs into a document. Never as markup."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetrics,
    QPalette,
    QPixmap,
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
from downlight.present.incident_view import Announcement
from downlight.present.links import host_of
from downlight.present.words import Words
from downlight.qt.lamps import is_dark, sign
from downlight.qt.plain import quiet

SIDE = 32
"""Pixels of a sign before it is scaled to the text."""
BULLET = "•\u00a0"


class Writer:
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
        if words.runs_left:
            option = document.defaultTextOption()
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            document.setDefaultTextOption(option)

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
            width = self._metrics.horizontalAdvance(BULLET)
            if self._words.runs_left:
                block.setRightMargin(width)
            else:
                block.setLeftMargin(width)
            block.setTextIndent(-width)
        if self._first:
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block)
        self._cursor.insertText(text, form)
        self._first = False

    def _table(self, rows: int, *widths: int) -> QTextTable:
        """Insert a table without lines: columns of these widths in pixels, and one for the rest.

        Its cells are found by `_cell`.
        """
        form = QTextTableFormat()
        form.setBorder(0)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        form.setCellPadding(0)
        form.setCellSpacing(4)
        rest = QTextLength(QTextLength.Type.PercentageLength, 100)
        fixed = (QTextLength(QTextLength.Type.FixedLength, width) for width in widths)
        # What is left goes to a column without a length; to one of 100 % only if it is the last.
        columns = [*fixed, QTextLength()]
        form.setColumnWidthConstraints(columns[::-1] if self._words.runs_left else columns)
        form.setWidth(rest)
        table = self._cursor.insertTable(max(1, rows), len(columns), form)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._first = False
        return table

    def _cell(self, table: QTextTable, row: int, column: int) -> QTextCursor:
        """Return where to write into a cell; columns count in the direction of reading.

        Qt lays tables out from left to right, in whatever language.
        """
        place = table.columns() - 1 - column if self._words.runs_left else column
        return table.cellAt(row, place).firstCursorPosition()

    def _fill(
        self, table: QTextTable, row: int, column: int, text: str, form: QTextCharFormat
    ) -> None:
        self._cell(table, row, column).insertText(text, form)

    def _widest(self, texts: Iterable[str]) -> int:
        return max((self._metrics.horizontalAdvance(text) for text in texts), default=0) + 8

    def _sign(self, status: Status) -> QTextImageFormat:
        dark = is_dark(self._palette)
        url = QUrl(f"sign:{status.value}-{dark}")
        return self._image(url, sign(status, SIDE, dark=dark), self._side, self._side)

    def _image(self, url: QUrl, pixmap: QPixmap, width: int, height: int) -> QTextImageFormat:
        """Return what puts a picture into the text, at this size."""
        self._document.addResource(QTextDocument.ResourceType.ImageResource.value, url, pixmap)
        image = QTextImageFormat()
        image.setName(url.toString())
        image.setWidth(width)
        image.setHeight(height)
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
