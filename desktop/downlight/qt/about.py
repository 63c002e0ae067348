"""What this is, which version, where it keeps its files, and what it is made with."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from downlight import __version__
from downlight.present.credits import MADE_WITH
from downlight.present.words import Words
from downlight.qt.icons import Icons
from downlight.qt.licences_page import LicencesPage
from downlight.qt.plain import PlainLabel, QuietLabel
from downlight.qt.sizing import fit


class AboutDialog(QDialog):
    """Tells; every text can be selected and copied."""

    def __init__(
        self,
        words: Words,
        icons: Icons,
        paths: Sequence[tuple[str, str]],
        licences: Callable[[], Sequence[tuple[str, str]]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("About Downlight"))
        tabs = QTabWidget(self)
        tabs.addTab(_about(words, icons, paths), words("About"))
        tabs.addTab(_credits(words), words("Made with"))
        if licences is not None:
            tabs.addTab(LicencesPage(words, licences), words("Licences"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(tabs)
        layout.addWidget(buttons)
        fit(self, 76, 30)


def _about(words: Words, icons: Icons, paths: Sequence[tuple[str, str]]) -> QWidget:
    page = QWidget()
    picture = QLabel(page)
    picture.setPixmap(icons.app().pixmap(QSize(64, 64)))
    layout = QVBoxLayout(page)
    layout.addWidget(picture, alignment=Qt.AlignmentFlag.AlignHCenter)
    for sentence in (
        words("Downlight {version}", version=__version__),
        words("A light in the tray that tells the moment a platform you rely on goes down."),
        words("It asks the platforms themselves. It has no server and sends nothing to us."),
        words("Free software under the MIT licence; made with Qt (LGPL)."),
    ):
        layout.addWidget(_text(sentence, page))
    layout.addSpacing(8)
    layout.addLayout(_table(words, paths, page))
    layout.addStretch()
    return page


def _credits(words: Words) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addWidget(QuietLabel(words("Thanks to those who made these, and gave them to all.")))
    layout.addLayout(_table(words, MADE_WITH, page))
    layout.addStretch()
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area


def _table(words: Words, rows: Sequence[tuple[str, str]], page: QWidget) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    for name, text in rows:
        label = PlainLabel(words.said(name), page)
        label.setWordWrap(False)
        form.addRow(label, _text(text, page))
    return form


def _text(text: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(text, parent)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
