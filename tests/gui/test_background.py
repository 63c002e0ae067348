from threading import Event, get_ident

from pytestqt.qtbot import QtBot

from downlight.qt.background import Background


def test_a_call_is_made_elsewhere_and_its_answer_told_here(qtbot: QtBot) -> None:
    background = Background()
    with qtbot.waitSignal(background.ended) as ended:
        background.run(get_ident)
    assert ended.args is not None
    assert ended.args[0] not in (None, get_ident())
    assert not background.is_busy


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
