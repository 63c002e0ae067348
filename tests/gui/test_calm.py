"""Exceptions that nobody caught are logged, and told once."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from downlight.qt.calm import Faults


@pytest.fixture
def faults(qtbot: QtBot) -> Iterator[Faults]:
    made = Faults()
    yield made
    made.close()


def crash() -> None:
    raise KeyError("x")


def test_a_fault_in_the_gui_thread_is_logged_and_told(
    faults: Faults, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(faults.happened) as told:
        try:
            crash()
        except KeyError as error:
            sys.excepthook(KeyError, error, error.__traceback__)
    assert told.args == ["KeyError: 'x'"]
    assert "crash" in caplog.text


def test_a_fault_in_another_thread_is_told_in_this_one(
    faults: Faults, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[int] = []
    faults.happened.connect(lambda text: heard.append(threading.get_ident()))
    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: heard == [threading.get_ident()])
    assert caplog.records[0].levelno == logging.CRITICAL


def test_the_hooks_are_given_back(qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook
    made = Faults()
    assert (sys.excepthook, threading.excepthook) != before
    made.close()
    assert (sys.excepthook, threading.excepthook) == before
