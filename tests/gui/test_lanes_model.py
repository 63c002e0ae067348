from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from downlight.domain.gap import Gap
from downlight.domain.history import Bar
from downlight.domain.status import GapReason
from downlight.present.time_window import TimeWindow
from downlight.present.timeline import Lane, Range, lane
from downlight.qt.lanes_model import LANE, SMALL, LaneColumn, LanesModel
from fakes.states import NOW, english

WEEK = (NOW - timedelta(days=7), NOW)
Role = Qt.ItemDataRole


def a_lane(name: str = "X", hours: float = 12) -> Lane:
    began = NOW - timedelta(hours=hours)
    bar = Bar(1, began.timestamp(), began.timestamp() + 3600, 4)
    asleep = Gap(GapReason.ASLEEP, NOW - timedelta(hours=24), NOW - timedelta(hours=14))
    return lane((name.lower(), name), WEEK, [bar], [asleep], [WEEK])


def shown(model: LanesModel, row: int, column: LaneColumn, role: int = Role.DisplayRole) -> object:
    return model.data(model.index(row, column), role)


def test_a_row_has_the_name_the_lane_and_the_uptimes(qtbot: QtBot) -> None:
    model = LanesModel(english())
    one = a_lane()
    model.show([one])
    assert shown(model, 0, LaneColumn.PLATFORM) == "X"
    assert shown(model, 0, LaneColumn.STRIP, LANE) is one
    assert shown(model, 0, LaneColumn.DAY) == english().percent(13 / 14)
    assert shown(model, 0, LaneColumn.DAY, SMALL) == "58 % measured"


def test_unmeasured_time_is_told_apart_with_the_method(qtbot: QtBot) -> None:
    model = LanesModel(english())
    model.show([a_lane()])
    tip = str(shown(model, 0, LaneColumn.DAY, Role.ToolTipRole))
    assert "down for 1 h, measured for 14 h, not measured for 10 h" in tip
    method = model.headerData(LaneColumn.DAY, Qt.Orientation.Horizontal, Role.ToolTipRole)
    assert "(measured − down) ÷ measured" in method


def test_each_cell_says_enough_for_those_who_hear_it(qtbot: QtBot) -> None:
    model = LanesModel(english())
    model.show([a_lane()])
    said = Role.AccessibleTextRole
    assert shown(model, 0, LaneColumn.STRIP, said) == "X: 1 incident in the time shown"
    assert str(shown(model, 0, LaneColumn.WEEK, said)).startswith("X, last 7 days: ")


def test_the_same_platforms_are_updated_in_place(qtbot: QtBot) -> None:
    model = LanesModel(english())
    model.show([a_lane("X"), a_lane("Y")])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show([a_lane("X"), a_lane("Y", hours=20)])
    with qtbot.waitSignal(model.modelReset):
        model.show([a_lane("X")])
    assert model.rowCount() == 1


def test_platforms_behind_the_others_are_put_behind_them(qtbot: QtBot) -> None:
    model = LanesModel(english())
    first = a_lane("X")
    model.show([first])
    with (
        qtbot.assertNotEmitted(model.modelReset),
        qtbot.assertNotEmitted(model.dataChanged),
        qtbot.waitSignal(model.rowsInserted),
    ):
        model.show([first, a_lane("Y")])


def test_incidents_are_counted_in_the_time_that_is_shown(qtbot: QtBot) -> None:
    model = LanesModel(english())
    model.show([a_lane()])
    model.show_window(TimeWindow.over(Range.DAY, NOW).zoomed(0.25))
    told = shown(model, 0, LaneColumn.STRIP, Role.AccessibleTextRole)
    assert told == "X: 0 incidents in the time shown"


def test_headings_name_the_ranges_and_leave_the_strip_to_its_axis(qtbot: QtBot) -> None:
    model = LanesModel(english())
    across = Qt.Orientation.Horizontal
    assert [model.headerData(column, across) for column in LaneColumn] == [
        "Platform",
        None,
        "24 hours",
        "7 days",
        "30 days",
        "90 days",
    ]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_what_is_not_there_is_nothing(qtbot: QtBot) -> None:
    model = LanesModel(english())
    assert model.lane(0) is None
    assert shown(model, 0, LaneColumn.PLATFORM) is None
    blank = Lane("x", "X", WEEK)
    model.show([blank])
    assert shown(model, 0, LaneColumn.DAY) is None
