from collections.abc import Iterator
from functools import partial
from threading import Event, get_ident

import pytest
from pytestqt.qtbot import QtBot

from downlight.domain.history import HistorySource, HistoryUnavailable
from downlight.domain.saying import Saying
from downlight.qt.calm import Faults
from downlight.qt.log_reader import LogReader
from fakes.history import FakeHistory


@pytest.fixture
def source() -> FakeHistory:
    return FakeHistory(3)


@pytest.fixture
def reader(qtbot: QtBot, source: FakeHistory) -> Iterator[LogReader]:
    reader = LogReader(lambda: source)
    yield reader
    reader.release()


@pytest.fixture
def faults(qtbot: QtBot) -> Iterator[Faults]:
    made = Faults()
    yield made
    made.close()


def test_questions_are_put_in_another_thread_and_answered_in_this_one(
    qtbot: QtBot, reader: LogReader
) -> None:
    asked: list[int] = []
    answered: list[int] = []
    reader.ask("a", lambda _: asked.append(get_ident()), lambda _: answered.append(get_ident()))
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [get_ident()]
    assert asked != answered


def test_answers_come_with_what_was_read(qtbot: QtBot, reader: LogReader) -> None:
    found: list[int] = []
    reader.ask("a", lambda source: len(source.platforms()), found.append)
    reader.ask("b", lambda source: len(source.rows([1, 2])), found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found == [5, 2]


def test_a_newer_question_of_the_same_topic_makes_the_older_void(
    qtbot: QtBot, reader: LogReader
) -> None:
    go_on = Event()
    put: list[str] = []
    answered: list[str] = []

    def slow(_: HistorySource) -> str:
        go_on.wait(5)
        put.append("first")
        return "first"

    def question(name: str) -> None:
        def read(_: HistorySource) -> str:
            put.append(name)
            return name

        reader.ask("same", read, answered.append)

    reader.ask("same", slow, answered.append)
    question("second")
    question("third")
    go_on.set()
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == ["third"]
    assert "second" not in put


def test_the_log_is_opened_on_the_first_question_and_let_go_of_by_release(
    qtbot: QtBot, source: FakeHistory
) -> None:
    opened: list[int] = []

    def open_source() -> FakeHistory:
        opened.append(1)
        return source

    reader = LogReader(open_source)
    assert not opened
    answered: list[object] = []
    for times in (1, 2):
        reader.ask("a", lambda source: source.platforms(), answered.append)
        qtbot.waitUntil(partial(_has, answered, times))
        reader.release()
    qtbot.waitUntil(lambda: source.closed == 2)
    assert len(opened) == 2


def _has(answered: list[object], count: int) -> bool:
    return len(answered) == count


def test_after_release_nothing_is_answered(qtbot: QtBot, source: FakeHistory) -> None:
    reader = LogReader(lambda: source)
    answered: list[object] = []
    reader.ask("a", lambda source: source.platforms(), answered.append)
    reader.release()
    qtbot.waitUntil(lambda: source.closed >= 0)
    later: list[object] = []
    reader.ask("b", lambda source: source.platforms(), later.append)
    qtbot.waitUntil(lambda: bool(later))
    reader.release()
    assert not answered


def test_a_question_that_fails_is_told_and_the_next_one_answered(
    qtbot: QtBot, source: FakeHistory, reader: LogReader, faults: Faults
) -> None:
    def fail(_: HistorySource) -> None:
        raise OverflowError("too large")

    told: list[object] = []
    lost: list[object] = []
    reader.failed.connect(told.append)
    with qtbot.waitSignals([reader.failed, faults.happened]):
        reader.ask("a", fail, lost.append)
        reader.ask("b", lambda source: source.platforms(), lost.append)
    (sentence,) = told
    assert isinstance(sentence, Saying)
    assert sentence.endswith("OverflowError: too large")
    assert source.closed == 1
    answered: list[object] = []
    reader.ask("b", lambda source: source.platforms(), answered.append)
    qtbot.waitUntil(lambda: bool(answered))
    assert lost == []


def test_a_log_that_cannot_be_read_is_told_and_tried_again(qtbot: QtBot) -> None:
    tries: list[int] = []

    def open_source() -> FakeHistory:
        tries.append(1)
        if len(tries) == 1:
            raise HistoryUnavailable("The history is busy.")
        return FakeHistory(1)

    reader = LogReader(open_source)
    with qtbot.waitSignal(reader.failed) as failed:
        reader.ask("a", lambda source: source.platforms(), lambda _: None)
    assert failed.args == ["The history is busy."]
    answered: list[object] = []
    reader.ask("a", lambda source: source.platforms(), answered.append)
    qtbot.waitUntil(lambda: bool(answered))
    reader.release()
