"""Menus of the popup hand on the action of what was chosen."""

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from downlight.domain.commands import CheckNow
from downlight.present.tray import Action, MenuEntry
from downlight.qt.popup_actions import filled


def test_each_entry_hands_on_its_own_action(qtbot: QtBot) -> None:
    heard: list[Action] = []
    menu = QMenu()
    qtbot.addWidget(menu)
    entries = (MenuEntry("R&D", CheckNow("r")), MenuEntry("All", CheckNow()), MenuEntry("Mere"))
    filled(menu, entries, heard.append)
    assert [action.text() for action in menu.actions()] == ["R&&D", "All"]
    for action in menu.actions():
        action.trigger()
    assert heard == [CheckNow("r"), CheckNow()]
