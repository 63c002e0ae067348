"""What colleagues say, right or wrong, honest or not, and how far it goes."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from downlight.domain.detector import Detector, Subject
from downlight.domain.observation import Observation, PeerVote
from downlight.domain.status import Phase, Reason, Scope, Source, Status
from fakes.sightings import BROKEN, FINE, SILENT, Answer, at, crowd, feed
from fakes.watchman import CALM_TIME, Watchman, confirmed, watchman

ME = "desk-7"


def say(t: float, *votes: PeerVote, asked: bool = False, late: float = 0.0) -> Observation:
    """Return what colleagues say; `late` is how far the clock is off that stamped it."""
    heard = at(t) + timedelta(seconds=late)
    began = heard - timedelta(seconds=1.0 if asked else 0.0)
    return Observation(
        "x/peers", "x", Source.PEER, Status.UNKNOWN, Reason.OK, began, heard, votes=votes
    )


def failing(*names: str) -> tuple[PeerVote, ...]:
    return tuple(PeerVote(name, ok=False) for name in names)


def seconds_to_alarm(answer: Answer, *names: str, seed: int = 7) -> float:
    """Return how long an alarm takes while these colleagues say again and again that x fails."""
    watching = watchman(seed=seed)
    watching.answer(answer, "x")
    began = watching.t
    while not watching.is_at(Phase.CONFIRMED):
        watching.run(10)
        if names:
            watching.tell(say(watching.t, *failing(*names)))
        assert watching.t < began + 300
    return watching.t - began


@pytest.mark.parametrize("many", [1, 3, 20])
def test_nobody_raises_an_alarm_where_our_own_looks_are_fine(many: int) -> None:
    watching = watchman()
    liars = [f"liar-{number}" for number in range(many)]
    for number in range(200):
        watching.tell(say(watching.t, *failing(*liars), asked=number % 2 == 0))
        watching.run(15)
    assert not watching.ever(Phase.CONFIRMED)


def test_a_single_voice_makes_no_alarm_of_one_bad_look() -> None:
    watching = watchman()
    watching.answer(BROKEN, "x")
    watching.seconds_until(lambda: watching.is_at(Phase.SUSPECTED), within=90)
    watching.answer(FINE, "x")
    for _ in range(60):
        watching.tell(say(watching.t, *failing("liar")))
        watching.run(5)
    assert not watching.ever(Phase.CONFIRMED)


def test_colleagues_who_see_it_too_make_us_sure_sooner() -> None:
    alone = sum(seconds_to_alarm(SILENT, seed=seed) for seed in range(6))
    together = sum(seconds_to_alarm(SILENT, "ann", "bo", seed=seed) for seed in range(6))
    assert together < alone


def test_one_voice_under_one_name_is_one_however_often_it_speaks() -> None:
    once, often = watchman(), watchman()
    for watching in (once, often):
        watching.answer(SILENT, "x")
        watching.seconds_until(lambda: watching.is_at(Phase.SUSPECTED), within=90)  # noqa: B023 - called at once
    once.tell(say(once.t, *failing("liar")))
    for _ in range(100):
        often.tell(say(often.t, *failing("liar")))
    assert not often.is_at(Phase.CONFIRMED)
    trust = [1.0 - w.detector.verdict("x", w.now).confidence for w in (once, often)]
    assert trust[1] == pytest.approx(trust[0], abs=0.3)


def test_names_of_their_own_make_a_quorum_and_decide_who_has_it() -> None:
    watching = watchman()
    watching.answer(SILENT, "x")
    for _ in range(8):
        watching.run(12)
        watching.tell(say(watching.t, *failing("ann", "bo", "cy"), asked=True))
    assert watching.is_at(Phase.CONFIRMED)
    assert watching.verdict().scope is Scope.EVERYONE


@pytest.mark.parametrize("late", [-7200.0, -60.0, 60.0, 7200.0])
def test_a_clock_that_is_wrong_does_no_harm(late: float) -> None:
    watching = watchman()
    for _ in range(40):
        watching.tell(say(watching.t, *failing("ann", "bo"), late=late))
        watching.run(30)
    assert not watching.ever(Phase.CONFIRMED)
    watching.answer(BROKEN, "x")
    watching.seconds_until(confirmed(watching), within=180)
    watching.answer(FINE, "x")
    watching.seconds_until(lambda: watching.is_at(Phase.CALM), within=900)


def test_our_own_word_is_not_heard_back() -> None:
    detector = Detector(Random(1), vantage=ME)
    detector.watch(Subject("x"), at(0))
    heard, unheard = PeerVote("ann", ok=False), PeerVote(ME, ok=False)
    detector.observe(FINE.seen("x", 1.0))
    before = detector.due("x")
    detector.observe(say(5.0, unheard, asked=True))
    assert (detector.verdict("x", at(6)).phase, detector.due("x")) == (Phase.CALM, before)
    detector.observe(say(7.0, heard))
    assert detector.due("x") < before


def test_what_we_tell_is_what_we_saw() -> None:
    watching = watchman()
    assert watching.detector.testimony("x") is True
    watching.answer(BROKEN, "x")
    watching.run(90)
    assert watching.detector.testimony("x") is False
    watching.tell_system("offline")
    assert watching.detector.testimony("x") is None
    assert watching.detector.testimony("nobody") is None
    assert Watchman(Subject("x")).detector.testimony("x") is None


words = st.sampled_from(["ann fails", "bo fails", "ann is fine", "crowd", "page", "calm crowd"])


@settings(max_examples=40, deadline=None)
@given(st.lists(words, max_size=30))
def test_no_word_of_others_changes_what_we_tell(heard: list[str]) -> None:
    watching = Watchman(*map(Subject, ("x", "a", "b")))
    watching.run(CALM_TIME / 3)
    for word in heard:
        t = watching.t = watching.t + 3.0
        watching.tell(
            {
                "ann fails": say(t, *failing("ann")),
                "bo fails": say(t, *failing("bo"), asked=True),
                "ann is fine": say(t, PeerVote("ann", ok=True), asked=True),
                "crowd": crowd("x", t, 900.0),
                "calm crowd": crowd("x", t, 1.0),
                "page": feed("x", t, Status.MAJOR_OUTAGE),
            }[word]
        )
        assert watching.detector.testimony("x") is True
