from downlight.domain.history import Bar
from downlight.domain.lateness import Lateness
from downlight.domain.statistics import Figures
from downlight.domain.uptime import Uptime
from downlight.present.statistics import (
    Figure,
    PlatformFigures,
    below,
    cell,
    head,
    hour_told,
    method,
    worst_hours,
)
from fakes.records import T0
from fakes.states import english

words = english()
BEGAN = T0.timestamp()
FULL = Figures(
    Uptime(86_400, 43_200, 432),
    3,
    144,
    14_256,
    (Bar(7, BEGAN, BEGAN + 300, 4),),
    (0.0, 432.0, *([0.0] * 22)),
    2,
)


def cells(of: PlatformFigures) -> list[str]:
    return [cell(words, of, column) for column in Figure]


def test_a_line_tells_every_figure() -> None:
    assert cells(PlatformFigures("x", "X", FULL, Lateness(4, 2, 720))) == [
        "X",
        "99.00 %",
        "50.00 %",
        "3",
        "7 min",
        "2 min",
        "3 h 57 min",
        "12 min",
    ]


def test_what_is_not_known_is_a_dash() -> None:
    told = cells(PlatformFigures("x", "X", Figures(Uptime(0, 0, 0))))
    assert [told[column] for column in (1, 2, 5, 6, 7)] == ["–"] * 5


def test_each_column_has_its_heading() -> None:
    assert len({head(words, column) for column in Figure}) == len(Figure)


def test_below_stand_worst_hours_longest_outages_and_what_was_deleted() -> None:
    assert [*below(words, FULL, {7: "X"})] == [
        "Worst hours of the day: 01:00–02:00: 7 min",
        "1. X: Down for 5 min from 2 Nov 2026, 08:00",
        "2 incidents of this time were deleted by hand and do not count.",
    ]
    assert [*below(words, Figures(Uptime(1, 1, 0)), {})] == []


def test_only_the_worst_hours_are_named_the_worst_first() -> None:
    hours = [float(hour) for hour in range(24)]
    assert worst_hours(words, hours).startswith("23:00–00:00: 23 s · 22:00–23:00: 22 s")
    assert hour_told(words, 0, 60) == "00:00–01:00: 1 min"


def test_the_method_is_stated() -> None:
    assert "(measured − down) ÷ measured" in method(words)
