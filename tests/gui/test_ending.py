"""Signals end the app through Qt's own loop."""

import os
import signal

import pytest
from pytestqt.qtbot import QtBot

from downlight.qt.ending import EndSignals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_asks_for_the_end(qtbot: QtBot, number: signal.Signals) -> None:
    ending = EndSignals()
    try:
        with qtbot.waitSignal(ending.asked):
            os.kill(os.getpid(), number)
    finally:
        ending.close()


def test_other_signals_do_not(qtbot: QtBot) -> None:
    before = signal.signal(signal.SIGUSR1, lambda number, frame: None)
    ending = EndSignals()
    try:
        with qtbot.waitSignal(ending.asked, timeout=100, raising=False) as asked:
            os.kill(os.getpid(), signal.SIGUSR1)
        assert not asked.signal_triggered
    finally:
        ending.close()
        signal.signal(signal.SIGUSR1, before)


def test_afterwards_signals_belong_to_whoever_had_them(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.set_wakeup_fd(-1)
    EndSignals().close()
    assert (signal.getsignal(signal.SIGTERM), signal.set_wakeup_fd(-1)) == before
