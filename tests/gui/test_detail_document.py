"""The verdict as text, and the bars of its weights."""

from PySide6.QtGui import QColor, QImage, QPalette, QTextDocument
from PySide6.QtWidgets import QApplication

from downlight.domain.status import Status
from downlight.present.detail import DetailView, Ground, Look, PartGroup, PartRow
from downlight.present.incident_view import Announcement
from downlight.present.platform import platform_view
from downlight.qt.detail_document import DetailWriter, weight_bar
from fakes.states import NOW, down, english

WHOLE = DetailView(
    view=platform_view(down("X"), english(), NOW),
    sign=Status.MAJOR_OUTAGE,
    headline="Down",
    checked="",
    grounds=(Ground("It refuses", "Own check", "20 s ago", "speaks for trouble", 0.3),),
    looks=(Look("20 s ago", "Refused", "Own check", Status.MAJOR_OUTAGE),),
    parts=(PartGroup("Core", (PartRow("API", "Down", Status.MAJOR_OUTAGE),)),),
    announcements=(Announcement("We look into it", "investigating", (), None),),
)


def written(view: DetailView) -> str:
    document = QTextDocument()
    DetailWriter(document, english(), QPalette()).write(view)
    return document.toPlainText()


def test_all_sections_stand_in_order(qapp: QApplication) -> None:
    text = written(WHOLE)
    told = [
        "Because",
        "It refuses",
        "Own check · 20 s ago · speaks for trouble",
        "What the provider said",
        "We look into it",
        "Parts: Core",
        "API",
        "Last looks",
        "Refused",
    ]
    places = [text.index(one) for one in told]
    assert places == sorted(places)


def test_sections_without_content_are_left_out(qapp: QApplication) -> None:
    bare = DetailView(WHOLE.view, WHOLE.sign, "", "", (), (), (), ())
    assert written(bare).strip() == ""


def coloured(image: QImage) -> list[int]:
    return [
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() and image.pixelColor(x, y) != QColor("blue")
    ]


def test_trouble_is_to_the_right_and_health_to_the_left(qapp: QApplication) -> None:
    blue = QColor("blue")
    bad = weight_bar(0.5, blue, dark=False).toImage()
    good = weight_bar(-0.5, blue, dark=False).toImage()
    middle = bad.width() / 2
    assert min(coloured(bad)) >= middle
    assert max(coloured(good)) <= middle
    assert len(coloured(weight_bar(1.0, blue, dark=True).toImage())) > len(coloured(bad))
