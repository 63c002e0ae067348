"""The settings window: pages of settings, each change in force at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.commands import ChangeSettings, Command
from downlight.domain.events import Event, SettingsTaken, SnapshotTaken
from downlight.domain.model import Component
from downlight.domain.settings import Favourite, Problem, Settings
from downlight.present.languages import named
from downlight.present.picker import PlatformCatalogue, display_name
from downlight.present.settings_view import Page, pages
from downlight.present.words import Words
from downlight.qt.check_editor import CheckEditor
from downlight.qt.form import Form
from downlight.qt.plain import PlainLabel
from downlight.qt.platform_picker import PlatformPicker
from downlight.qt.platforms_page import PlatformsPage
from downlight.qt.services import Sharing
from downlight.qt.settings_places import Places
from downlight.qt.sign_in import StoreSecret
from downlight.qt.sizing import fit


class SettingsDialog(QDialog):
    """Shows the settings in force; what it changes goes through the engine and comes back."""

    def __init__(
        self,
        settings: Settings,
        words: Words,
        submit: Callable[[Command], None],
        *,
        catalogue: PlatformCatalogue,
        languages: Sequence[str] = (),
        paths: Sequence[tuple[str, str]] = (),
        store_secret: StoreSecret | None = None,
        sharing: Sharing | None = None,
        start: QWidget | None = None,
        backup: QWidget | None = None,
        trial: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`start` and `backup` stand on the page General, `trial` on that of notifications."""
        super().__init__(parent)
        self._words = words
        self._submit = submit
        self._catalogue = catalogue
        self._store_secret = store_secret
        self._settings = settings
        self._sent: Settings | None = None
        self._parts: dict[str, tuple[Component, ...]] = {}
        self._picker: PlatformPicker | None = None
        self._editor: CheckEditor | None = None
        self.titles = QListWidget(self)  # first of all: Tab goes from here into the page
        self._stack = QStackedWidget(self)
        self.problems = PlainLabel()
        self.platforms = PlatformsPage(catalogue, words, submit, sharing=sharing)
        self.platforms.edit_wanted.connect(self.edit_check)
        self.platforms.picker_wanted.connect(self.pick)
        self._add_page(words("Platforms"), self.platforms)
        self.forms = [self._form(page) for page in pages(words, named(languages))]
        self._add_below(self.forms[0], trial)
        self._add_below(self.forms[-1], start, Places(words, paths) if paths else None, backup)
        self._lay_out()
        self._show_settings(settings)

    def _form(self, page: Page) -> Form[Settings]:
        form = Form(page.fields, self._settings)
        form.changed.connect(self._on_changed)
        self._add_page(page.title, _scrolling(form))
        return form

    def on_event(self, event: Event) -> None:
        """Take in the settings that are in force now."""
        if self._picker is not None:
            self._picker.on_event(event)
        if self._editor is not None:
            self._editor.on_event(event)
        if isinstance(event, SnapshotTaken):
            self._parts = {one.platform.id: one.components for one in event.snapshot.platforms}
        if not isinstance(event, SettingsTaken):
            return
        self._show_problems(event.problems)
        if self._sent is not None and event.settings != self._sent:
            return  # an echo of an earlier change: a later one of ours is still on its way
        self._sent = None
        self._show_settings(event.settings)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the pages, also when it is opened again."""
        super().showEvent(event)
        if not event.spontaneous():
            self.titles.setFocus()

    def edit_check(self, favourite: Favourite) -> CheckEditor:
        """Open the editor of a favourite's check."""
        editor = CheckEditor(
            favourite,
            display_name(favourite, self._catalogue),
            self._words,
            self._submit,
            self._store_secret,
            self,
            components=self._parts.get(favourite.id, ()),
        )
        self._editor = editor
        editor.finished.connect(self._on_editor_finished)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.open()
        return editor

    def pick(self) -> PlatformPicker:
        """Open the picker."""
        favourites = self._settings.favourites
        picker = PlatformPicker(self._catalogue, favourites, self._words, self._submit, self)
        self._picker = picker
        picker.finished.connect(self._on_picker_finished)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.open()
        return picker

    def _on_editor_finished(self) -> None:
        self._editor = None

    def _on_picker_finished(self) -> None:
        self._picker = None

    def _on_changed(self, settings: Settings) -> None:
        self._sent = settings
        self._show_settings(settings)
        self._submit(ChangeSettings(settings))

    def _show_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.platforms.show_settings(settings)
        for form in self.forms:
            form.show_value(settings)

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        self.problems.setText("\n".join(self._words.problem(problem) for problem in problems))
        self.problems.setVisible(bool(problems))

    def _add_page(self, title: str, page: QWidget) -> None:
        self.titles.addItem(title)
        self._stack.addWidget(page)

    def _add_below(self, form: Form[Settings], *widgets: QWidget | None) -> None:
        layout = form.layout()
        if isinstance(layout, QFormLayout):
            for widget in filter(None, widgets):
                layout.addRow(widget)

    def _lay_out(self) -> None:
        self.setWindowTitle(self._words("Downlight: settings"))
        self.titles.setAccessibleName(self._words("Pages of settings"))
        self.titles.setSpacing(2)
        widest = self.titles.sizeHintForColumn(0)
        self.titles.setFixedWidth(widest + 28)
        self.titles.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.titles.setCurrentRow(0)
        self.problems.hide()
        body = QHBoxLayout()
        body.addWidget(self.titles)
        body.addWidget(self._stack, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.problems)
        layout.addLayout(body, 1)
        layout.addWidget(buttons)
        fit(self, 104, 36)


def _scrolling(form: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it is reached, and scrolled to
    area.setWidget(form)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area
