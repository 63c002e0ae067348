from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from downlight.domain.cause import Cause
from downlight.domain.edits import Correction
from downlight.domain.status import Scope, Status
from downlight.qt.correct_dialog import CorrectDialog
from fakes.records import T0, ended, minutes, trouble
from fakes.states import english

INCIDENT = replace(ended(trouble(start=T0 + timedelta(microseconds=123)), minutes(34)), id=7)


@pytest.fixture
def dialog(qtbot: QtBot) -> CorrectDialog:
    dialog = CorrectDialog(INCIDENT, english())
    qtbot.addWidget(dialog)
    return dialog


def test_what_is_not_touched_stays_exact(dialog: CorrectDialog) -> None:
    assert dialog.correction() == Correction(
        Status.MAJOR_OUTAGE,
        Scope.EVERYONE,
        INCIDENT.cause,
        INCIDENT.started_at,
        minutes(34),
    )


def test_the_word_of_the_user_is_taken(dialog: CorrectDialog) -> None:
    dialog.severity.setCurrentIndex(dialog.severity.findData("degraded"))
    dialog.scope.setCurrentIndex(dialog.scope.findData("just_you"))
    dialog.cause.setCurrentIndex(dialog.cause.findData("name"))
    dialog.began.setDateTime(dialog.began.dateTime().addSecs(-90))
    dialog.ended.setDateTime(dialog.ended.dateTime().addSecs(60))
    assert dialog.correction() == Correction(
        Status.DEGRADED,
        Scope.JUST_YOU,
        Cause.NAME,
        datetime(2026, 11, 2, 7, 58, 30, tzinfo=UTC),
        minutes(35),
    )


def test_an_end_before_the_beginning_cannot_be_saved(dialog: CorrectDialog) -> None:
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    dialog.ended.setDateTime(dialog.began.dateTime().addSecs(-1))
    assert not save.isEnabled()
    assert dialog.problem.text() == "It cannot end before it began."
    dialog.ended.setDateTime(dialog.began.dateTime())
    assert save.isEnabled()
    assert dialog.problem.text() == ""


def test_each_field_has_a_name(dialog: CorrectDialog) -> None:
    for field in (dialog.severity, dialog.scope, dialog.cause, dialog.began, dialog.ended):
        assert field.accessibleName()
