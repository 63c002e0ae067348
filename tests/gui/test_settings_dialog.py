from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from downlight.domain.commands import AddFavourite, ChangeSettings, Command
from downlight.domain.events import SettingsTaken
from downlight.domain.settings import Favourite, Problem, Settings
from downlight.qt.settings_dialog import SettingsDialog
from fakes.shelf import SmallCatalogue
from fakes.states import english

SETTINGS = Settings(favourites=(Favourite("x"), Favourite("github")))


class Opened:
    def __init__(self, qtbot: QtBot) -> None:
        self.commands: list[Command] = []
        self.dialog = SettingsDialog(
            SETTINGS,
            english(),
            self.commands.append,
            catalogue=SmallCatalogue(),
            languages=("en", "fr"),
            paths=(("Settings file", "/profile/settings.toml"),),
            store_secret=lambda name, value: None,
        )
        qtbot.addWidget(self.dialog)
        self.dialog.show()

    def switch(self, page: int, key: str) -> QCheckBox:
        box = self.dialog.forms[page].editor(key).widget
        assert isinstance(box, QCheckBox)
        return box

    @property
    def changed(self) -> list[Settings]:
        return [one.settings for one in self.commands if isinstance(one, ChangeSettings)]


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    return Opened(qtbot)


def test_there_is_a_page_for_each_kind(opened: Opened) -> None:
    titles = opened.dialog.titles
    assert [titles.item(row).text() for row in range(titles.count())] == [
        "Platforms",
        "Notifications",
        "Network",
        "Appearance",
        "General",
    ]


def test_a_change_counts_at_once_and_keeps_the_rest(opened: Opened) -> None:
    opened.switch(0, "notifications.down").click()
    (changed,) = opened.changed
    assert not changed.notifications.down
    assert changed.favourites == SETTINGS.favourites


def test_changes_on_several_pages_add_up(opened: Opened) -> None:
    opened.switch(0, "notifications.down").click()
    theme = opened.dialog.forms[2].editor("general.theme").widget
    assert isinstance(theme, QComboBox)
    QTest.keyClick(theme, Qt.Key.Key_End)
    last = opened.changed[-1]
    assert last.general.theme.value == "dark"
    assert not last.notifications.down


def test_an_echo_of_an_earlier_change_does_not_undo_a_later_one(opened: Opened) -> None:
    opened.switch(0, "notifications.down").click()
    opened.switch(0, "notifications.degraded").click()
    first, second = opened.changed
    opened.dialog.on_event(SettingsTaken(first))
    assert not opened.switch(0, "notifications.degraded").isChecked()
    opened.dialog.on_event(SettingsTaken(second))
    assert not opened.switch(0, "notifications.degraded").isChecked()


def test_what_changed_elsewhere_is_shown(opened: Opened) -> None:
    elsewhere = replace(SETTINGS, notifications=replace(SETTINGS.notifications, recovered=False))
    opened.dialog.on_event(SettingsTaken(elsewhere.with_favourite(Favourite("odd"))))
    assert not opened.switch(0, "notifications.recovered").isChecked()
    assert opened.dialog.platforms.list.count() == 3


def test_entries_that_were_refused_are_told(opened: Opened) -> None:
    assert not opened.dialog.problems.isVisible()
    problem = Problem("general.interval", "“soon” is no number", "settings.toml", 3)
    opened.dialog.on_event(SettingsTaken(SETTINGS, (problem,)))
    assert opened.dialog.problems.isVisible()
    assert "settings.toml:3" in opened.dialog.problems.text()
    opened.dialog.on_event(SettingsTaken(SETTINGS))
    assert not opened.dialog.problems.isVisible()


def test_it_says_where_the_data_is(opened: Opened) -> None:
    texts = [label.text().replace("\u200b", "") for label in opened.dialog.findChildren(QLabel)]
    assert "Settings file" in texts
    assert "/profile/settings.toml" in texts


def test_the_check_of_a_favourite_can_be_edited(opened: Opened) -> None:
    opened.dialog.platforms.list.setCurrentRow(0)
    editor = opened.dialog.edit_check(Favourite("x"))
    assert editor.windowTitle() == "Check of X"
    box = editor.form.editor("muted").widget
    assert isinstance(box, QCheckBox)
    box.click()
    assert opened.commands == [AddFavourite(Favourite("x", muted=True))]
    editor.close()


def test_platforms_are_added_with_the_picker(opened: Opened) -> None:
    picker = opened.dialog.pick()
    picker.model.toggle(2)
    picker.watch_button.click()
    assert opened.commands == [AddFavourite(Favourite("odd"))]


def test_escape_closes(opened: Opened) -> None:
    QTest.keyClick(opened.dialog, Qt.Key.Key_Escape)
    assert not opened.dialog.isVisible()
