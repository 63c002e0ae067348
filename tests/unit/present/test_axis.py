import gettext
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from downlight.present.axis import ticks
from downlight.present.words import Words
from fakes.states import NOW, english


def labels(hours: float, room: int, words: Words | None = None, end: datetime = NOW) -> list[str]:
    window = (end - timedelta(hours=hours), end)
    return [tick.label for tick in ticks(window, words or english(), room)]


def test_a_day_is_told_by_the_clock_and_midnight_by_its_day() -> None:
    assert labels(24, 8) == [
        "15:00",
        "18:00",
        "21:00",
        "23 Nov",
        "03:00",
        "06:00",
        "09:00",
        "12:00",
    ]


def test_less_room_means_fewer_labels_at_rounder_times() -> None:
    assert labels(24, 4) == ["18:00", "23 Nov", "06:00", "12:00"]


def test_a_week_is_told_by_days() -> None:
    assert labels(7 * 24, 7) == [f"{day} Nov" for day in range(17, 24)]


def test_a_quarter_is_told_by_weeks() -> None:
    told = labels(90 * 24, 13)
    assert len(told) in (12, 13)


def test_nothing_stands_where_there_is_no_room() -> None:
    assert labels(24, 0) == []
    assert labels(0, 10) == []
    assert labels(24 * 4000, 10) == []


def test_the_day_on_which_clocks_change_has_its_midnights_in_place() -> None:
    paris = Words("en", gettext.NullTranslations(), ZoneInfo("Europe/Paris"))
    end = datetime(2026, 10, 26, 12, tzinfo=UTC)
    assert labels(72, 3, paris, end) == ["24 Oct", "25 Oct", "26 Oct"]


@given(st.integers(0, 400_000), st.floats(0.5, 2400), st.integers(1, 30))
def test_labels_fit_and_stand_in_order(minutes: int, hours: float, room: int) -> None:
    end = NOW + timedelta(minutes=minutes)
    places = [tick.place for tick in ticks((end - timedelta(hours=hours), end), english(), room)]
    assert len(places) <= room + 1
    assert places == sorted(places)
    assert all(0 <= place < 1 for place in places)
