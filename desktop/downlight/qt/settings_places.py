"""Where the data is: each file with its path, and a button that opens its folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from downlight.present.words import Words
from downlight.qt.plain import Heading, PlainLabel, QuietLabel

OpenFolder = Callable[[Path], None]


def open_folder(folder: Path) -> None:
    """Show a folder in the desktop's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class Places(QWidget):
    """Paths can be selected and copied."""

    def __init__(
        self,
        words: Words,
        paths: Sequence[tuple[str, str]],
        show: OpenFolder = open_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setColumnStretch(1, 1)
        layout.addWidget(Heading(words("Where the data is")), 0, 0, 1, 3)
        for row, (name, path) in enumerate(paths, 1):
            label = PlainLabel(words.said(name))
            label.setWordWrap(False)
            layout.addWidget(label, row, 0)
            layout.addWidget(_path(path), row, 1)
            layout.addWidget(self._button(words, name, Path(path), show), row, 2)
        hint = words("The settings file may also be edited by hand; it says how.")
        layout.addWidget(QuietLabel(hint), len(paths) + 1, 0, 1, 3)

    def _button(self, words: Words, name: str, path: Path, show: OpenFolder) -> QPushButton:
        button = QPushButton(words("Open folder"))
        button.setAccessibleName(words("Open the folder of: {name}", name=words.said(name)))
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: show(path.parent))
        self.buttons.append(button)
        return button


def _path(path: str) -> PlainLabel:
    shown = PlainLabel(path.replace("/", "/\u200b"))  # where a long one may go on below
    shown.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return shown
