"""Sentences about platforms."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.settings import Problem
from downlight.domain.snapshot import PlatformState
from downlight.domain.status import NetworkState, Phase, Reason, Scope, Status
from downlight.domain.verdict import Because, Rule
from downlight.present.words import Words
from fakes.states import NOW, down, english, state, unknown


@pytest.fixture
def words() -> Words:
    return english()


SLOW = Because(Rule.SLOW, {"latency": 4.2, "usual": 0.31})
DNS = Because(Rule.PROBE_FAILED, {"reason": "dns", "count": 3})
UNTIL_SIX = Because(Rule.MAINTENANCE, {"ends_at": "2026-11-23T18:00:00+00:00"})
ENDING = Because(Rule.CERTIFICATE, {"days": 5})
CONFIRMED = Phase.CONFIRMED


@pytest.mark.parametrize(
    ("given_state", "sentence"),
    [
        (state(), "All is well"),
        (down("X"), "Down for everyone for 6 min"),
        (down("X", scope=Scope.UNCLEAR), "Down for 6 min, for you at least"),
        (down("X", scope=Scope.JUST_YOU), "Only you: down for 6 min"),
        (
            state("X", Status.PARTIAL_OUTAGE, CONFIRMED, minutes=64),
            "Partly down for everyone for 1 h 4 min",
        ),
        (state("X", Status.DEGRADED, CONFIRMED, SLOW), "Slow: 4.2 s, usually 0.3 s"),
        (state("X", Status.DEGRADED, CONFIRMED), "Degraded for everyone for 6 min"),
        (
            state("X", Status.MAJOR_OUTAGE, CONFIRMED, DNS, scope=Scope.JUST_YOU),
            "Only you: names do not resolve on this network",
        ),
        (
            state("X", Status.MAJOR_OUTAGE, CONFIRMED, flapping=True, minutes=20),
            "Comes and goes for 20 min",
        ),
        (state("X", Status.MAJOR_OUTAGE, Phase.SUSPECTED), "Something is wrong, looking again"),
        (state("X", Status.MAJOR_OUTAGE, Phase.RECOVERING), "Answers again, looking once more"),
        (state("X", Status.UNKNOWN, Phase.STARTING), "Not looked at yet"),
        (state("X", Status.MAINTENANCE, Phase.CALM), "Planned maintenance"),
        (
            state("X", Status.MAINTENANCE, Phase.CALM, UNTIL_SIX),
            "Planned maintenance until 18:00",
        ),
        (
            state("X", Status.OPERATIONAL, Phase.CALM, ENDING),
            "All is well. Its certificate ends in 5 days",
        ),
        (
            state("X", Status.OPERATIONAL, Phase.CALM, Because(Rule.BLOCKED)),
            "Answers, but will not let a program in",
        ),
        (unknown("X"), "Cannot tell"),
        (unknown("X", Rule.OFFLINE), "You are offline"),
        (unknown("X", Rule.PAUSED), "Paused"),
        (unknown("X", Rule.NO_WAY), "No way to it from this network"),
    ],
)
def test_a_state_is_one_sentence(words: Words, given_state: PlatformState, sentence: str) -> None:
    assert words.sentence(given_state, NOW) == sentence


def test_slow_without_figures_is_just_slow(words: Words) -> None:
    slow = state("X", Status.DEGRADED, CONFIRMED, Because(Rule.SLOW))
    assert words.sentence(slow, NOW) == "Slow"


def test_slow_without_the_usual_gives_the_figure_it_has(words: Words) -> None:
    slow = state("X", Status.DEGRADED, CONFIRMED, Because(Rule.SLOW, {"latency": 12.7}))
    assert words.sentence(slow, NOW) == "Slow: 13 s"


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("scope", [None, *Scope])
def test_every_combination_of_state_has_a_sentence(
    words: Words, status: Status, phase: Phase, scope: Scope | None
) -> None:
    sentence = words.sentence(state("X", status, phase, scope=scope), NOW)
    assert sentence
    assert "{" not in sentence


def test_maintenance_that_ends_another_day_names_the_day(words: Words) -> None:
    because = Because(Rule.MAINTENANCE, {"ends_at": "2026-11-25T18:00:00+00:00"})
    sentence = words.sentence(state("X", Status.MAINTENANCE, Phase.CALM, because), NOW)
    assert sentence == "Planned maintenance until 25 Nov 2026, 18:00"


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_own_word(words: Words, status: Status) -> None:
    assert [words.status(other) for other in Status].count(words.status(status)) == 1


@pytest.mark.parametrize("scope", Scope)
def test_every_scope_has_a_word(words: Words, scope: Scope) -> None:
    assert words.scope(scope)


@pytest.mark.parametrize("reason", Reason)
def test_every_failure_is_a_clause_that_can_follow_a_colon(words: Words, reason: Reason) -> None:
    clause = words.failure(reason)
    assert clause[0].islower()
    assert not clause.endswith(".")


@pytest.mark.parametrize("network", NetworkState)
def test_every_network_state_has_a_sentence(words: Words, network: NetworkState) -> None:
    assert words.network(network)


def test_an_unknown_cause_on_the_users_side_stays_unsaid(words: Words) -> None:
    assert words.only_you([Because(Rule.NETWORK_FINE)]) == ""


def test_a_refused_setting_says_where(words: Words) -> None:
    problem = Problem("general.interval", "must be a number", "settings.toml", 3)
    assert words.problem(problem) == "settings.toml:3: general.interval: must be a number"


@given(minutes=st.floats(min_value=-100, max_value=10**7))
def test_no_outage_lasts_less_than_nothing(minutes: float) -> None:
    sentence = english().sentence(down("X", minutes=minutes), NOW)
    assert "-" not in sentence


def test_time_goes_on_between_two_sentences(words: Words) -> None:
    later = NOW + timedelta(minutes=2)
    assert words.sentence(down("X"), later) == "Down for everyone for 8 min"
