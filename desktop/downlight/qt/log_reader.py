"""Asks the incident log in a thread of its own, so that no window ever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from downlight.domain.history import HistorySource, HistoryUnavailable
from downlight.qt.background import fault_told
from downlight.qt.mailbox import Mailbox

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Question:
    topic: str
    number: int
    put: Callable[[HistorySource], object]


@dataclass(frozen=True, slots=True)
class _Reply:
    number: int
    answer: object


@dataclass(frozen=True, slots=True)
class _Failure:
    why: str


@dataclass(frozen=True, slots=True)
class _End:
    """The thread has ended by a fault of ours, with whatever waited for it."""

    queue: SimpleQueue[_Question | None]
    why: str


class LogReader(QObject):
    """Answers questions about the log one after another. Used from the GUI thread only.

    A question makes an earlier one of the same topic void: it is not put any more, or its answer
    is thrown away. The log is opened with the first question and let go of by `release`. A
    question must hold no widgets: it is thrown away in the other thread.
    """

    failed = Signal(object)
    """The log cannot be read; a sentence for people, to be said."""

    def __init__(
        self, open_source: Callable[[], HistorySource], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_source = open_source
        self._numbers = count()
        self._newest: dict[str, int] = {}
        self._waiting: dict[int, Callable[[object], None]] = {}
        self._queue: SimpleQueue[_Question | None] | None = None

    def ask(
        self, topic: str, question: Callable[[HistorySource], T], answer: Callable[[T], None]
    ) -> None:
        """Put `question` in the other thread; `answer` gets the reply in this one."""
        self._waiting.pop(self._newest.get(topic, -1), None)
        number = self._newest[topic] = next(self._numbers)
        self._waiting[number] = answer  # type: ignore[assignment]  # takes what its question gives
        self._opened().put(_Question(topic, number, question))

    def release(self) -> None:
        """Let go of the log; unanswered questions are void."""
        self._newest.clear()
        self._waiting.clear()
        if self._queue is not None:
            self._queue.put(None)
            self._queue = None

    def _opened(self) -> SimpleQueue[_Question | None]:
        if self._queue is None:
            self._queue = SimpleQueue()
            mailbox = Mailbox()
            mailbox.posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)
            work = _Work(self._open_source, self._queue, self._newest, mailbox)
            Thread(target=work.run, name="history", daemon=True).start()
        return self._queue

    def _on_posted(self, letter: _Reply | _Failure | _End) -> None:
        if isinstance(letter, _End) and letter.queue is self._queue:
            self.release()
        if not isinstance(letter, _Reply):
            self.failed.emit(letter.why)
            return
        answer = self._waiting.pop(letter.number, None)
        if answer is not None:
            answer(letter.answer)


@dataclass(slots=True)
class _Work:
    """What the thread does; it ends when it is handed None."""

    open_source: Callable[[], HistorySource]
    queue: SimpleQueue[_Question | None]
    newest: dict[str, int]
    mailbox: Mailbox
    source: HistorySource | None = None

    def run(self) -> None:
        try:
            while (question := self.queue.get()) is not None:
                if self.newest.get(question.topic) == question.number:
                    self._put(question)
        except BaseException as error:
            self.mailbox.post(_End(self.queue, fault_told(error)))
            raise
        finally:
            self._close()
            self.mailbox.close()

    def _put(self, question: _Question) -> None:
        try:
            if self.source is None:
                self.source = self.open_source()
            answer = question.put(self.source)
        except HistoryUnavailable as trouble:
            self._close()
            self.mailbox.post(_Failure(str(trouble)))
        else:
            self.mailbox.post(_Reply(question.number, answer))

    def _close(self) -> None:
        if self.source is not None:
            self.source.close()
            self.source = None
