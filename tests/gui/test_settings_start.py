from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from downlight.qt.settings_start import StartSwitch
from fakes.keeper import LoginSystem
from fakes.states import english


def a_switch(qtbot: QtBot, system: LoginSystem | None) -> StartSwitch:
    switch = StartSwitch(english(), system)
    qtbot.addWidget(switch)
    switch.show()
    return switch


def test_it_shows_and_changes_what_the_system_does(qtbot: QtBot) -> None:
    system = LoginSystem()
    switch = a_switch(qtbot, system)
    assert not switch.box.isChecked()
    QTest.keyClick(switch.box, Qt.Key.Key_Space)
    assert system.now == "on"
    assert switch.line.text() == "Downlight starts when you log in."
    QTest.keyClick(switch.box, Qt.Key.Key_Space)
    assert system.now == "off"


def test_what_hinders_it_is_told_and_the_box_tells_the_truth(qtbot: QtBot) -> None:
    switch = a_switch(qtbot, LoginSystem(trouble="The disk is full."))
    switch.box.click()
    assert not switch.box.isChecked()
    assert switch.trouble.text() == "The disk is full."


def test_what_was_changed_elsewhere_is_seen_when_it_is_shown_again(qtbot: QtBot) -> None:
    system = LoginSystem()
    switch = a_switch(qtbot, system)
    switch.hide()
    system.now = "disabled"
    switch.show()
    assert "settings of the system" in switch.line.text()
    assert not switch.box.isChecked()


def test_where_the_system_decides_nothing_can_be_ticked(qtbot: QtBot) -> None:
    assert not a_switch(qtbot, None).box.isEnabled()
