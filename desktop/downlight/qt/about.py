"""What this is, which version, and where it keeps its files."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from downlight import __version__
from downlight.present.words import Words
from downlight.qt.icons import Icons
from downlight.qt.plain import PlainLabel


class AboutDialog(QDialog):
    """Tells; every text can be selected and copied."""

    def __init__(
        self,
        words: Words,
        icons: Icons,
        paths: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("About Downlight"))
        picture = QLabel(self)
        picture.setPixmap(icons.app().pixmap(QSize(64, 64)))
        layout = QVBoxLayout(self)
        layout.addWidget(picture, alignment=Qt.AlignmentFlag.AlignHCenter)
        for sentence in (
            words("Downlight {version}", version=__version__),
            words("A light in the tray that tells the moment a platform you rely on goes down."),
            words("It asks the platforms themselves. It has no server and sends nothing to us."),
            words("Free software under the MIT licence; made with Qt (LGPL)."),
        ):
            layout.addWidget(_text(sentence, self))
        form = QFormLayout()
        for name, path in paths:
            form.addRow(PlainLabel(name, self), _text(path, self))
        layout.addLayout(form)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        layout.addWidget(buttons)


def _text(text: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(text, parent)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
