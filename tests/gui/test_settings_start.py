from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from downlight.qt.settings_start import StartSwitch
from fakes.states import english


@dataclass
class System:
    """A system that starts programs, or cannot."""

    now: str = "off"
    trouble: str = ""

    def state(self) -> str:
        return self.now

    def enable(self) -> str:
        self.now = self.now if self.trouble else "on"
        return self.trouble

    def disable(self) -> str:
        self.now = "off"
        return ""


def a_switch(qtbot: QtBot, system: System | None) -> StartSwitch:
    switch = StartSwitch(english(), system)
    qtbot.addWidget(switch)
    switch.show()
    return switch


def test_it_shows_and_changes_what_the_system_does(qtbot: QtBot) -> None:
    system = System()
    switch = a_switch(qtbot, system)
    assert not switch.box.isChecked()
    QTest.keyClick(switch.box, Qt.Key.Key_Space)
    assert system.now == "on"
    assert switch.line.text() == "Downlight starts when you log in."
    QTest.keyClick(switch.box, Qt.Key.Key_Space)
    assert system.now == "off"


def test_what_hinders_it_is_told_and_the_box_tells_the_truth(qtbot: QtBot) -> None:
    switch = a_switch(qtbot, System(trouble="The disk is full."))
    switch.box.click()
    assert not switch.box.isChecked()
    assert switch.trouble.text() == "The disk is full."


def test_what_was_changed_elsewhere_is_seen_when_it_is_shown_again(qtbot: QtBot) -> None:
    system = System()
    switch = a_switch(qtbot, system)
    switch.hide()
    system.now = "disabled"
    switch.show()
    assert "settings of the system" in switch.line.text()
    assert not switch.box.isChecked()


def test_where_the_system_decides_nothing_can_be_ticked(qtbot: QtBot) -> None:
    assert not a_switch(qtbot, None).box.isEnabled()
