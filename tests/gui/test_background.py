from collections.abc import Iterator
from threading import Event, get_ident

import pytest
from pytestqt.qtbot import QtBot

from downlight.domain.saying import Saying
from downlight.qt.background import Background
from downlight.qt.calm import Faults


def test_a_call_is_made_elsewhere_and_its_answer_told_here(qtbot: QtBot) -> None:
    background = Background()
    with qtbot.waitSignal(background.ended) as ended:
        background.run(get_ident)
    assert ended.args is not None
    assert ended.args[0] not in (None, get_ident())
    assert not background.is_busy


@pytest.fixture
def faults(qtbot: QtBot) -> Iterator[Faults]:
    made = Faults()
    yield made
    made.close()


def test_a_call_that_fails_ends_too_and_is_told(qtbot: QtBot, faults: Faults) -> None:
    background = Background()

    def fail() -> None:
        raise LookupError("nothing there")

    answers: list[object] = []
    background.ended.connect(answers.append)
    with qtbot.waitSignals([background.ended, faults.happened]):
        background.run(fail)
    (told,) = answers
    assert isinstance(told, Saying)
    assert told.startswith("Something went wrong inside Downlight.")
    assert told.endswith("LookupError: nothing there")
    assert not background.is_busy
    with qtbot.waitSignal(background.ended):
        background.run(get_ident)


def test_a_second_call_waits_for_nothing_and_is_not_made(qtbot: QtBot) -> None:
    background = Background()
    go_on = Event()
    made: list[str] = []
    with qtbot.waitSignal(background.ended):
        background.run(lambda: go_on.wait(5))
        assert background.is_busy
        background.run(lambda: made.append("second"))
        go_on.set()
    assert made == []
    with qtbot.waitSignal(background.ended):
        background.run(lambda: made.append("third"))
    assert made == ["third"]
