"""Durations, clock times, numbers and plurals."""

import gettext
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.saying import say
from downlight.present.speech import ClockFormat, Speech, mark
from fakes.states import NOW, english

PARIS = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "0 s"),
        (12.9, "12 s"),
        (59.99, "59 s"),
        (60, "1 min"),
        (44 * 60 + 50, "44 min"),
        (3600, "1 h"),
        (3900, "1 h 5 min"),
        (86_399, "23 h 59 min"),
        (86_400, "1 d"),
        (2 * 86_400 + 3 * 3600 + 59, "2 d 3 h"),
    ],
)
def test_a_duration_is_rounded_down_to_two_units(seconds: float, text: str) -> None:
    assert english().duration(seconds) == text


@given(st.floats(min_value=0, max_value=10**9), st.floats(min_value=0, max_value=10**9))
def test_equal_words_are_said_only_of_nearly_equal_durations(one: float, other: float) -> None:
    speech = english()
    if speech.duration(one) == speech.duration(other):
        assert abs(one - other) < 3600


@pytest.mark.parametrize(("seconds", "text"), [(0.31, "0.3 s"), (4.25, "4.2 s"), (12.4, "12 s")])
def test_a_latency_has_a_decimal_only_where_it_matters(seconds: float, text: str) -> None:
    assert english().latency(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(-30, "just now"), (4, "just now"), (20, "20 s ago"), (400, "6 min ago")]
)
def test_the_past_is_told_from_now(seconds: float, text: str) -> None:
    assert english().ago(NOW - timedelta(seconds=seconds), NOW) == text


def test_times_are_local() -> None:
    speech = Speech("en", gettext.NullTranslations(), PARIS)
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert speech.clock_time(late) == "00:30"
    assert speech.date_time(late) == "24 Nov 2026, 00:30"


def test_a_country_keeps_its_own_clock() -> None:
    speech = Speech("en_US", gettext.NullTranslations(), UTC)
    assert speech.clock_time(NOW).replace("\u202f", " ") == "3:00 PM"


def test_a_near_time_needs_no_date() -> None:
    speech = english()
    assert speech.when(NOW + timedelta(hours=3), NOW) == "18:00"
    assert speech.when(NOW - timedelta(days=2), NOW) == "21 Nov 2026, 15:00"


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (None, "–"),
        (1.0, "100 %"),
        (0.999999, "99.99 %"),
        (0.9995, "99.95 %"),
        (0.0, "0.00 %"),
    ],
)
def test_a_hundred_per_cent_is_said_of_all_and_nothing_less(ratio: float | None, text: str) -> None:
    assert english().percent(ratio) == text


def test_numbers_are_written_as_the_language_does() -> None:
    french = Speech("fr", gettext.NullTranslations(), UTC)
    assert french.number(4.25, 1) == "4,2"
    assert french.latency(0.31) == "0,3 s"


def test_a_plural_is_chosen_by_its_number() -> None:
    speech = english()
    assert speech.plural("{n} day", "{n} days", 1) == "1 day"
    assert speech.plural("{n} day of {of}", "{n} days of {of}", 3, of=7) == "3 days of 7"


def test_parameters_are_not_read_as_formats() -> None:
    assert english()("{text}!", text="{0} {x.y}") == "{0} {x.y}!"


def test_a_mark_is_the_message_itself() -> None:
    assert mark("All is well") == "All is well"


def test_evidence_is_told_to_the_second() -> None:
    assert english().exact_time(NOW + timedelta(seconds=7)) == "15:00:07"


def test_a_day_of_the_local_calendar_needs_no_year() -> None:
    late = NOW.replace(hour=23, minute=30)
    assert english().day(late) == "23 Nov"
    assert Speech("fr", gettext.NullTranslations(), PARIS).day(late) == "24 nov."


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr_XX", "4,2"), ("fr_CA", "4,2"), ("xx", "4.2"), ("no language", "4.2"), ("en_XX", "4.2")],
)
def test_an_unknown_country_writes_as_its_language_does(language: str, text: str) -> None:
    assert Speech(language, gettext.NullTranslations(), UTC).number(4.25, 1) == text


class Small(gettext.NullTranslations):
    """Two sentences in another language."""

    def gettext(self, message: str) -> str:
        known = {"Down": "متوقف", "{name} is down": "{name} متوقف", "{n} of {all}": "{n} من {all}"}
        return known.get(message, message)


def arabic() -> Speech:
    return Speech("ar", Small(), UTC)


def test_another_voice_is_taken_by_whoever_holds_the_speech() -> None:
    speech = english()
    assert speech.take_voice_of(arabic())
    assert speech("Down") == "متوقف"
    assert speech.language == "ar"
    assert not speech.take_voice_of(arabic())


def test_a_latin_name_stands_apart_between_words_that_run_left() -> None:
    assert arabic()("{name} is down", name="AT&T (US)") == "\u200f\u2068AT&T (US)\u2069 متوقف"
    assert arabic()("{name} is down", name="حساب") == "حساب متوقف"
    assert arabic()("{n} of {all}", n="3", all=7) == "3 من 7"
    assert english()("{name} is down", name="X") == "X is down"


@pytest.mark.parametrize(("language", "left"), [("ar", True), ("ar_MA", True), ("fr", False)])
def test_it_is_known_which_languages_run_left(language: str, left: bool) -> None:
    assert Speech(language, gettext.NullTranslations(), UTC).runs_left is left


@pytest.mark.parametrize(
    ("language", "clock", "short", "exact"),
    [
        ("en", ClockFormat.HOURS_12, "3:04 pm", "3:04:05 pm"),
        ("en_US", ClockFormat.HOURS_24, "15:04", "15:04:05"),
        ("ar", ClockFormat.HOURS_24, "15:04", "15:04:05"),
        ("de", ClockFormat.AUTO, "15:04", "15:04:05"),
    ],
)
def test_the_user_chooses_between_twelve_and_twenty_four_hours(
    language: str, clock: ClockFormat, short: str, exact: str
) -> None:
    speech = Speech(language, gettext.NullTranslations(), UTC, clock)
    moment = NOW.replace(minute=4, second=5)
    assert speech.clock_time(moment).replace("\u202f", " ").replace("\xa0", " ") == short
    assert speech.exact_time(moment).replace("\u202f", " ").replace("\xa0", " ") == exact


def test_a_chosen_clock_tells_local_time() -> None:
    speech = Speech("en", gettext.NullTranslations(), PARIS, ClockFormat.HOURS_24)
    assert speech.clock_time(NOW) == "16:00"


def test_a_sentence_made_below_is_said_in_the_language_of_now() -> None:
    assert arabic().said(say("{name} is down", name=say("Down"))) == "متوقف متوقف"
    assert arabic().said("plain {text}") == "plain {text}"


def test_a_list_has_the_comma_of_its_language() -> None:
    assert english().listed(["X", "", None, "GitHub"]) == "X, GitHub"
    assert arabic().listed(["X", "حساب"]) == "\u2068X\u2069، حساب"
