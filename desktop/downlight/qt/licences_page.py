"""The licences in full, one beside the other; read when somebody looks at them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QWidget

from downlight.present.words import Words


class LicencesPage(QWidget):
    """Texts are shown as they are."""

    def __init__(
        self,
        words: Words,
        texts: Callable[[], Sequence[tuple[str, str]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = texts
        self._texts: Sequence[tuple[str, str]] = ()
        self.names = QListWidget()
        self.names.setAccessibleName(words("Licences"))
        self.names.currentRowChanged.connect(self._on_row_changed)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName(words("Text of the licence"))
        self.text.setTabChangesFocus(True)
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        layout = QHBoxLayout(self)
        layout.addWidget(self.names)
        layout.addWidget(self.text, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the texts, unless that was done."""
        super().showEvent(event)
        if self._texts:
            return
        self._texts = self._read()
        self.names.addItems([name for name, _ in self._texts])
        self.names.setFixedWidth(self.names.sizeHintForColumn(0) + 40)
        self.names.setCurrentRow(0)

    def _on_row_changed(self, row: int) -> None:
        self.text.setPlainText(self._texts[row][1] if 0 <= row < len(self._texts) else "")
