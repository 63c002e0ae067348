from dataclasses import replace
from random import Random

import pytest

from downlight.domain.detector import Subject
from downlight.domain.status import NetworkState, Phase, Reason, Status
from downlight.domain.verdict import Rule
from fakes.sightings import (
    BROKEN,
    ERROR_PAGE,
    FINE,
    HOME,
    HOME_DEAD,
    NAMELESS,
    NO_ROUTE,
    OWN_FAULT,
    PORTAL,
    SILENT,
    WALLED,
    Answer,
    crowd,
    feed,
    peers,
    stamp,
)
from fakes.watchman import CANARIES, Watchman, calm, confirmed, down, watchman


# ------------------------------------------------------------------ this machine's own network
@pytest.mark.parametrize("answer", [SILENT, NO_ROUTE, NAMELESS, Answer(Reason.RESET)])
def test_everything_failing_at_once_is_this_machine_being_offline(answer: Answer) -> None:
    watching = watchman()
    watching.answer_all(answer)
    watching.seconds_until(lambda: watching.network is not NetworkState.ONLINE, within=120)
    watching.run(1800)
    assert watching.network is NetworkState.OFFLINE
    verdict = watching.verdict()
    assert (verdict.status, verdict.confidence) == (Status.UNKNOWN, 0.0)
    assert watching.rules() == {Rule.OFFLINE}
    watching.answer_all(FINE)
    watching.seconds_until(lambda: watching.network is NetworkState.ONLINE, within=60)
    watching.run(600)
    assert watching.is_at(Phase.CALM)
    assert watching.verdict().status is Status.OPERATIONAL
    assert not watching.ever(Phase.CONFIRMED)


def test_platforms_are_hardly_asked_while_offline_and_at_once_when_back() -> None:
    watching = watchman()
    watching.answer_all(NO_ROUTE)
    watching.seconds_until(lambda: watching.network is NetworkState.OFFLINE, within=120)
    watching.run(20)  # what was under way
    asked = len(watching.times())
    watching.run(600)
    stood_in = len(watching.times()) - asked
    assert 0 < stood_in < 10, "they take turns in standing in for control sites"
    asked += stood_in
    watching.answer_all(FINE)
    watching.seconds_until(lambda: len(watching.times()) > asked, within=60)


def test_a_login_page_of_the_network_is_no_outage() -> None:
    watching = watchman()
    watching.answer_all(PORTAL)
    watching.run(900)
    assert watching.network is NetworkState.CAPTIVE_PORTAL
    assert watching.verdict().status is Status.UNKNOWN
    watching.answer_all(FINE)
    watching.run(300)
    assert watching.verdict().status is Status.OPERATIONAL
    assert not watching.ever(Phase.CONFIRMED)


def test_an_outage_goes_on_after_a_time_offline() -> None:
    watching = down()
    since = watching.verdict().since
    broken = dict(watching.answers)
    watching.answer_all(NO_ROUTE)
    watching.tell_system("offline")
    assert watching.verdict().status is Status.UNKNOWN
    watching.run(300)
    watching.answers = broken
    watching.tell_system("online")
    watching.seconds_until(lambda: watching.verdict().status.is_trouble, within=60)
    watching.run(30)
    assert watching.is_at(Phase.CONFIRMED)
    assert watching.verdict().since == since


def test_after_sleep_nothing_is_believed_before_the_network_is_there() -> None:
    watching = watchman()
    watching.t += 8 * 3600
    watching.answer_all(NO_ROUTE)
    watching.tell_system("resume")
    assert watching.detector.due("x") > stamp(watching.t)
    watching.run(8)
    watching.answer_all(FINE)
    watching.run(300)
    assert watching.is_at(Phase.CALM)
    assert watching.network is NetworkState.ONLINE
    assert not watching.ever(Phase.CONFIRMED)


def test_a_look_that_slept_through_is_no_evidence() -> None:
    watching = watchman()
    for n in range(8):
        asleep = watching.t + 20.0 * n
        watching.tell(SILENT.seen("x", asleep, started=asleep - 4000))
    assert watching.is_at(Phase.CALM)


def test_looks_begun_on_another_network_are_no_evidence() -> None:
    watching = watchman()
    watching.tell_system("changed")
    for n in range(8):
        watching.tell(BROKEN.seen("x", watching.t + 0.1 * n, started=watching.t - 1))
    watching.run(120)
    assert not watching.ever(Phase.CONFIRMED)
    assert watching.is_at(Phase.CALM)


def test_without_control_sites_one_is_online_again_when_the_system_says_so() -> None:
    watching = Watchman(Subject("x"), canaries=())
    watching.run(300)
    watching.tell_system("offline")
    assert watching.network is NetworkState.OFFLINE
    watching.tell_system("online")
    watching.run(300)
    assert watching.verdict().status is Status.OPERATIONAL


# ------------------------------------------------------------------ local targets
AT_HOME_DOWN = [HOME_DEAD, replace(BROKEN, local=True), replace(ERROR_PAGE, local=True)]


def at_home(*, canaries: tuple[str, ...] = CANARIES) -> Watchman:
    watching = Watchman(Subject("x", interval=2.0), canaries=canaries)
    watching.answer(HOME, "x")
    watching.run(60)
    return watching


@pytest.mark.parametrize("canaries", [CANARIES, ()])
@pytest.mark.parametrize("answer", AT_HOME_DOWN)
def test_a_local_target_is_confirmed_within_10_s(answer: Answer, canaries: tuple[str, ...]) -> None:
    watching = at_home(canaries=canaries)
    watching.answer(answer, "x")
    watching.seconds_until(confirmed(watching), within=10)
    assert Rule.LOCAL_TARGET in watching.rules()
    assert watching.verdict().status is Status.MAJOR_OUTAGE


def test_a_local_target_that_is_silent_is_confirmed_within_15_s() -> None:
    watching = at_home()
    watching.answer(replace(HOME_DEAD, reason=Reason.TIMEOUT), "x")
    watching.seconds_until(confirmed(watching), within=15)


@pytest.mark.parametrize("answer", AT_HOME_DOWN)
def test_a_local_target_is_cleared_within_25_s(answer: Answer) -> None:
    watching = at_home()
    watching.answer(answer, "x")
    watching.seconds_until(confirmed(watching), within=10)
    watching.answer(HOME, "x")
    watching.seconds_until(calm(watching), within=25)


def test_a_local_target_is_judged_while_the_internet_is_away() -> None:
    watching = at_home()
    watching.answer(NO_ROUTE, *CANARIES)
    watching.tell_system("offline")
    watching.run(30)
    assert watching.verdict().status is Status.OPERATIONAL
    watching.answer(HOME_DEAD, "x")
    watching.seconds_until(confirmed(watching), within=10)


def test_no_way_to_a_local_target_is_not_its_outage() -> None:
    watching = at_home()
    watching.answer(replace(HOME_DEAD, way_open=False), "x")
    watching.run(60)
    assert watching.verdict().status is Status.UNKNOWN
    assert Rule.NO_WAY in watching.rules()
    watching.answer(HOME, "x")
    watching.run(10)
    assert watching.is_at(Phase.CALM)
    assert watching.verdict().status is Status.OPERATIONAL
    assert not watching.ever(Phase.CONFIRMED)


# ------------------------------------------------------------------ what is no evidence
def test_a_wall_against_programs_is_no_outage_and_is_asked_less_often() -> None:
    watching = watchman()
    watching.answer(WALLED, "x")
    watching.run(3600)
    assert not watching.ever(Phase.CONFIRMED)
    assert watching.verdict().status is Status.OPERATIONAL
    assert Rule.BLOCKED in watching.rules()
    looks = watching.times()[-4:]
    assert looks[-1] - looks[-2] > 120


def test_a_server_that_names_a_time_is_left_alone_until_then() -> None:
    watching = watchman()
    watching.answer(Answer(Reason.BLOCKED, 429, retry_after=1500.0), "x")
    watching.run(90)
    asked = len(watching.times())
    watching.run(1300)
    assert len(watching.times()) == asked


def test_a_fault_of_our_own_says_nothing() -> None:
    watching = watchman()
    watching.answer(OWN_FAULT, "x")
    watching.run(900)
    assert watching.is_at(Phase.CALM)
    assert not watching.ever(Phase.SUSPECTED, "x")
    assert watching.times()[-1] > watching.t - 90


def test_unknown_platforms_are_ignored() -> None:
    watching = watchman()
    for observation in (
        BROKEN.seen("nobody", watching.t),
        feed("nobody", watching.t, Status.MAJOR_OUTAGE),
        crowd("nobody", watching.t, 900.0),
        peers("nobody", watching.t, False),
    ):
        assert not watching.detector.observe(observation)
    watching.detector.ask("nobody", watching.now)
    watching.detector.forget("nobody")
    assert watching.detector.due("nobody") == float("inf")


def test_a_forgotten_platform_is_looked_at_no_more() -> None:
    watching = watchman()
    watching.detector.forget("x")
    assert watching.detector.due("x") == float("inf")
    assert not watching.detector.observe(BROKEN.seen("x", watching.t))


@pytest.mark.parametrize("seed", [29, 165, *range(8)])
def test_whatever_the_system_says_the_way_back_is_always_found(seed: int) -> None:
    watching, chance = watchman(seed=seed), Random(seed)
    for _ in range(6):
        watching.answer_all(chance.choice((NAMELESS, NAMELESS, SILENT, FINE)))
        watching.run(chance.uniform(1, 60))
        if chance.random() < 0.5:
            watching.tell_system(chance.choice(("offline", "online", "changed")))
    watching.answer_all(FINE)
    watching.run(120)
    assert watching.network is NetworkState.ONLINE
    watching.run(600)
    assert watching.verdict().status is Status.OPERATIONAL
