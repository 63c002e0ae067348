"""A page of text fetches nothing and follows nothing."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from downlight.qt.text_page import TextPage


def test_links_are_told_and_not_followed(qtbot: QtBot) -> None:
    page = TextPage("Evidence")
    qtbot.addWidget(page)
    page.setPlainText("As it was")
    told: list[str] = []
    page.link_clicked.connect(told.append)
    page.anchorClicked.emit(QUrl("https://x.example/1"))
    assert told == ["https://x.example/1"]
    assert page.toPlainText() == "As it was"
    assert page.accessibleName() == "Evidence"


def test_no_picture_of_strangers_is_fetched(qtbot: QtBot) -> None:
    page = TextPage("Evidence")
    qtbot.addWidget(page)
    picture = QTextDocument.ResourceType.ImageResource
    assert page.loadResource(picture.value, QUrl("https://x.example/spy.png")) is None
