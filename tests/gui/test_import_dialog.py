from pytestqt.qtbot import QtBot

from downlight.domain.merging import Difference
from downlight.qt.import_dialog import ImportDialog
from fakes.records import ended, minutes, trouble
from fakes.states import english


def test_what_would_change_is_shown_before_anything_does(qtbot: QtBot) -> None:
    new = (ended(trouble(), minutes(5)),)
    dialog = ImportDialog("a.json", Difference(new, platforms={"X <b>": 1}), english())
    qtbot.addWidget(dialog)
    assert [label.text() for label in dialog.lines] == [
        "a.json holds 1 incident that is new here. It will be added:",
        "• X <b>: 1 incident",
    ]
    with qtbot.waitSignal(dialog.accepted):
        dialog.take.click()


def test_without_news_there_is_nothing_to_take(qtbot: QtBot) -> None:
    dialog = ImportDialog("a.json", Difference(known=3), english())
    qtbot.addWidget(dialog)
    assert not dialog.take.isEnabled()
