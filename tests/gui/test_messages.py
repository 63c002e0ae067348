"""The inbox window."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from downlight.domain.commands import Command, EmptyInbox
from downlight.domain.events import SnapshotTaken
from downlight.domain.notify import Notification, NotificationKind
from downlight.qt.messages import MessagesDialog
from fakes.states import NOW, english, incident, notification, snapshot, up


@pytest.fixture
def submitted() -> list[Command]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, submitted: list[Command]) -> MessagesDialog:
    made = MessagesDialog(english(), submitted.append)
    qtbot.addWidget(made)
    return made


def show(dialog: MessagesDialog, *inbox: Notification, troubles: tuple[str, ...] = ()) -> None:
    dialog.on_event(SnapshotTaken(snapshot(up("X"), inbox=inbox, troubles=troubles)))


def test_the_newest_message_is_on_top(dialog: MessagesDialog) -> None:
    older = replace(notification(), created_at=NOW - timedelta(hours=1))
    back = notification(incident(minutes=60, lasted=44), NotificationKind.RECOVERED)
    show(dialog, older, back, troubles=("The log cannot be written.",))
    assert dialog.lines() == [
        "The log cannot be written.",
        "X is back after 44 min. Down from 14:00 to 14:44.",
        "23 Nov 2026, 15:00",
        "X is down for everyone.",
        "23 Nov 2026, 14:00",
    ]


def test_an_empty_inbox_says_so(dialog: MessagesDialog) -> None:
    show(dialog, notification())
    show(dialog)
    assert dialog.lines() == ["There are no messages."]


def test_reading_empties_the_inbox(dialog: MessagesDialog, submitted: list[Command]) -> None:
    show(dialog, notification())
    dialog.show()
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    read = next(b for b in box.buttons() if b.text() == "Mark as read")
    assert isinstance(read, QPushButton)
    read.click()
    assert submitted == [EmptyInbox()]
    assert not dialog.isVisible()
