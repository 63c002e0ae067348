"""Asks the incident log in a thread of its own, so that no window ever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from downlight.domain.history import HistorySource, HistoryUnavailable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Question:
    topic: str
    number: int
    put: Callable[[HistorySource], Callable[[], None]]
    """Reads, and returns what is to be done with the reply."""


class _Mailbox(QObject):
    """Carries answers into the GUI thread; held by the thread, so it outlives the window."""

    answered = Signal(object, object)
    failed = Signal(str)


class LogReader(QObject):
    """Answers questions about the log one after another. Used from the GUI thread only.

    A question makes an earlier one of the same topic void: it is not put any more, or its answer
    is thrown away. The log is opened with the first question and let go of by `release`.
    """

    failed = Signal(str)
    """The log cannot be read; a sentence for people."""

    def __init__(
        self, open_source: Callable[[], HistorySource], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_source = open_source
        self._numbers = count()
        self._newest: dict[str, int] = {}
        self._mailbox = _Mailbox()
        self._mailbox.answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._mailbox.failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self._queue: SimpleQueue[_Question | None] | None = None

    def ask(
        self, topic: str, question: Callable[[HistorySource], T], answer: Callable[[T], None]
    ) -> None:
        """Put `question` in the thread; `answer` gets the reply in the GUI thread."""

        def put(source: HistorySource) -> Callable[[], None]:
            return partial(answer, question(source))

        number = self._newest[topic] = next(self._numbers)
        self._opened().put(_Question(topic, number, put))

    def release(self) -> None:
        """Let go of the log; unanswered questions are void."""
        self._newest.clear()
        if self._queue is not None:
            self._queue.put(None)
            self._queue = None

    def _opened(self) -> SimpleQueue[_Question | None]:
        if self._queue is None:
            self._queue = SimpleQueue()
            work = _Work(self._open_source, self._queue, self._newest, self._mailbox)
            Thread(target=work.run, name="history", daemon=True).start()
        return self._queue

    def _on_answered(self, question: _Question, answer: Callable[[], None]) -> None:
        if self._newest.get(question.topic) == question.number:
            del self._newest[question.topic]
            answer()


@dataclass(slots=True)
class _Work:
    """What the thread does; it ends when it is handed None."""

    open_source: Callable[[], HistorySource]
    queue: SimpleQueue[_Question | None]
    newest: dict[str, int]
    mailbox: _Mailbox
    source: HistorySource | None = None

    def run(self) -> None:
        try:
            while (question := self.queue.get()) is not None:
                if self.newest.get(question.topic) == question.number:
                    self._put(question)
        finally:
            self._close()

    def _put(self, question: _Question) -> None:
        try:
            if self.source is None:
                self.source = self.open_source()
            reply = question.put(self.source)
        except HistoryUnavailable as trouble:
            self._close()
            self.mailbox.failed.emit(str(trouble))
        else:
            self.mailbox.answered.emit(question, reply)

    def _close(self) -> None:
        if self.source is not None:
            self.source.close()
            self.source = None
