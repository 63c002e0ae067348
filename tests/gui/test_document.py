"""What is written into a document is text, in the colours of the theme."""

from PySide6.QtGui import QPalette, QTextDocument
from PySide6.QtWidgets import QApplication

from downlight.domain.status import Status
from downlight.present.incident_view import Announcement
from downlight.qt.document import Writer, fill
from downlight.qt.theme import dark_palette
from fakes.states import english


class Letter(Writer):
    """One of everything."""

    def write(self) -> None:
        self._heading("<i>Heading</i>")
        self._paragraph("Some <b>text</b>", self._plain())
        table = self._table(1, self._widest(["left"]), self._side)
        fill(table, 0, 0, "left", self._faint())
        table.cellAt(0, 1).firstCursorPosition().insertImage(self._sign(Status.MAJOR_OUTAGE))
        fill(table, 0, 2, "right", self._bold())
        updates = (("Now: resolved", "It works again."),)
        self._announcement(Announcement("Trouble", "resolved", updates, "https://x.example/1"))
        self._announcement(Announcement("Odd link", "resolved", (), "javascript:alert(1)"))


def letter(palette: QPalette) -> QTextDocument:
    document = QTextDocument()
    Letter(document, english(), palette).write()
    return document


def test_markup_of_strangers_is_text(qapp: QApplication) -> None:
    text = letter(QPalette()).toPlainText()
    assert "<i>Heading</i>\nSome <b>text</b>" in text
    assert text.index("left") < text.index("right") < text.index("It works again.")


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
