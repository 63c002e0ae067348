"""The detail window: what it tells, what can be done from it, and when it does nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from downlight.domain.commands import CheckNow, Mute, Unmute
from downlight.domain.events import IncidentChanged, SnapshotTaken
from downlight.domain.lifecycle import Change, CheckState, Transition
from downlight.domain.observation import Observation
from downlight.domain.snapshot import PlatformState
from downlight.domain.status import Reason, Source, Status
from downlight.domain.trace import TracePoint
from downlight.domain.verdict import Because, Rule
from downlight.present.tray import Action, EditCheck, OpenPage, Place, Show
from downlight.qt.detail_window import DetailWindow
from fakes.history import FakeHistory
from fakes.states import NOW, down, english, incident, snapshot, up


class Stage:
    """The window, what was chosen in it, and the engine's part."""

    def __init__(self, qtbot: QtBot) -> None:
        self.now: datetime = NOW
        self.history = FakeHistory(30)
        self.chosen: list[Action] = []
        self.picked: list[int] = []
        self.window = DetailWindow(lambda: self.history, english(), lambda: self.now)
        self.window.chosen.connect(self.chosen.append)
        self.window.incident_picked.connect(self.picked.append)
        qtbot.addWidget(self.window)

    def say(self, *states: PlatformState) -> None:
        self.window.on_event(SnapshotTaken(snapshot(*states)))

    @property
    def text(self) -> str:
        return self.window.text.toPlainText()


def troubled() -> PlatformState:
    because = Because(Rule.PROBE_FAILED, {"reason": "timeout", "count": 3}, 5.0)
    seen = Observation("x/http", "x", Source.PROBE, Status.MAJOR_OUTAGE, Reason.TIMEOUT, NOW, NOW)
    state = down("X")
    return replace(
        state,
        verdict=replace(state.verdict, reasons=(because,)),
        observations=(seen,),
        trace=(TracePoint(NOW - timedelta(minutes=9), 2, 0.2, 0.3), TracePoint(NOW, failed=1)),
    )


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(qtbot)
    made.say(troubled(), up("Y"))
    made.window.show_platform("x")
    made.window.show()
    qtbot.waitUntil(lambda: made.window.past.incidents.count() > 0)
    yield made
    made.window.close()


def test_it_tells_the_verdict_and_what_moved_it(stage: Stage) -> None:
    assert stage.window.windowTitle() == "Downlight: X"
    assert stage.window.headline.text() == "Down for everyone for 6 min"
    assert "It does not answer in time, 3 times in a row" in stage.text
    assert "speaks strongly for trouble" in stage.text


def test_it_tells_the_past(stage: Stage) -> None:
    past = stage.window.past
    assert past.answers.text() == "Answers usually in 0.2 s, at most in 0.3 s; 1 look went wrong"
    assert past.chart.accessibleDescription() == past.answers.text()
    assert past.incidents.count() > 0
    assert past.incidents.item(0).text().startswith("2")


def test_an_incident_is_opened_by_a_click(stage: Stage) -> None:
    past = stage.window.past
    past.incidents.itemClicked.emit(past.incidents.item(0))
    (number,) = stage.picked
    assert stage.history.stored[number].platform_id == "x"


def test_its_buttons_act_on_the_platform_that_is_shown(stage: Stage) -> None:
    window = stage.window
    window.check_button.click()
    window.page_button.click()
    window.edit_button.click()
    window.history_button.click()
    assert stage.chosen == [
        CheckNow("x"),
        OpenPage("https://status.x.example/"),
        EditCheck("x"),
        Show(Place.HISTORY, "x"),
    ]


def test_it_mutes_and_speaks_again(stage: Stage) -> None:
    menu = stage.window.mute_button.menu()
    menu.aboutToShow.emit()
    for action in menu.actions():
        action.trigger()
    assert stage.chosen == [Mute("x", NOW + timedelta(hours=1)), Mute("x", None)]
    assert not stage.window.unmute_button.isVisible()
    stage.say(replace(troubled(), muted_until=NOW + timedelta(hours=1)))
    assert not stage.window.mute_button.isVisible()
    stage.window.unmute_button.click()
    assert stage.chosen[-1] == Unmute("x")


def test_news_are_shown_at_once_and_the_place_in_the_text_stays(stage: Stage) -> None:
    stage.say(up("X"), up("Y"))
    assert stage.window.headline.text() == "All is well"


def test_what_is_being_selected_is_not_written_over(stage: Stage) -> None:
    stage.window.text.selectAll()
    before = stage.text
    stage.say(up("X"))
    assert stage.text == before
    stage.window.text.moveCursor(QTextCursor.MoveOperation.Start)
    stage.say(down("X"))
    assert stage.text != before


def test_news_of_others_draw_nothing(stage: Stage) -> None:
    drawn: list[object] = []
    same = troubled()
    stage.say(same, up("Y"))
    stage.window.text.document().contentsChanged.connect(lambda: drawn.append(1))
    stage.say(same, down("Y"))
    assert drawn == []


def test_a_platform_that_is_watched_no_more_says_so(stage: Stage) -> None:
    stage.say(up("Y"))
    assert stage.window.headline.text() == "It is not watched any more."
    assert not stage.window.check_button.isEnabled()
    assert stage.window.history_button.isEnabled()


def test_a_change_of_its_incident_reads_the_past_again(stage: Stage, qtbot: QtBot) -> None:
    before = len(stage.history.rows_asked)
    verdict = troubled().verdict
    moved = Transition(Change.OPENED, CheckState(), CheckState(), NOW, verdict)
    stage.window.on_event(IncidentChanged(incident("X"), moved))
    qtbot.waitUntil(lambda: len(stage.history.rows_asked) > before)


def test_another_platform_takes_its_place(stage: Stage) -> None:
    stage.window.show_platform("y")
    assert stage.window.windowTitle() == "Downlight: Y"
    assert "3 times" not in stage.text


def test_closed_it_stands_still_and_lets_go_of_the_log(stage: Stage, qtbot: QtBot) -> None:
    stage.window.close()
    qtbot.waitUntil(lambda: stage.history.closed > 0)
    stage.say(up("X"))
    assert stage.window.headline.text() == "Down for everyone for 6 min"
