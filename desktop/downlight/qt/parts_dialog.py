"""The dialog that picks which parts of a platform count: a list to tick, and to search."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.model import Component
from downlight.present.parts_view import matching, part_rows, parts_line, toggled
from downlight.present.words import Words
from downlight.qt.plain import PlainLabel, QuietLabel, plain_tip
from downlight.qt.sizing import fit


class PartsDialog(QDialog):
    """Each tick counts at once; with none, all parts count."""

    changed = Signal(object)
    """The keys of what is ticked, as a tuple."""

    def __init__(
        self,
        name: str,
        components: Sequence[Component],
        chosen: Sequence[str],
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._chosen = tuple(chosen)
        self._rows = part_rows(words, components, chosen)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(words("Search parts and regions"))
        self.search.setAccessibleName(words("Search parts and regions"))
        self.search.textChanged.connect(self._on_text_changed)
        self.list = QListWidget()
        self.list.setAccessibleName(words("Parts and regions"))
        self.list.setUniformItemSizes(True)
        for row in self._rows:
            self.list.addItem(self._item(row.key, row.sentence))
        self.list.itemChanged.connect(self._on_item_changed)
        self.line = PlainLabel(parts_line(words, self._chosen))
        self._lay_out(name)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of what is ticked."""
        return self._chosen

    def _item(self, key: str, sentence: str) -> QListWidgetItem:
        item = QListWidgetItem(sentence)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setToolTip(plain_tip(sentence))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        on = key in self._chosen
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        return item

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        key = str(item.data(Qt.ItemDataRole.UserRole))
        chosen = toggled(self._chosen, key, on=item.checkState() is Qt.CheckState.Checked)
        if set(chosen) == set(self._chosen):
            return
        self._chosen = chosen
        self.line.setText(parts_line(self._words, chosen))
        self.changed.emit(chosen)

    def _on_text_changed(self, text: str) -> None:
        for place, fits in enumerate(matching(self._rows, text)):
            self.list.item(place).setHidden(not fits)

    def _lay_out(self, name: str) -> None:
        words = self._words
        self.setWindowTitle(words("Parts of {platform}", platform=name))
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            QuietLabel(
                words(
                    "Tick what you rely on: only that moves the light and is told; the rest is "
                    "shown. Tick nothing, and all of it counts."
                )
            )
        )
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.line)
        layout.addWidget(buttons)
        fit(self, 80, 34)
