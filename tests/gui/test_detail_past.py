"""The past of a platform: what is listed, and what happens with it."""

import pytest
from pytestqt.qtbot import QtBot

from downlight.domain.status import Status
from downlight.present.past import PastIncident, PastView, UptimeLine
from downlight.qt.detail_past import DetailPast
from downlight.qt.lamps import Lamps
from fakes.states import english

ONE = PastIncident(7, "23 Nov: down", Status.MAJOR_OUTAGE)
TWO = PastIncident(8, "24 Nov: slow", Status.DEGRADED)
DAY = UptimeLine("24 hours", "99.95 %", "99.95 % up: down for 3 min")


@pytest.fixture
def past(qtbot: QtBot) -> DetailPast:
    made = DetailPast(english(), Lamps())
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_chosen_incident_stays_chosen(past: DetailPast) -> None:
    past.show_past(PastView((DAY,), (ONE,)))
    past.incidents.setCurrentRow(0)
    past.show_past(PastView((DAY,), (TWO, ONE)))
    assert past.incidents.currentItem().text() == ONE.text


def test_without_incidents_it_says_so(past: DetailPast) -> None:
    past.show_past(PastView((DAY,), ()))
    assert past.none.isVisible()
    assert not past.incidents.isVisible()


def test_a_log_that_cannot_be_read_is_told_until_it_can(past: DetailPast) -> None:
    past.show_trouble("The history cannot be read.")
    assert past.trouble.isVisible()
    past.show_past(PastView((DAY,), (ONE,)))
    assert not past.trouble.isVisible()
