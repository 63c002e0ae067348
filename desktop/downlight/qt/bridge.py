"""The one way between the engine's thread and the windows: events in, commands out."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from downlight.domain.commands import Command
from downlight.domain.events import Event

Publish = Callable[[Event], None]


class EngineHandle(Protocol):
    """The engine in its own thread."""

    def start(self, publish: Publish) -> None:
        """Begin; `publish` is called in the engine's thread."""
        ...

    def submit(self, command: Command) -> None:
        """Hand a command in; returns at once."""
        ...

    def stop(self, seconds: float) -> bool:
        """Ask it to end; return whether it did within `seconds`."""
        ...


class Bridge(QObject):
    """Carries events into the thread it was made in, in their order."""

    happened = Signal(object)
    """An Event. Connect methods of QObjects: those are called in their own thread."""

    def __init__(self, engine: EngineHandle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._is_open = True

    def start(self) -> None:
        """Start the engine."""
        self._engine.start(self.publish)

    def publish(self, event: Event) -> None:
        """Take an event from any thread; after `stop` it is dropped."""
        if self._is_open:
            self.happened.emit(event)

    def submit(self, command: Command) -> None:
        """Hand a command to the engine."""
        self._engine.submit(command)

    def stop(self, seconds: float) -> bool:
        """Hear no more, and end the engine; return whether it ended within `seconds`."""
        self._is_open = False
        return self._engine.stop(seconds)
