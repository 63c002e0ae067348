"""Events come into the GUI thread in order; commands go out."""

import threading

from PySide6.QtCore import QCoreApplication, QObject, QThread
from pytestqt.qtbot import QtBot

from downlight.domain.commands import CheckNow
from downlight.domain.events import Event, IncidentAsked, SettingsTaken
from downlight.domain.settings import Settings
from downlight.qt.bridge import Bridge
from fakes.desktop import FakeEngine


class Listener(QObject):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.heard: list[Event] = []
        self.threads: set[QThread] = set()
        bridge.happened.connect(self._on_event)

    def _on_event(self, event: Event) -> None:
        self.heard.append(event)
        self.threads.add(QThread.currentThread())


def test_events_of_another_thread_arrive_in_the_gui_thread_and_in_order(qtbot: QtBot) -> None:
    bridge = Bridge(FakeEngine())
    listener = Listener(bridge)

    def speak() -> None:
        for number in range(100):
            bridge.publish(IncidentAsked(number))

    thread = threading.Thread(target=speak)
    thread.start()
    thread.join()
    assert listener.heard == [], "nothing may run in the engine's thread"
    qtbot.waitUntil(lambda: len(listener.heard) == 100)
    assert listener.heard == [IncidentAsked(number) for number in range(100)]
    app = QCoreApplication.instance()
    assert app is not None
    assert listener.threads == {app.thread()}


def test_starting_lets_the_engine_speak(qtbot: QtBot) -> None:
    bridge = Bridge(FakeEngine(Settings()))
    listener = Listener(bridge)
    bridge.start()
    qtbot.waitUntil(lambda: listener.heard == [SettingsTaken(Settings())])


def test_commands_reach_the_engine() -> None:
    engine = FakeEngine()
    Bridge(engine).submit(CheckNow("x"))
    assert engine.submitted == [CheckNow("x")]


def test_after_the_end_nothing_is_heard(qtbot: QtBot) -> None:
    engine = FakeEngine()
    bridge = Bridge(engine)
    listener = Listener(bridge)
    bridge.start()
    assert bridge.stop(1.0)
    assert engine.stopped
    listener.heard.clear()
    engine.say(IncidentAsked(1))
    QCoreApplication.processEvents()
    assert IncidentAsked(1) not in listener.heard


def test_an_engine_that_does_not_end_is_reported() -> None:
    assert not Bridge(FakeEngine(ends=False)).stop(0.1)
