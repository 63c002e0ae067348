from dataclasses import replace

import pytest

from downlight.domain.likelihood import PATH_KINDS, TABLE, Kind, kind_of
from downlight.domain.status import NETWORK_REASONS, NOT_MEASURED, Reason, Status
from fakes.sightings import BROKEN, ERROR_PAGE, FINE, TEXT_GONE, Answer

NO_EVIDENCE = {Kind.BLOCKED, Kind.NO_WAY_OUT, Kind.NOTHING}


def kind(answer: Answer) -> Kind:
    return kind_of(answer.seen("x", 0.0))


def test_every_kind_that_is_evidence_has_a_row_and_no_other() -> None:
    assert set(TABLE) == set(Kind) - NO_EVIDENCE


@pytest.mark.parametrize("row", TABLE.values(), ids=list(TABLE))
def test_a_row_holds_probabilities(row: object) -> None:
    likelihood = next(one for one in TABLE.values() if one is row)
    for share in (likelihood.partial, likelihood.slow, likelihood.down):
        assert 0.0 < share < 1.0
    assert 0.0 <= likelihood.noise < 1.0


@pytest.mark.parametrize(
    "column",
    ["partial", "slow", "down"],
)
def test_the_answers_of_one_condition_make_up_the_whole_about(column: str) -> None:
    assert sum(getattr(row, column) for row in TABLE.values()) == pytest.approx(1.0, abs=0.2)


def test_the_failures_of_a_healthy_platform_make_up_the_whole() -> None:
    failures = [row.noise for one, row in TABLE.items() if one not in (Kind.OK, Kind.SLOW)]
    assert sum(failures) == pytest.approx(1.0, abs=0.12)


def test_a_good_answer_is_less_likely_the_worse_it_is() -> None:
    row = TABLE[Kind.OK]
    assert row.partial > row.down
    assert TABLE[Kind.SLOW].slow > TABLE[Kind.SLOW].partial


def test_its_own_words_say_more_about_everyone_than_silence() -> None:
    said = min(TABLE[one].everyone for one in (Kind.SERVER_ERROR, Kind.ERROR_TEXT))
    assert said > max(TABLE[one].everyone for one in (Kind.TIMEOUT, Kind.REFUSED, Kind.DNS))


def test_an_error_page_is_less_of_a_hiccup_than_silence() -> None:
    assert TABLE[Kind.ERROR_TEXT].lasting > TABLE[Kind.TIMEOUT].lasting


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (FINE, Kind.OK),
        (BROKEN, Kind.SERVER_ERROR),
        (ERROR_PAGE, Kind.ERROR_TEXT),
        (TEXT_GONE, Kind.TEXT_MISSING),
        (Answer(Reason.HTTP_STATUS, 502), Kind.SERVER_ERROR),
        (Answer(Reason.HTTP_STATUS, 503), Kind.UNAVAILABLE),
        (Answer(Reason.HTTP_STATUS, 404), Kind.TEXT_MISSING),
        (Answer(Reason.HTTP_STATUS, None), Kind.TEXT_MISSING),
        (Answer(Reason.SLOW), Kind.SLOW),
        (Answer(Reason.TIMEOUT), Kind.TIMEOUT),
        (Answer(Reason.UNREACHABLE), Kind.REFUSED),
        (Answer(Reason.TLS), Kind.TLS),
        (Answer(Reason.MALFORMED), Kind.STRANGE),
    ],
)
def test_what_a_look_amounts_to(answer: Answer, expected: Kind) -> None:
    assert kind(answer) is expected


@pytest.mark.parametrize("status", [401, 403, 407, 429])
def test_a_closed_door_is_no_outage(status: int) -> None:
    assert kind(Answer(Reason.HTTP_STATUS, status)) is Kind.BLOCKED
    assert kind(Answer(Reason.BLOCKED, status)) is Kind.BLOCKED


@pytest.mark.parametrize("matched", [None, "Over capacity"])
def test_a_server_error_counts_as_one_whatever_its_page_says(matched: str | None) -> None:
    assert kind(Answer(Reason.CONTENT, 500, matched)) is Kind.SERVER_ERROR
    assert kind(Answer(Reason.CONTENT, 503, matched)) is Kind.UNAVAILABLE


def test_a_platform_that_says_it_is_worked_on_is_not_fine() -> None:
    assert kind(replace(FINE, status=Status.MAINTENANCE)) is Kind.UNAVAILABLE


@pytest.mark.parametrize("reason", sorted(NOT_MEASURED))
def test_what_was_not_measured_is_no_evidence(reason: Reason) -> None:
    assert kind(Answer(reason)) in NO_EVIDENCE


def test_a_malformed_answer_that_is_no_failure_is_no_evidence() -> None:
    assert kind(Answer(Reason.MALFORMED, status=Status.UNKNOWN)) is Kind.NOTHING


@pytest.mark.parametrize("reason", sorted(NETWORK_REASONS))
def test_what_our_own_network_could_have_caused_is_known_as_such(reason: Reason) -> None:
    assert kind(Answer(reason)) in PATH_KINDS


@pytest.mark.parametrize("reason", sorted(Reason))
def test_every_reason_amounts_to_something(reason: Reason) -> None:
    assert kind(Answer(reason)) in Kind
    assert (kind(Answer(reason)) is Kind.OK) is (reason is Reason.OK)
