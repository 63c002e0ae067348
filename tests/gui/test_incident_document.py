from dataclasses import replace

from PySide6.QtGui import QPalette, QTextDocument
from PySide6.QtWidgets import QApplication

from downlight.present.incident_view import Announcement, EvidenceLine, IncidentView, view
from downlight.qt.incident_document import IncidentWriter
from fakes.history import NOW, FakeHistory
from fakes.states import english


def a_view() -> IncidentView:
    incident = FakeHistory(3).incident(2)
    assert incident is not None
    return view(english(), incident, NOW)


def written(shown: IncidentView) -> QTextDocument:
    document = QTextDocument()
    IncidentWriter(document, english(), QPalette()).write(shown)
    return document


def links(document: QTextDocument) -> list[str]:
    found: list[str] = []
    block = document.begin()
    while block.isValid():
        pieces = block.textFormats()
        found += [piece.format.anchorHref() for piece in pieces if piece.format.isAnchor()]
        block = block.next()
    return found


def test_all_that_is_known_stands_in_it_in_order(qapp: QApplication) -> None:
    text = written(a_view()).toPlainText()
    told = ["Began", "Status page", "Because", "Pages load", "What was seen", "HTTP 200", "said"]
    places = [text.index(one) for one in told]
    assert places == sorted(places)
    assert "We are looking into errors of the API." in text


def test_markup_of_strangers_is_text(qapp: QApplication) -> None:
    assert "<b>More soon</b>" in written(a_view()).toPlainText()


def test_sections_without_content_are_left_out(qapp: QApplication) -> None:
    bare = replace(a_view(), because=(), evidence=(), announcements=())
    text = written(bare).toPlainText()
    assert "Because" not in text
    assert "What was seen" not in text
    assert "What the provider said" not in text


def test_what_was_found_is_told_where_the_line_does_not_tell_it(qapp: QApplication) -> None:
    line = EvidenceLine("23 Nov, 10:00:00", "Own check", "shows an error", matched="Oops")
    told = written(replace(a_view(), evidence=(line,))).toPlainText()
    assert "found “Oops”" in told
    line = replace(line, said="shows “Oops”")
    assert "found" not in written(replace(a_view(), evidence=(line,))).toPlainText()


def test_a_link_shows_its_host_and_leads_there(qapp: QApplication) -> None:
    document = written(a_view())
    assert "Read on at status.example" in document.toPlainText()
    assert links(document) == ["https://status.example/incidents/n1"]


def test_a_link_that_must_not_be_opened_is_not_offered(qapp: QApplication) -> None:
    bad = Announcement("Errors", "Investigating", (), "javascript:alert(1)")
    document = written(replace(a_view(), announcements=(bad,)))
    assert links(document) == []
    assert "Read on" not in document.toPlainText()


def test_writing_again_replaces_what_stood_there(qapp: QApplication) -> None:
    document = written(a_view())
    once = document.toPlainText()
    IncidentWriter(document, english(), QPalette()).write(a_view())
    assert document.toPlainText() == once


def test_with_room_both_accounts_stand_side_by_side(qapp: QApplication) -> None:
    document = QTextDocument()
    IncidentWriter(document, english(), QPalette(), room=900).write(a_view())
    text = document.toPlainText()
    assert text.index("Seen here") < text.index("Said by the provider")
    assert text.index("Said by the provider") < text.index("Own check")
    narrow = QTextDocument()
    IncidentWriter(narrow, english(), QPalette(), room=300).write(a_view())
    assert "Seen here" not in narrow.toPlainText()
