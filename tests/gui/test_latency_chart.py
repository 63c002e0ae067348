"""The chart of answers is drawn in the theme's colours and told in words."""

import pytest
from PySide6.QtGui import QColor, QImage, QPalette
from pytestqt.qtbot import QtBot

from downlight.domain.status import Status
from downlight.present.pace import PacePoint, PaceView
from downlight.qt.lamps import is_dark, status_colour
from downlight.qt.latency_chart import LatencyChart
from downlight.qt.theme import dark_palette, light_palette

VIEW = PaceView(
    lines=((PacePoint(0.1, 0.5), PacePoint(0.6, 0.9)), (PacePoint(0.8, 0.2),)),
    failures=(0.7,),
    levels=((0.5, "1 s"), (1.0, "2 s")),
    hours=((0.9, "12:00"), (0.4, "00:00")),
    sentence="Answers usually in 0.2 s",
)


def drawn(qtbot: QtBot, palette: QPalette, view: PaceView = VIEW) -> QImage:
    chart = LatencyChart("Answers")
    qtbot.addWidget(chart)
    chart.setPalette(palette)
    chart.resize(400, 120)
    chart.show_view(view)
    assert chart.accessibleDescription() == view.sentence
    return chart.grab().toImage()


def near(one: QColor, other: QColor) -> bool:
    """Edges are smoothed: hardly a pixel has the whole colour."""
    return (
        abs(one.red() - other.red()) < 60
        and abs(one.green() - other.green()) < 60
        and abs(one.blue() - other.blue()) < 60
    )


@pytest.mark.parametrize("palette", [light_palette(), dark_palette()])
def test_a_failure_has_a_mark_of_its_own(qtbot: QtBot, palette: QPalette) -> None:
    wanted = status_colour(Status.MAJOR_OUTAGE, dark=is_dark(palette))
    image = drawn(qtbot, palette)
    spots = [
        x for x in range(image.width()) for y in range(image.height())
        if near(image.pixelColor(x, y), wanted)
    ]  # fmt: skip
    assert spots
    assert 0.6 * image.width() < sum(spots) / len(spots) < 0.8 * image.width()


def test_it_grows_with_the_text(qtbot: QtBot) -> None:
    chart = LatencyChart("Answers")
    qtbot.addWidget(chart)
    before = chart.sizeHint().height()
    font = chart.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    chart.setFont(font)
    assert chart.sizeHint().height() > before * 1.5


def test_without_answers_there_is_no_empty_frame(qtbot: QtBot) -> None:
    chart = LatencyChart("Answers")
    qtbot.addWidget(chart)
    chart.show_view(VIEW)
    chart.show_view(PaceView(sentence="No answers yet"))
    assert chart.isHidden()
