import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from downlight.domain.commands import AddFavourite, Command, RemoveFavourite
from downlight.domain.settings import Favourite, Settings
from downlight.qt.platforms_page import PlatformsPage
from fakes.exchange import Exchange
from fakes.shelf import SmallCatalogue
from fakes.states import english

WIKI = Favourite("wiki", name="Our wiki", url="https://wiki.example/", interval=120, muted=True)
SETTINGS = Settings(favourites=(Favourite("x"), WIKI))


class Opened:
    def __init__(self, qtbot: QtBot) -> None:
        self.commands: list[Command] = []
        self.page = PlatformsPage(SmallCatalogue(), english(), self.commands.append)
        qtbot.addWidget(self.page)
        self.page.show()
        self.page.show_settings(SETTINGS)

    @property
    def lines(self) -> list[str]:
        return [self.page.list.item(row).text() for row in range(self.page.list.count())]


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    return Opened(qtbot)


def test_favourites_are_listed_with_what_is_special_about_them(opened: Opened) -> None:
    assert opened.lines == [
        "X",
        "Our wiki\nhttps://wiki.example/, every 2 min, says nothing",
    ]
    said = opened.page.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Our wiki, https://")


def test_nothing_chosen_can_be_neither_edited_nor_removed(opened: Opened) -> None:
    opened.page.list.setCurrentRow(-1)
    assert not opened.page.edit.isEnabled()
    assert not opened.page.remove.isEnabled()
    opened.page.list.setCurrentRow(0)
    assert opened.page.edit.isEnabled()
    assert opened.page.remove.isEnabled()


def test_a_removal_is_asked_for_at_once_and_can_be_taken_back(opened: Opened) -> None:
    opened.page.list.setCurrentRow(1)
    opened.page.remove.click()
    assert opened.commands == [RemoveFavourite("wiki")]
    opened.page.show_settings(SETTINGS.without_favourite("wiki"))
    assert opened.lines == ["X"]
    assert opened.page.undo.isVisible()
    opened.page.undo.click()
    assert opened.commands[-1] == AddFavourite(WIKI)
    assert not opened.page.undo.isVisible()


def test_the_chosen_one_stays_chosen_when_the_settings_change(opened: Opened) -> None:
    opened.page.list.setCurrentRow(1)
    opened.page.show_settings(SETTINGS.with_favourite(Favourite("github")))
    assert opened.page.list.currentRow() == 1


def test_adding_and_editing_are_asked_for(qtbot: QtBot, opened: Opened) -> None:
    with qtbot.waitSignal(opened.page.picker_wanted):
        opened.page.add.click()
    opened.page.list.setCurrentRow(1)
    with qtbot.waitSignal(opened.page.edit_wanted) as wanted:
        opened.page.edit.click()
    assert wanted.args == [WIKI]
    with qtbot.waitSignal(opened.page.edit_wanted):
        opened.page.list.itemActivated.emit(opened.page.list.item(1))


def test_the_delete_key_removes(opened: Opened) -> None:
    opened.page.list.setFocus()
    opened.page.list.setCurrentRow(0)
    QTest.keyClick(opened.page.list, Qt.Key.Key_Delete)
    assert opened.commands == [RemoveFavourite("x")]


def test_a_platform_can_be_copied_as_a_link(qtbot: QtBot) -> None:
    page = PlatformsPage(SmallCatalogue(), english(), lambda _: None, sharing=Exchange())
    qtbot.addWidget(page)
    page.show_settings(SETTINGS)
    page.show()
    page.list.setCurrentRow(0)
    page.share.click()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "downlight://platforms/x")
    page.list.setCurrentRow(1)
    page.share.click()

    def said() -> bool:
        wanted = "That is too much for a link."
        return any(label.text() == wanted for label in page.findChildren(QLabel))

    qtbot.waitUntil(said)
    dialog = page.take_over_platforms()
    assert dialog is not None
    dialog.close()


def test_where_nothing_can_be_shared_nothing_is_offered(opened: Opened) -> None:
    assert not opened.page.share.isVisible()
    assert opened.page.take_over_platforms() is None
