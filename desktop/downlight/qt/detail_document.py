"""Writes the verdict of a platform as text: because, last looks, parts, what the provider says."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QPainter, QPixmap, QTextImageFormat, QTransform

from downlight.domain.status import Status
from downlight.present.detail import DetailView, Ground, Look, PartGroup
from downlight.qt.document import Writer
from downlight.qt.lamps import is_dark, status_colour
from downlight.qt.plain import quiet

_BAR = (64, 16)
"""Pixels of a weight's bar before it is scaled to the text."""


class DetailWriter(Writer):
    """Fills a document; the palette decides the colours, the document's font the sizes."""

    def write(self, view: DetailView) -> None:
        """Write all sections that have something to say."""
        words = self._words
        if view.grounds:
            self._heading(words("Because"))
            self._grounds(view.grounds)
        if view.announcements:
            self._heading(words("What the provider said"))
            for announcement in view.announcements:
                self._announcement(announcement)
        for group in view.parts:
            self._heading(
                words("Parts: {group}", group=group.title) if group.title else words("Parts")
            )
            self._parts(group)
        if view.looks:
            self._heading(words("Last looks"))
            self._looks(view.looks)

    def _grounds(self, grounds: Iterable[Ground]) -> None:
        rows = list(grounds)
        table = self._table(len(rows), self._side * _BAR[0] // _BAR[1] + 6)
        for row, ground in enumerate(rows):
            if ground.share:
                self._cell(table, row, 0).insertImage(self._bar(ground.share))
            cell = self._cell(table, row, 1)
            cell.insertText(ground.text, self._plain())
            if ground.below:
                cell.insertBlock()
                cell.insertText(ground.below, self._faint())

    def _looks(self, looks: Iterable[Look]) -> None:
        rows = list(looks)
        table = self._table(len(rows), self._side + 4, self._widest(look.when for look in rows))
        for row, look in enumerate(rows):
            self._cell(table, row, 0).insertImage(self._sign(look.status))
            self._fill(table, row, 1, look.when, self._faint())
            cell = self._cell(table, row, 2)
            cell.insertText(look.said, self._plain())
            cell.insertBlock()
            cell.insertText(look.source, self._faint())

    def _parts(self, group: PartGroup) -> None:
        table = self._table(len(group.rows), self._side + 4)
        for row, part in enumerate(group.rows):
            self._cell(table, row, 0).insertImage(self._sign(part.status))
            cell = self._cell(table, row, 1)
            cell.insertText(part.name, self._plain())
            cell.insertBlock()
            cell.insertText(part.below, self._faint())

    def _bar(self, share: float) -> QTextImageFormat:
        dark = is_dark(self._palette)
        url = QUrl(f"weight:{share:.2f}-{dark}")
        pixmap = weight_bar(share, quiet(self._palette), dark=dark)
        if self._words.runs_left:
            pixmap = pixmap.transformed(QTransform.fromScale(-1, 1))
        return self._image(url, pixmap, self._side * _BAR[0] // _BAR[1], self._side)


def weight_bar(share: float, axis: QColor, *, dark: bool) -> QPixmap:
    """Return a bar from the middle: to the right for trouble, to the left against it.

    `share` is from -1 to 1.
    """
    width, height = _BAR[0] * 2, _BAR[1] * 2
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    status = Status.MAJOR_OUTAGE if share > 0 else Status.OPERATIONAL
    long = max(4.0, abs(share) * width / 2)
    left = width / 2 if share > 0 else width / 2 - long
    painter.fillRect(
        QRectF(left, height * 0.3, long, height * 0.5), status_colour(status, dark=dark)
    )
    painter.fillRect(QRectF(width / 2 - 2, 0, 4, height), axis)
    painter.end()
    return pixmap
