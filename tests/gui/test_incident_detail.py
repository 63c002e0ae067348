from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from downlight.domain.commands import Command, WriteNote
from downlight.domain.model import Platform
from downlight.present.incident_view import IncidentView, view
from downlight.qt.incident_detail import IncidentDetail
from downlight.qt.lamps import Lamps
from downlight.qt.theme import dark_palette
from fakes.history import NOW, FakeHistory
from fakes.states import english

NETFLIX = Platform(
    "netflix",
    "Netflix",
    "https://netflix.example/",
    status_page="https://status.netflix.example/",
)


class Pane:
    """A detail pane, and what it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.commands: list[Command] = []
        self.opened: list[str] = []
        self.widget = IncidentDetail(english(), self.commands.append, self.opened.append, Lamps())
        qtbot.addWidget(self.widget)
        self.widget.resize(420, 500)
        self.widget.show()

    def texts(self) -> list[str]:
        return [label.text() for label in self.widget.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def pane(qtbot: QtBot) -> Pane:
    return Pane(qtbot)


def a_view(number: int = 2, note: str = "") -> IncidentView:
    incident = FakeHistory(3).incident(number)
    assert incident is not None
    return view(english(), replace(incident, note=note), NOW)


def test_with_nothing_chosen_it_says_how_to_choose(pane: Pane) -> None:
    assert pane.texts() == ["Choose an incident to see what was seen."]
    assert pane.widget.incident_id is None


def test_it_shows_platform_headline_and_evidence(pane: Pane) -> None:
    pane.widget.show_incident(a_view(), None)
    assert "Our wiki" in pane.texts()
    assert any("for " in text for text in pane.texts())
    assert "What was seen" in pane.widget.text.toPlainText()
    assert pane.widget.incident_id == 2


def test_every_label_shows_plain_text(pane: Pane) -> None:
    pane.widget.show_incident(replace(a_view(), title="<b>X</b>"), None)
    labels = [label for label in pane.widget.findChildren(QLabel) if label.text()]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_the_page_about_it_is_opened_on_a_click_and_its_host_is_shown(
    qtbot: QtBot, pane: Pane
) -> None:
    pane.widget.show_incident(a_view(), NETFLIX)
    assert pane.widget.page_button.text() == "Open status page (status.example)"
    QTest.mouseClick(pane.widget.page_button, Qt.MouseButton.LeftButton)
    assert pane.opened == ["https://status.example/incidents/n1"]


def test_without_a_page_about_it_the_platforms_own_is_offered(qtbot: QtBot, pane: Pane) -> None:
    pane.widget.show_incident(replace(a_view(), url="file:///x"), NETFLIX)
    QTest.mouseClick(pane.widget.page_button, Qt.MouseButton.LeftButton)
    assert pane.opened == ["https://status.netflix.example/"]


def test_without_a_status_page_the_platform_itself_is_offered(pane: Pane) -> None:
    bare = replace(NETFLIX, status_page=None)
    pane.widget.show_incident(replace(a_view(), url=None), bare)
    assert pane.widget.page_button.text() == "Open website (netflix.example)"
    QTest.mouseClick(pane.widget.page_button, Qt.MouseButton.LeftButton)
    assert pane.opened == ["https://netflix.example/"]


def test_without_any_page_no_button_is_shown(pane: Pane) -> None:
    pane.widget.show_incident(replace(a_view(), url=None), None)
    assert not pane.widget.page_button.isVisible()


def test_links_in_the_text_are_opened_outside(pane: Pane) -> None:
    pane.widget.show_incident(a_view(), None)
    before = pane.widget.text.toPlainText()
    pane.widget.text.anchorClicked.emit(QUrl("https://status.example/incidents/n1"))
    pane.widget.text.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert pane.opened == ["https://status.example/incidents/n1"]
    assert pane.widget.text.toPlainText() == before


def test_a_note_is_kept_after_a_moment_of_stillness(qtbot: QtBot, pane: Pane) -> None:
    pane.widget.show_incident(a_view(), None)
    QTest.keyClicks(pane.widget.note, "called them")
    assert pane.commands == []
    qtbot.waitUntil(lambda: bool(pane.commands))
    assert pane.commands == [WriteNote(2, "called them")]


def test_a_note_is_kept_when_another_incident_is_chosen(qtbot: QtBot, pane: Pane) -> None:
    pane.widget.show_incident(a_view(2), None)
    QTest.keyClicks(pane.widget.note, "mine")
    pane.widget.show_incident(a_view(1, note="another"), None)
    assert pane.commands == [WriteNote(2, "mine")]
    assert pane.widget.note.toPlainText() == "another"


def test_a_note_that_was_not_touched_is_not_written(qtbot: QtBot, pane: Pane) -> None:
    pane.widget.show_incident(a_view(note="old"), None)
    pane.widget.show_nothing()
    pane.widget.keep_note()
    assert pane.commands == []


def test_reading_the_incident_anew_does_not_disturb_typing(qtbot: QtBot, pane: Pane) -> None:
    pane.widget.show_incident(a_view(), None)
    QTest.keyClicks(pane.widget.note, "half a sen")
    pane.widget.show_incident(a_view(note="from elsewhere"), None)
    assert pane.widget.note.toPlainText() == "half a sen"


def test_reading_the_incident_anew_keeps_the_place(pane: Pane) -> None:
    pane.widget.show_incident(a_view(), None)
    bar = pane.widget.text.verticalScrollBar()
    assert bar.value() == 0
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    pane.widget.show_incident(a_view(), None)
    assert bar.value() == place
    pane.widget.show_incident(a_view(1), None)
    assert bar.value() == 0


def test_a_new_theme_writes_the_text_in_its_colours(
    qtbot: QtBot, qapp: QApplication, pane: Pane
) -> None:
    pane.widget.show_incident(a_view(), None)
    before = qapp.palette()

    def is_light_on_dark() -> bool:
        block = pane.widget.text.document().findBlockByNumber(0)
        while block.isValid() and not block.text().startswith("Because"):
            block = block.next()
        pieces = block.textFormats()
        form = pieces[0].format
        return form.foreground().color().lightness() > 128

    assert not is_light_on_dark()
    try:
        qapp.setPalette(dark_palette())
        qtbot.waitUntil(is_light_on_dark)
    finally:
        qapp.setPalette(before)
    qtbot.waitUntil(lambda: not is_light_on_dark())
