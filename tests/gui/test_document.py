"""What is written into a document is text, in the colours of the theme."""

import gettext
from datetime import UTC

from PySide6.QtGui import QPalette, QTextDocument
from PySide6.QtWidgets import QApplication

from downlight.domain.status import Status
from downlight.present.incident_view import Announcement
from downlight.present.words import Words
from downlight.qt.document import Writer
from downlight.qt.theme import dark_palette
from fakes.states import english


class Letter(Writer):
    """One of everything."""

    def write(self) -> None:
        self._heading("<i>Heading</i>")
        self._paragraph("Some <b>text</b>", self._plain())
        table = self._table(1, self._widest(["left"]), self._side)
        self._fill(table, 0, 0, "first", self._faint())
        self._cell(table, 0, 1).insertImage(self._sign(Status.MAJOR_OUTAGE))
        self._fill(table, 0, 2, "last", self._bold())
        updates = (("Now: resolved", "It works again."),)
        self._announcement(Announcement("Trouble", "resolved", updates, "https://x.example/1"))
        self._announcement(Announcement("Odd link", "resolved", (), "javascript:alert(1)"))


def letter(palette: QPalette, words: Words | None = None) -> QTextDocument:
    document = QTextDocument()
    Letter(document, words or english(), palette).write()
    return document


def test_tables_begin_where_people_begin_to_read(qapp: QApplication) -> None:
    """Qt does not mirror them."""
    arabic = Words("ar", gettext.NullTranslations(), UTC)
    text = letter(QPalette(), arabic).toPlainText()
    assert text.index("last") < text.index("first")


def test_markup_of_strangers_is_text(qapp: QApplication) -> None:
    text = letter(QPalette()).toPlainText()
    assert "<i>Heading</i>\nSome <b>text</b>" in text
    assert text.index("first") < text.index("last") < text.index("It works again.")


def test_only_web_pages_are_links(qapp: QApplication) -> None:
    text = letter(QPalette()).toPlainText()
    assert text.count("Read on at") == 1
    assert "Read on at x.example" in text


def test_text_is_light_on_dark(qapp: QApplication) -> None:
    palette = dark_palette()
    document = letter(palette)
    block = document.begin()
    colours = []
    while block.isValid():
        colours += [piece.format.foreground().color() for piece in block.textFormats()]
        block = block.next()
    assert palette.color(QPalette.ColorRole.Text) in colours
