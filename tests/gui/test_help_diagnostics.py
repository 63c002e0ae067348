from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from downlight.qt.help_diagnostics import DiagnosticsPage
from fakes.states import english


def test_what_was_collected_is_shown_before_it_is_copied(qtbot: QtBot) -> None:
    asked: list[int] = []

    def diagnose() -> str:
        asked.append(1)
        return "tray: ok"

    page = DiagnosticsPage(english(), diagnose)
    qtbot.addWidget(page)
    assert asked == []
    page.show()
    assert not page.copy.isEnabled()
    qtbot.waitUntil(lambda: page.text.toPlainText() == "tray: ok")
    page.text.setPlainText("tray: ok, and no more")
    page.copy.click()
    assert QGuiApplication.clipboard().text() == "tray: ok, and no more"
    assert page.outcome.text() == "Copied. Nothing was sent to anybody."
    page.hide()
    page.show()
    assert asked == [1]
