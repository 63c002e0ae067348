"""Backup and restore: what a backup holds is shown before it takes effect."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.backup import BackupContent
from downlight.present.backup_view import content_lines, saved_line
from downlight.present.words import Words
from downlight.qt.background import Background
from downlight.qt.plain import Heading, PlainLabel, QuietLabel
from downlight.qt.services import Keeper


class BackupBox(QWidget):
    """Saves and restores away from the GUI thread."""

    def __init__(
        self,
        words: Words,
        keeper: Keeper,
        restart: Callable[[], None],
        suggest: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """`suggest` returns a name for a new backup; `restart` starts the app anew."""
        super().__init__(parent)
        self._words = words
        self._keeper = keeper
        self._restart = restart
        self._suggest = suggest
        self._then: Callable[[object], None] = lambda _: None
        self._pressed: QPushButton | None = None
        self._calls = Background(self)
        self._calls.ended.connect(self._on_ended)
        self.save_button = QPushButton(words("Back up…"))
        self.save_button.clicked.connect(self._on_save_clicked)
        self.restore_button = QPushButton(words("Restore…"))
        self.restore_button.clicked.connect(self._on_restore_clicked)
        self.outcome = PlainLabel()
        self.outcome.hide()
        self._lay_out()

    def save(self, target: Path) -> None:
        """Write a backup to `target`, and say how it went."""
        self._run(partial(self._keeper.save, target), partial(self._on_saved, target.name))

    def look_at(self, source: Path) -> None:
        """Show what a backup holds, and ask whether to restore it."""
        self._run(partial(self._keeper.examine, source), partial(self._on_examined, source))

    def _run(self, call: Callable[[], object], then: Callable[[object], None]) -> None:
        if self._calls.is_busy:
            return
        self._then = then
        buttons = (self.save_button, self.restore_button)
        self._pressed = next((one for one in buttons if self.window().focusWidget() is one), None)
        self._enable(False)
        self._say(self._words("One moment…"))
        self._calls.run(call)

    def _on_ended(self, answer: object) -> None:
        self._enable(True)
        if self._pressed is not None:  # a button that is out of use loses the focus
            self._pressed.setFocus()
        self._then(answer)

    def _on_saved(self, name: str, trouble: object) -> None:
        self._say(saved_line(self._words, name, _text(trouble)))

    def _on_examined(self, source: Path, found: object) -> None:
        if not isinstance(found, BackupContent):
            self._say(self._words.said(_text(found)))
            return
        self._say("")
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self._words("Restore a backup"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("\n\n".join(content_lines(self._words, found)))
        yes = box.addButton(
            self._words("Restore and restart"), QMessageBox.ButtonRole.DestructiveRole
        )
        no = box.addButton(self._words("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(lambda: self.restore(source))
        box.open()

    def restore(self, source: Path) -> None:
        """Let a backup take effect, which starts the app anew."""
        self._run(partial(self._keeper.restore, source), self._on_staged)

    def _on_staged(self, trouble: object) -> None:
        self._say(self._words.said(_text(trouble)))
        if not trouble:
            self._restart()

    def _on_save_clicked(self) -> None:
        words = self._words
        path, _ = QFileDialog.getSaveFileName(
            self, words("Back up"), str(_home() / self._suggest()), f"{words('Backup')} (*.zip)"
        )
        if path:
            self.save(Path(path))

    def _on_restore_clicked(self) -> None:
        words = self._words
        path, _ = QFileDialog.getOpenFileName(
            self, words("Restore"), str(_home()), f"{words('Backup')} (*.zip)"
        )
        if path:
            self.look_at(Path(path))

    def _enable(self, on: bool) -> None:
        for button in (self.save_button, self.restore_button):
            button.setEnabled(on)

    def _say(self, sentence: str) -> None:
        self.outcome.setText(sentence)
        self.outcome.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        words = self._words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Heading(words("Backup")))
        layout.addWidget(
            QuietLabel(words("Settings, own platforms and the history in one file, no passwords."))
        )
        row = QHBoxLayout()
        for button in (self.save_button, self.restore_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        layout.addLayout(row)
        layout.addWidget(self.outcome)


def _home() -> Path:
    """Return where people keep such files."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(place))
    return documents if documents.is_dir() else Path.home()


def _text(answer: object) -> str:
    return answer if isinstance(answer, str) else ""
