import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox
from pytestqt.qtbot import QtBot

from downlight.present.fields import (
    Control,
    Line,
    Lines,
    Moment,
    Number,
    Pick,
    Several,
    Switch,
    Value,
)
from downlight.qt.editors import Editor, editor

DAYS = Several((("mon", "Monday"), ("sat", "Saturday"), ("sun", "Sunday")))
LANGUAGES = Pick((("auto", "As the desktop"), ("fr", "Français")))


def made(qtbot: QtBot, control: Control) -> Editor:
    one = editor(control, "Label & more")
    qtbot.addWidget(one.widget)
    one.widget.show()
    return one


@pytest.mark.parametrize(
    ("control", "value"),
    [
        (Switch(), True),
        (LANGUAGES, "fr"),
        (Number(0, 100, 5, "s"), 35),
        (Line(), "9.9.9.9"),
        (Lines(), "one\ntwo"),
        (Moment(), "22:30"),
        (DAYS, "mon sun"),
    ],
)
def test_what_is_shown_is_read_back_and_is_no_edit(
    qtbot: QtBot, control: Control, value: Value
) -> None:
    one = made(qtbot, control)
    with qtbot.assertNotEmitted(one.edited, wait=20):
        one.show(value)
    assert one.value() == value
    assert one.widget.accessibleName() == "Label & more"


def test_a_click_on_a_switch_is_an_edit(qtbot: QtBot) -> None:
    one = made(qtbot, Switch())
    assert isinstance(one.widget, QCheckBox)
    with qtbot.waitSignal(one.edited):
        one.widget.click()
    assert one.value() is True
    assert one.widget.text() == "Label && more"


def test_a_pick_is_an_edit_and_an_unknown_value_stays(qtbot: QtBot) -> None:
    one = made(qtbot, LANGUAGES)
    one.show("tlh")
    assert one.value() == "tlh"
    assert isinstance(one.widget, QComboBox)
    with qtbot.waitSignal(one.edited):
        QTest.keyClick(one.widget, Qt.Key.Key_Home)
    assert one.value() == "auto"


def test_a_number_is_an_edit_once_it_is_whole(qtbot: QtBot) -> None:
    one = made(qtbot, Number(30, 86_400, 30, "seconds"))
    one.show(60)
    assert isinstance(one.widget, QSpinBox)
    assert one.widget.text() == "60 seconds"
    one.widget.selectAll()
    with qtbot.assertNotEmitted(one.edited):
        QTest.keyClicks(one.widget, "120")
    with qtbot.waitSignal(one.edited):
        QTest.keyClick(one.widget, Qt.Key.Key_Return)
    assert one.value() == 120


def test_a_number_that_is_not_set_says_so(qtbot: QtBot) -> None:
    one = made(qtbot, Number(0, 100, 5, "s", unset="As usual"))
    one.show(0)
    assert isinstance(one.widget, QSpinBox)
    assert one.widget.text() == "As usual"


def test_a_line_is_an_edit_when_it_is_finished(qtbot: QtBot) -> None:
    one = made(qtbot, Line())
    assert isinstance(one.widget, QLineEdit)
    with qtbot.assertNotEmitted(one.edited):
        QTest.keyClicks(one.widget, "1.1.1.1")
    with qtbot.waitSignal(one.edited):
        QTest.keyClick(one.widget, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(one.edited):
        QTest.keyClick(one.widget, Qt.Key.Key_Return)


def test_lines_are_an_edit_when_they_are_left_or_rest(qtbot: QtBot) -> None:
    one = made(qtbot, Lines())
    other = made(qtbot, Line())
    assert isinstance(one.widget, QPlainTextEdit)
    with qtbot.waitActive(one.widget):
        one.widget.activateWindow()
        one.widget.setFocus()
    QTest.keyClicks(one.widget, "a")
    with qtbot.waitSignal(one.edited):
        other.widget.activateWindow()
        other.widget.setFocus()
    QTest.keyClicks(one.widget, "b")
    with qtbot.waitSignal(one.edited):
        pass


def test_what_is_being_typed_is_not_overwritten(qtbot: QtBot) -> None:
    lines = made(qtbot, Lines())
    QTest.keyClicks(lines.widget, "half")
    lines.show("from elsewhere")
    assert lines.value() == "half"
    line = made(qtbot, Line())
    with qtbot.waitActive(line.widget):
        line.widget.activateWindow()
        line.widget.setFocus()
    QTest.keyClicks(line.widget, "half")
    line.show("from elsewhere")
    assert line.value() == "half"


def test_another_time_of_day_is_an_edit(qtbot: QtBot) -> None:
    one = made(qtbot, Moment())
    one.show("22:00")
    with qtbot.waitSignal(one.edited):
        QTest.keyClick(one.widget, Qt.Key.Key_Up)
    assert one.value() == "23:00"


def test_each_of_several_can_be_ticked(qtbot: QtBot) -> None:
    one = made(qtbot, DAYS)
    one.show("mon")
    with qtbot.waitSignal(one.edited):
        one.widget.findChildren(QCheckBox)[2].click()
    assert one.value() == "mon sun"
