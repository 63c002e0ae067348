from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from downlight.qt.licences_page import LicencesPage
from fakes.states import english


def test_texts_are_read_once_and_chosen_by_keyboard(qtbot: QtBot) -> None:
    reads: list[int] = []

    def texts() -> list[tuple[str, str]]:
        reads.append(1)
        return [("One", "first <b>text</b>"), ("Two", "second text")]

    page = LicencesPage(english(), texts)
    qtbot.addWidget(page)
    assert reads == []
    page.show()
    assert page.text.toPlainText() == "first <b>text</b>"
    QTest.keyClick(page.names, Qt.Key.Key_Down)
    assert page.text.toPlainText() == "second text"
    page.hide()
    page.show()
    assert reads == [1]
