"""Quiet hours in local time: across midnight, through changes of the clock, on some days."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from downlight.domain.quiet_hours import last_end, next_end, quiet_until
from downlight.domain.settings_notifications import WEEKDAYS, NotificationSettings

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = NotificationSettings(quiet_hours=True)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def at(text: str, zone: ZoneInfo = BERLIN, fold: int = 0) -> datetime:
    """The UTC time of a local one."""
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def test_a_night_lasts_from_evening_to_morning() -> None:
    evening, midnight, morning = (
        at("2026-11-23T22:00"),
        at("2026-11-24T00:30"),
        at("2026-11-24T07:00"),
    )
    assert quiet_until(evening - timedelta(seconds=1), NIGHT, BERLIN) is None
    assert quiet_until(evening, NIGHT, BERLIN) == morning
    assert quiet_until(midnight, NIGHT, BERLIN) == morning
    assert quiet_until(morning, NIGHT, BERLIN) is None


def test_nothing_is_quiet_while_it_is_switched_off() -> None:
    off = NotificationSettings()
    midnight = at("2026-11-24T00:30")
    assert quiet_until(midnight, off, BERLIN) is None
    assert next_end(midnight, off, BERLIN) is None
    assert last_end(midnight, off, BERLIN) is None


def test_days_are_those_on_which_quiet_begins() -> None:
    friday_only = NotificationSettings(quiet_hours=True, quiet_days=("fri",))
    assert quiet_until(at("2026-11-27T23:00"), friday_only, BERLIN) == at("2026-11-28T07:00")
    assert quiet_until(at("2026-11-28T03:00"), friday_only, BERLIN) == at("2026-11-28T07:00")
    assert quiet_until(at("2026-11-28T23:00"), friday_only, BERLIN) is None
    nobody = NotificationSettings(quiet_hours=True, quiet_days=())
    assert quiet_until(at("2026-11-27T23:00"), nobody, BERLIN) is None


def test_a_span_within_one_day_does_not_go_on_at_night() -> None:
    nap = NotificationSettings(quiet_hours=True, quiet_from="13:00", quiet_until="14:30")
    assert quiet_until(at("2026-11-23T13:30"), nap, BERLIN) == at("2026-11-23T14:30")
    assert quiet_until(at("2026-11-23T23:30"), nap, BERLIN) is None


def test_whole_days_in_a_row_are_one_span() -> None:
    weekend = NotificationSettings(
        quiet_hours=True, quiet_from="00:00", quiet_until="00:00", quiet_days=("sat", "sun")
    )
    assert quiet_until(at("2026-11-28T12:00"), weekend, BERLIN) == at("2026-11-30T00:00")
    assert last_end(at("2026-11-29T12:00"), weekend, BERLIN) is None
    assert last_end(at("2026-11-30T12:00"), weekend, BERLIN) == at("2026-11-30T00:00")


@pytest.mark.parametrize(
    ("evening", "hours"),
    [("2026-03-28T22:00", 8), ("2026-10-24T22:00", 10), ("2026-11-23T22:00", 9)],
)
def test_the_clock_that_changes_at_night_moves_no_hour_of_day(evening: str, hours: int) -> None:
    start = at(evening)
    assert quiet_until(start, NIGHT, BERLIN) == start + timedelta(hours=hours)


def test_a_time_that_does_not_exist_counts_as_what_the_clock_shows_instead() -> None:
    early = NotificationSettings(quiet_hours=True, quiet_until="02:30")
    assert quiet_until(at("2026-03-28T23:00"), early, BERLIN) == at("2026-03-29T03:30")


def test_of_a_time_that_comes_twice_quiet_takes_in_both() -> None:
    early = NotificationSettings(quiet_hours=True, quiet_from="02:15", quiet_until="02:30")
    assert quiet_until(at("2026-10-25T02:15"), early, BERLIN) == at("2026-10-25T02:30", fold=1)


TIMES = st.times().map(lambda it: f"{it:%H:%M}")
QUIET = st.builds(
    NotificationSettings,
    quiet_hours=st.just(True),
    quiet_from=TIMES,
    quiet_until=TIMES,
    quiet_days=st.lists(st.sampled_from(WEEKDAYS), max_size=7, unique=True).map(tuple),
)
MOMENTS = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minute: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe"]
).map(ZoneInfo)


@given(MOMENTS, QUIET, ZONES)
def test_wherever_and_whenever_spans_make_sense(
    now: datetime, settings: NotificationSettings, zone: ZoneInfo
) -> None:
    assume(settings.quiet_from != settings.quiet_until or len(settings.quiet_days) < 7)
    until, following, last = (ask(now, settings, zone) for ask in (quiet_until, next_end, last_end))
    if until is not None:
        assert until > now
        assert following == until
        assert quiet_until(until - timedelta(microseconds=1), settings, zone) == until
    if following is not None:
        assert following > now
        assert quiet_until(following, settings, zone) is None
    if last is not None:
        assert last <= now
        assert last_end(last, settings, zone) == last
