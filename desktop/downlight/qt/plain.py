"""Text in windows is plain text: nothing that a platform says is taken for markup."""

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget


class PlainLabel(QLabel):
    """A label that shows its text as it is; long text wraps."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)


class QuietLabel(PlainLabel):
    """A label that explains: fainter than the rest, yet readable."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._fade()

    def changeEvent(self, event: QEvent) -> None:
        """Fade again when the theme changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._fade()

    def _fade(self) -> None:
        role, wanted = QPalette.ColorRole.PlaceholderText, quiet(QApplication.palette())
        if self.palette().color(role) != wanted:  # setting it changes the palette once more
            palette = QPalette()
            palette.setColor(role, wanted)
            self.setPalette(palette)


class Heading(PlainLabel):
    """The name of a part of a page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        font = QFont(self.font())
        font.setBold(True)
        self.setFont(font)


def quiet(palette: QPalette, selected: bool = False) -> QColor:
    """Return a colour for text that matters less, at least 4.5:1 against what is behind it."""
    text, base = QPalette.ColorRole.Text, QPalette.ColorRole.Base
    if selected:
        text, base = QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight
    front, back = palette.color(text), palette.color(base)
    share = 0.9 if selected else 0.7
    return QColor.fromRgbF(
        front.redF() * share + back.redF() * (1 - share),
        front.greenF() * share + back.greenF() * (1 - share),
        front.blueF() * share + back.blueF() * (1 - share),
    )


def plain_tip(text: str) -> str:
    """Return a tooltip that shows `text` as it is; Qt would guess whether it is markup."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>' if text else ""


def no_mnemonic(text: str) -> str:
    """Return a text for a button or menu in which & is an ampersand ("AT&T")."""
    return text.replace("&", "&&")
