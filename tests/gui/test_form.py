from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from downlight.present.fields import Field, Line, Refused, Switch, Value
from downlight.qt.form import Form


@dataclass(frozen=True)
class Choice:
    loud: bool = False
    name: str = "old"


def set_name(choice: Choice, value: Value) -> Choice | Refused:
    if not value:
        return Refused("It needs a name.")
    return replace(choice, name=str(value))


def set_loud(choice: Choice, value: Value) -> Choice:
    return replace(choice, loud=bool(value))


def is_loud(choice: Choice) -> Value:
    return choice.loud


def name_of(choice: Choice) -> Value:
    return choice.name


FIELDS = (
    Field("loud", "Be loud", "Shouts.", Switch(), is_loud, set_loud),
    Field("name", "Name", "What it is called.", Line(), name_of, set_name),
)


def a_form(qtbot: QtBot) -> Form[Choice]:
    form = Form(FIELDS, Choice())
    qtbot.addWidget(form)
    form.show()
    return form


def type_name(form: Form[Choice], text: str) -> None:
    line = form.editor("name").widget
    assert isinstance(line, QLineEdit)
    line.selectAll()
    if text:
        QTest.keyClicks(line, text)
    else:
        QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_an_edit_counts_at_once_and_leaves_the_rest(qtbot: QtBot) -> None:
    form = a_form(qtbot)
    box = form.editor("loud").widget
    assert isinstance(box, QCheckBox)
    with qtbot.waitSignal(form.changed) as changed:
        box.click()
    assert changed.args == [Choice(loud=True, name="old")]
    type_name(form, "new")
    assert form.value == Choice(loud=True, name="new")


def test_what_cannot_be_taken_is_told_beside_it_and_changes_nothing(qtbot: QtBot) -> None:
    form = a_form(qtbot)
    with qtbot.assertNotEmitted(form.changed):
        type_name(form, "")
    assert form.complaint("name") == "It needs a name."
    assert form.value == Choice()
    type_name(form, "new")
    assert form.complaint("name") == ""


def test_an_edit_that_changes_nothing_is_not_told(qtbot: QtBot) -> None:
    form = a_form(qtbot)
    with qtbot.assertNotEmitted(form.changed):
        type_name(form, "old")


def test_another_value_is_shown_without_being_told(qtbot: QtBot) -> None:
    form = a_form(qtbot)
    with qtbot.assertNotEmitted(form.changed, wait=20):
        form.show_value(Choice(loud=True, name="other"))
    assert form.editor("loud").value() is True
    assert form.editor("name").value() == "other"


def test_every_setting_has_its_name_and_its_line(qtbot: QtBot) -> None:
    form = a_form(qtbot)
    texts = [label.text() for label in form.findChildren(QLabel)]
    assert {"Name", "Shouts.", "What it is called."} <= set(texts)
    assert form.editor("name").widget.accessibleDescription() == "What it is called."
    labels = [label for label in form.findChildren(QLabel) if label.text() == "Name"]
    assert labels[0].buddy() is form.editor("name").widget


def test_what_has_no_effect_cannot_be_edited_until_it_has(qtbot: QtBot) -> None:
    bound = replace(FIELDS[1], usable=lambda choice: choice.loud, heading="Names")
    form = Form((FIELDS[0], bound), Choice())
    qtbot.addWidget(form)
    form.show()
    assert not form.editor("name").widget.isEnabled()
    box = form.editor("loud").widget
    assert isinstance(box, QCheckBox)
    box.click()
    assert form.editor("name").widget.isEnabled()
    assert "Names" in [label.text() for label in form.findChildren(QLabel)]
