"""A page of text to read, select and copy; nothing in it is fetched or followed by itself."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QWidget


class TextPage(QTextBrowser):
    """Text without markup; links are told, not followed."""

    link_clicked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make a page that screen readers call `name`."""
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(name)
        self.document().setDocumentMargin(6)
        self.anchorClicked.connect(lambda url: self.link_clicked.emit(url.toString()))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return nothing: all that is shown was put in by us."""
        return None
