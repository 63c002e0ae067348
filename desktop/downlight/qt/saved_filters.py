"""Filters that the user gave a name: kept from one run to the next, and taken again at a click."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from downlight.domain.text import clean
from downlight.present.words import Words
from downlight.qt.filter_bar import FilterBar
from downlight.qt.plain import no_mnemonic
from downlight.qt.remembered import Remembered

_KEY = "filters"
_MOST = 50
_LONGEST = 60
"""Characters of a name."""

State = dict[str, str]


class SavedFilters(QObject):
    """Fills a menu with the names, and with what can be done about them."""

    def __init__(
        self,
        words: Words,
        bar: FilterBar,
        remembered: Remembered,
        offer_undo: Callable[[str, Callable[[], None]], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._words = words
        self._bar = bar
        self._remembered = remembered
        self._offer_undo = offer_undo
        self._window = window
        self._dialog: QInputDialog | None = None
        self.menu = QMenu(window)
        self.menu.aboutToShow.connect(self._fill)
        self._fill()

    def names(self) -> list[str]:
        """Return the names, in alphabetical order."""
        return sorted(self._saved(), key=str.casefold)

    def save(self, name: str) -> None:
        """Keep the filter as it is set now; one of the same name is replaced, with undo."""
        name = clean(name, _LONGEST)
        saved = self._saved()
        if not name or (len(saved) >= _MOST and name not in saved):
            return
        before = saved.get(name)
        self._keep(saved | {name: self._bar.state()})
        if before is not None and before != self._bar.state():
            told = self._words("Filter “{name}” replaced.", name=name)
            self._offer_undo(told, partial(self._put_back, name, before))

    def take(self, name: str) -> None:
        """Set the filter of this name."""
        state = self._saved().get(name)
        if state is not None:
            self._bar.take_state(state)

    def forget(self, name: str) -> None:
        """Keep a filter no longer, with undo."""
        saved = self._saved()
        before = saved.pop(name, None)
        if before is None:
            return
        self._keep(saved)
        told = self._words("Filter “{name}” deleted.", name=name)
        self._offer_undo(told, partial(self._put_back, name, before))

    def ask_name(self) -> None:
        """Ask under which name to keep the filter."""
        dialog = self._dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self._words("Save these filters"))
        dialog.setLabelText(self._words("Name"))
        dialog.textValueSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _put_back(self, name: str, state: State) -> None:
        self._keep(self._saved() | {name: state})

    def _keep(self, saved: dict[str, State]) -> None:
        self._remembered.put(_KEY, saved)
        self._fill()

    def _saved(self) -> dict[str, State]:
        """Return what is kept; a file that somebody edited may hold anything."""
        kept = self._remembered.get(_KEY)
        if not isinstance(kept, dict):
            return {}
        return {
            str(name): {str(key): str(value) for key, value in state.items()}
            for name, state in kept.items()
            if isinstance(state, dict)
        }

    def _fill(self) -> None:
        self.menu.clear()
        names = self.names()
        for name in names:
            self.menu.addAction(no_mnemonic(name)).triggered.connect(partial(self._on_taken, name))
        if names:
            self.menu.addSeparator()
        self.menu.addAction(self._words("Save these filters…")).triggered.connect(
            lambda _checked=False: self.ask_name()
        )
        if names:
            forget = self.menu.addMenu(self._words("Delete a saved filter"))
            for name in names:
                forget.addAction(no_mnemonic(name)).triggered.connect(
                    partial(self._on_forgotten, name)
                )

    def _on_taken(self, name: str, _checked: bool = False) -> None:
        self.take(name)

    def _on_forgotten(self, name: str, _checked: bool = False) -> None:
        self.forget(name)
