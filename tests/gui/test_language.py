"""The language changes while the app runs: sentences, Qt's own buttons, and the direction."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from downlight.domain.events import SettingsTaken, SnapshotTaken
from downlight.domain.settings import Favourite, GeneralSettings, Settings
from downlight.present.tray import Place
from downlight.present.words import Words
from downlight.qt.app import Desktop
from downlight.qt.instance import Instance
from downlight.qt.language import Language, qt_locale
from downlight.qt.settings_dialog import SettingsDialog
from downlight.system import languages
from fakes.desktop import FakeEngine, services
from fakes.states import english, snapshot, up

I18N = Path(__file__).parents[2] / "resources" / "i18n"
FRENCH = "Downlight\N{NO-BREAK SPACE}: réglages"
CHOSEN = Settings(favourites=(Favourite("x"),))


def load(general: GeneralSettings) -> Words:
    return languages.load(general.language, I18N, UTC)


def in_language(code: str) -> Settings:
    return replace(CHOSEN, general=replace(CHOSEN.general, language=code))


@pytest.fixture
def app(qtbot: QtBot) -> Iterator[QApplication]:
    made = QApplication.instance()
    assert isinstance(made, QApplication)
    yield made
    Language(made, english())  # as the other tests expect it


@pytest.fixture
def desktop(app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    engine = FakeEngine(in_language("en"))
    given = replace(services(engine, tmp_path, settings=in_language("en")), speak=load)
    instance = Instance(tmp_path, "p")
    made = Desktop(app, given, instance)
    qtbot.waitUntil(engine.started.is_set)
    made.bridge.publish(SnapshotTaken(snapshot(up("X"))))
    qtbot.waitUntil(lambda: any("X" in action.text() for action in made.tray.menu.actions()))
    yield made
    made.end()


def choose(desktop: Desktop, code: str) -> None:
    desktop.bridge.publish(SettingsTaken(in_language(code)))
    QApplication.processEvents()


def test_standard_buttons_speak_the_language(app: QApplication) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    button = box.button(QDialogButtonBox.StandardButton.Cancel)
    for code, text in (("fr", "Annuler"), ("de", "Abbrechen"), ("es", "Cancelar")):
        Language(app, load(GeneralSettings(language=code)))
        QApplication.processEvents()
        assert button.text().replace("&", "") == text


def test_arabic_mirrors_windows_and_english_turns_them_back(app: QApplication) -> None:
    words = english()
    language = Language(app, words, load)
    assert language.apply(GeneralSettings(language="ar"))
    assert app.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert language.apply(GeneralSettings(language="en"))
    assert app.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_the_same_language_changes_nothing(app: QApplication) -> None:
    language = Language(app, english(), load)
    assert not language.apply(GeneralSettings(language="en"))
    assert not Language(app, english()).apply(GeneralSettings(language="fr"))


def test_numbers_have_the_digits_of_our_texts() -> None:
    assert qt_locale("ar").toString(1234) == load(GeneralSettings(language="ar")).number(1234)
    assert qt_locale("fr_CA").language() is QLocale.Language.French


def test_menu_and_open_windows_change_at_once(desktop: Desktop) -> None:
    window = desktop.windows.show(Place.SETTINGS)
    assert window.windowTitle() == "Downlight: settings"
    choose(desktop, "fr")
    assert desktop.windows.show(Place.SETTINGS).windowTitle() == FRENCH
    assert any("Quitter" in action.text() for action in desktop.tray.menu.actions())


def test_a_window_stays_as_the_user_had_left_it(desktop: Desktop) -> None:
    before = desktop.windows.show(Place.SETTINGS)
    assert isinstance(before, SettingsDialog)
    before.titles.setCurrentRow(3)
    before.titles.setFocus()
    before.setGeometry(90, 80, 900, 700)
    choose(desktop, "fr")
    after = desktop.windows.show(Place.SETTINGS)
    assert isinstance(after, SettingsDialog)
    assert after is not before
    assert after.isVisible()
    assert after.titles.currentRow() == 3
    assert after.geometry() == before.geometry()


def test_what_was_typed_is_still_there(desktop: Desktop) -> None:
    picker = desktop.windows.show(Place.PICKER)
    typed = picker.findChild(QLineEdit)
    assert typed is not None
    typed.setText("git")
    choose(desktop, "fr")
    again = desktop.windows.show(Place.PICKER).findChild(QLineEdit)
    assert again is not None
    assert again.text() == "git"


def test_a_window_that_was_closed_is_in_the_new_language_too(desktop: Desktop) -> None:
    desktop.windows.show(Place.SETTINGS).close()
    choose(desktop, "fr")
    assert not any(isinstance(w, SettingsDialog) and w.isVisible() for w in top_levels())
    assert desktop.windows.show(Place.SETTINGS).windowTitle() == FRENCH


def test_an_edit_under_way_is_not_lost(desktop: Desktop, qtbot: QtBot) -> None:
    settings = desktop.windows.show(Place.SETTINGS)
    assert isinstance(settings, SettingsDialog)
    editor = settings.edit_check(Favourite("x"))
    choose(desktop, "fr")
    assert editor.isVisible()
    assert desktop.windows.show(Place.SETTINGS) is settings
    editor.reject()
    qtbot.waitUntil(lambda: desktop.windows.show(Place.SETTINGS) is not settings)
    assert desktop.windows.show(Place.SETTINGS).windowTitle() == FRENCH


def test_the_list_of_pages_is_the_only_list_that_is_remembered_by_number(desktop: Desktop) -> None:
    """A list that has other entries now keeps its own choice."""
    before = desktop.windows.show(Place.SETTINGS)
    lists = before.findChildren(QListWidget)
    assert lists
    lists[0].addItem("one more")
    lists[0].setCurrentRow(lists[0].count() - 1)
    choose(desktop, "fr")
    after = desktop.windows.show(Place.SETTINGS).findChildren(QListWidget)
    assert after[0].currentRow() == 0


def top_levels() -> list[object]:
    return list(QApplication.topLevelWidgets())
