from dataclasses import replace

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from downlight.present.incident_view import IncidentView, view
from downlight.qt.incident_picture import picture
from fakes.history import NOW, FakeHistory
from fakes.states import english


def a_view() -> IncidentView:
    incident = FakeHistory(3).incident(2)
    assert incident is not None
    return view(english(), incident, NOW)


def colours(image: QImage, left: int, top: int, right: int, bottom: int) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(left, right, 2) for y in range(top, bottom, 2)
    }


def test_the_picture_is_white_paper_with_the_sign_and_text(qapp: QApplication) -> None:
    image = picture(a_view(), english())
    assert image.width() == 1440
    assert image.pixelColor(2, 2) == QColor("#ffffff")
    assert any(QColor(one).hsvSaturation() > 100 for one in colours(image, 48, 48, 112, 112))
    assert len(colours(image, 48, 160, 1300, 500)) > 5


def test_more_to_tell_makes_it_taller_up_to_a_limit(qapp: QApplication) -> None:
    full = a_view()
    bare = replace(full, because=(), evidence=(), announcements=())
    many = replace(full, evidence=full.evidence * 40)
    some = replace(full, evidence=(full.evidence * 40)[:14])
    heights = [picture(one, english()).height() for one in (bare, full, some, many)]
    assert heights == sorted(heights)
    assert heights[2] == heights[3]


def test_the_note_of_the_user_is_not_shared(qapp: QApplication) -> None:
    noted = replace(a_view(), note="my boss must not see this")
    assert picture(noted, english()) == picture(a_view(), english())
