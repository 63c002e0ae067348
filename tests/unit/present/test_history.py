from datetime import UTC, datetime, timedelta
from gettext import NullTranslations

import pytest

from downlight.domain.history import Bar, IncidentRow
from downlight.domain.status import GapReason, Scope, Status
from downlight.domain.uptime import Uptime
from downlight.present import history
from downlight.present.history import SORT_KEYS, Column
from downlight.present.words import Words

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
words = Words("en", NullTranslations(), UTC)


def row(
    resolved_after: float | None = 44, *, summary: str = "Over capacity", scope: str = "everyone"
) -> IncidentRow:
    started = NOW - timedelta(hours=2)
    ended = None if resolved_after is None else started + timedelta(minutes=resolved_after)
    return IncidentRow(7, "x", "X", started, ended, Status.MAJOR_OUTAGE, Scope(scope), summary, "")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (Column.PLATFORM, "X"),
        (Column.STARTED, "23 Nov 2026, 10:00"),
        (Column.DURATION, "44 min"),
        (Column.WHAT, "Down: Over capacity"),
        (Column.SCOPE, "Everyone"),
    ],
)
def test_each_cell_tells_its_fact(column: Column, text: str) -> None:
    assert history.cell(words, row(), column, NOW) == text


def test_an_incident_that_is_not_over_says_so() -> None:
    assert history.cell(words, row(None), Column.DURATION, NOW) == "2 h so far"
    assert history.sentence(words, row(None), NOW) == (
        "X: Down for everyone since 23 Nov 2026, 10:00, not over after 2 h. Over capacity"
    )


def test_a_row_is_a_sentence_for_those_who_hear_it() -> None:
    assert history.sentence(words, row(summary=""), NOW) == (
        "X: Down for everyone from 23 Nov 2026, 10:00, for 44 min."
    )


def test_what_happened_needs_no_evidence_to_be_told() -> None:
    assert history.cell(words, row(summary=""), Column.WHAT, NOW) == "Down"


def test_a_clock_that_was_set_back_gives_no_negative_duration() -> None:
    assert history.cell(words, row(-5), Column.DURATION, NOW) == "0 s"


def test_every_column_has_a_heading_and_an_order() -> None:
    assert [history.heading(words, column) for column in Column] == [
        "Platform",
        "Started",
        "Lasted",
        "What",
        "For whom",
    ]
    assert set(SORT_KEYS) == set(Column)


def test_every_trouble_of_every_scope_has_its_words() -> None:
    told = {
        history.state(words, status, scope)
        for status in Status
        if status.is_trouble
        for scope in Scope
    }
    assert len(told) == 9


def test_a_state_without_scope_is_told_by_its_status() -> None:
    assert history.state(words, Status.MAINTENANCE, Scope.EVERYONE) == "Maintenance"


@pytest.mark.parametrize("reason", list(GapReason))
def test_every_gap_says_why(reason: GapReason) -> None:
    assert history.unmeasured(words, reason)


def test_counts_are_told_with_their_plural() -> None:
    assert history.found(words, 1) == "1 incident"
    assert history.found(words, 100_000).endswith("000 incidents")


def test_uptime_tells_what_it_rests_on() -> None:
    figure = Uptime(window=86_400, measured=43_200, down=432)
    assert history.uptime_told(words, figure) == (
        f"{words.percent(0.99)} up: down for 7 min, measured for 12 h, not measured for 12 h"
    )
    assert history.measured_share(words, figure) == "50 % measured"


def test_a_fully_measured_time_needs_no_remark() -> None:
    assert history.measured_share(words, Uptime(86_400, 86_300, 0)) == ""


def test_nothing_measured_is_no_uptime() -> None:
    nothing = Uptime(86_400, 0, 0)
    assert history.uptime_told(words, nothing) == "Nothing was measured"
    assert history.measured_share(words, nothing) == ""


def test_the_method_is_stated() -> None:
    assert "(measured − down) ÷ measured" in history.uptime_method(words)


def test_columns_are_measured_by_cells_as_long_as_they_get() -> None:
    assert history.longest(words) == {
        Column.STARTED: "28 Dec 2028, 22:58",
        Column.DURATION: "23 h 58 min so far",
        Column.SCOPE: "Everyone",
    }


def test_an_incident_of_the_timeline_is_told_in_a_line() -> None:
    bar = Bar(1, (NOW - timedelta(hours=2)).timestamp(), float("inf"), 2)
    assert history.bar_told(words, bar, NOW) == "Degraded: 23 Nov 2026, 10:00, for 2 h"


def test_the_outcome_of_an_export_is_told() -> None:
    assert history.exported(words, 1, "a.csv", "") == "1 incident written to a.csv"
    assert history.exported(words, 12, "a.csv", "") == "12 incidents written to a.csv"
    told = history.exported(words, 0, "a.csv", "No space left on device")
    assert told == "a.csv could not be written: No space left on device"
