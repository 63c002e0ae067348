from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from downlight.domain.detector import Subject
from downlight.domain.incident import Incident
from downlight.domain.observation import Path
from downlight.domain.status import NetworkState, Phase, Reason, Scope, Status
from downlight.domain.verdict import Because, Rule
from fakes.sightings import (
    BROKEN,
    ERROR_PAGE,
    FINE,
    NAMELESS,
    NO_ROUTE,
    SILENT,
    TEXT_GONE,
    Answer,
    at,
    stamp,
)
from fakes.watchman import OTHERS, Watchman, calm, confirmed, watchman


# ------------------------------------------------------------------ calm
def test_before_the_first_look_nothing_is_known() -> None:
    watching = Watchman(Subject("x"))
    verdict = watching.verdict()
    assert (verdict.status, verdict.phase) == (Status.UNKNOWN, Phase.STARTING)
    assert watching.rules() == {Rule.STARTING}


def test_the_first_looks_come_within_seconds() -> None:
    watching = Watchman(*map(Subject, ("x", *OTHERS)))
    watching.run(10)
    assert {target for _, target, _ in watching.looks} == {"x", *OTHERS}


def test_calm_stays_calm_at_about_the_interval() -> None:
    watching = watchman()
    watching.looks.clear()
    watching.run(3600)
    assert {phase for _, _, phase, _ in watching.seen} <= {Phase.STARTING}
    assert 48 <= len(watching.times()) <= 72
    assert watching.network is NetworkState.ONLINE
    verdict = watching.verdict()
    assert (verdict.status, verdict.scope) == (Status.OPERATIONAL, None)
    assert verdict.confidence > 0.99


def test_platforms_are_not_all_asked_at_the_same_moment() -> None:
    watching = watchman()
    last = sorted(watching.times(target)[-1] for target in ("x", *OTHERS))
    assert last[-1] - last[0] > 5


# ------------------------------------------------------------------ an outage
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    "answer",
    [BROKEN, ERROR_PAGE, SILENT, NO_ROUTE, Answer(Reason.HTTP_STATUS, 503)],
    ids=["500", "error text with 200", "timeout", "no route", "503"],
)
def test_an_outage_is_suspected_then_confirmed_then_over(answer: Answer, seed: int) -> None:
    watching = watchman(seed=seed)
    began = watching.t
    watching.answer(answer, "x")
    watching.seconds_until(confirmed(watching), within=150)
    assert watching.ever(Phase.SUSPECTED, "x")
    assert watching.times()[-1] - _first_look_after(watching, began) <= 90
    verdict = watching.verdict()
    assert verdict.status is Status.MAJOR_OUTAGE
    assert verdict.confidence > 0.9
    assert verdict.since is not None
    assert at(began) <= verdict.since <= at(watching.t)
    watching.answer(FINE, "x")
    watching.seconds_until(lambda: watching.is_at(Phase.RECOVERING), within=60)
    assert watching.verdict().status is Status.MAJOR_OUTAGE
    back = watching.t
    watching.seconds_until(calm(watching), within=240)
    assert watching.verdict().status is Status.OPERATIONAL
    assert watching.verdict().since is not None
    assert abs((watching.verdict().since or at(0)) - at(back)) < timedelta(seconds=5)
    assert not any(watching.ever(Phase.CONFIRMED, other) for other in OTHERS)


def _first_look_after(watching: Watchman, moment: float) -> float:
    return next(t for t in watching.times() if t >= moment)


def test_pages_that_show_an_error_are_down_for_everyone() -> None:
    watching = watchman()
    watching.answer(ERROR_PAGE, "x")
    watching.seconds_until(confirmed(watching), within=150)
    assert watching.verdict().scope is Scope.EVERYONE
    reasons = watching.verdict().reasons
    assert reasons[0].rule is Rule.CONTENT_REJECTED
    assert reasons[0].params["matched"] == "Over capacity"
    assert Rule.NETWORK_FINE in {because.rule for because in reasons}


def test_suspicion_is_looked_into_far_sooner_than_at_the_interval() -> None:
    watching = watchman()
    watching.answer(BROKEN, "x")
    watching.seconds_until(lambda: watching.is_at(Phase.SUSPECTED), within=90)
    before = len(watching.times())
    watching.run(40)
    assert len(watching.times()) - before >= 3


def test_several_ways_are_tried_while_silence_is_suspected() -> None:
    watching = watchman()
    watching.looks.clear()
    watching.answer(SILENT, "x")
    watching.seconds_until(confirmed(watching), within=180)
    assert len({path for _, who, path in watching.looks if who == "x"}) >= 2
    assert {path for _, who, path in watching.looks if who == "a"} == {Path.DEFAULT}


def test_one_that_answers_by_another_resolver_is_not_down_for_everyone() -> None:
    watching = watchman()
    watching.answer(NAMELESS, "x")

    def resolved_elsewhere() -> bool:
        other = watching.detector.path("x") is Path.OTHER_RESOLVER
        watching.answer(FINE if other else NAMELESS, "x")
        return False

    watching.run(600, resolved_elsewhere)
    assert watching.verdict().scope is not Scope.EVERYONE


def test_two_failures_in_a_breath_are_not_confirmed() -> None:
    watching = watchman()
    watching.answer(BROKEN, "x")
    watching.seconds_until(lambda: watching.is_at(Phase.SUSPECTED), within=90)
    watching.answer(FINE, "x")
    watching.run(1800)
    assert not watching.ever(Phase.CONFIRMED)
    assert watching.is_at(Phase.CALM)


def test_a_text_that_is_gone_is_not_shouted_about_at_once() -> None:
    watching = watchman()
    watching.answer(TEXT_GONE, "x")
    hasty = watching.run(60, confirmed(watching))
    assert not hasty
    assert watching.seconds_until(confirmed(watching), within=900) > 0


def test_one_that_fails_every_third_time_is_partly_down() -> None:
    watching = watchman()

    def now_and_then() -> bool:
        watching.answer(FINE if len(watching.times()) % 3 else BROKEN, "x")
        return False

    watching.run(1800, now_and_then)
    assert watching.verdict().status is Status.PARTIAL_OUTAGE


def test_a_platform_that_got_slow_is_degraded() -> None:
    watching = watchman()
    watching.run(1800)
    watching.answer(replace(FINE, latency=3.0), "x")
    watching.seconds_until(confirmed(watching), within=300)
    assert watching.verdict().status is Status.DEGRADED
    assert Rule.SLOW in watching.rules()


def test_one_that_goes_and_comes_is_said_to_flap_and_called_back_later() -> None:
    watching = watchman()
    waits = []
    for _ in range(3):
        watching.answer(BROKEN, "x")
        watching.seconds_until(confirmed(watching), within=240)
        watching.answer(FINE, "x")
        waits.append(watching.seconds_until(calm(watching), within=1800))
        watching.run(60)
    assert watching.verdict().flapping
    assert waits[-1] > waits[0]


# ------------------------------------------------------------------ being asked, starting again
def test_who_asks_gets_a_look_now() -> None:
    watching = watchman()
    asked = watching.t
    watching.detector.ask("x", watching.now)
    assert watching.detector.due("x") <= stamp(asked)
    watching.run(2)
    assert watching.times()[-1] >= asked


def test_an_open_incident_goes_on_after_a_restart() -> None:
    watching = Watchman(*map(Subject, ("x", *OTHERS)))
    began = at(-3000)
    watching.detector.restore(_incident("x"), watching.now)
    watching.detector.restore(_incident("nobody"), watching.now)
    verdict = watching.verdict()
    assert (verdict.status, verdict.phase) == (Status.PARTIAL_OUTAGE, Phase.CONFIRMED)
    assert (verdict.since, verdict.scope) == (began, Scope.EVERYONE)
    watching.answer(BROKEN, "x")
    watching.run(120)
    assert watching.is_at(Phase.CONFIRMED)
    assert watching.verdict().since == began
    watching.answer(FINE, "x")
    watching.seconds_until(calm(watching), within=300)


def _incident(platform_id: str) -> Incident:
    return Incident(
        platform_id, platform_id.upper(), at(-3000), at(-2900), Status.PARTIAL_OUTAGE,
        Status.MAJOR_OUTAGE, Scope.EVERYONE, WHY,
    )  # fmt: skip


WHY = (Because(Rule.PROBE_FAILED, {"reason": "http_status", "count": 5}, 9.0),)


def test_an_open_incident_says_why_before_the_first_look_after_a_restart() -> None:
    watching = Watchman(*map(Subject, ("x", *OTHERS)))
    watching.detector.restore(_incident("x"), watching.now)
    assert watching.verdict().reasons == WHY
    watching.answer(ERROR_PAGE, "x")
    watching.run(10)
    assert Rule.CONTENT_REJECTED in watching.rules()
    assert WHY[0] not in watching.verdict().reasons


def test_a_platform_that_fails_half_of_the_time_is_called_partly_out() -> None:
    watching = watchman()
    watching.answer(BROKEN, "x")
    watching.seconds_until(confirmed(watching), within=150)
    watching.run(300)
    assert watching.verdict().status is Status.MAJOR_OUTAGE
    chance, said = Random(5), []
    for _ in range(600):
        watching.answer(chance.choice((FINE, BROKEN)), "x")
        watching.run(5)
        said.append(watching.verdict().status)
    assert set(said[300:]) == {Status.PARTIAL_OUTAGE}
    watching.answer(BROKEN, "x")
    watching.seconds_until(lambda: watching.verdict().status is Status.MAJOR_OUTAGE, within=900)


def test_an_incident_that_ended_while_nobody_watched_ends_soon_after_a_restart() -> None:
    watching = Watchman(*map(Subject, ("x", *OTHERS)))
    watching.detector.restore(_incident("x"), watching.now)
    watching.seconds_until(calm(watching), within=240)
    assert watching.verdict().status is Status.OPERATIONAL


def test_a_new_interval_is_kept_from_now_on() -> None:
    watching = watchman()
    watching.detector.watch(Subject("x", interval=600.0), watching.now)
    watching.run(120)
    asked = len(watching.times())
    watching.run(3600)
    assert 4 <= len(watching.times()) - asked <= 9


# ------------------------------------------------------------------ verdicts and clocks
def test_asking_for_a_verdict_changes_nothing() -> None:
    watching = watchman()
    watching.answer(BROKEN, "x")
    for _ in range(40):
        watching.run(10)
        before = watching.detector.due("x")
        assert watching.verdict() == watching.verdict()
        assert watching.detector.due("x") == before


def test_the_core_of_the_verdict_agrees_with_the_whole() -> None:
    watching = watchman()
    watching.answer(BROKEN, "x")
    for _ in range(40):
        watching.run(10)
        verdict = watching.verdict()
        assert watching.detector.stance("x") == (verdict.status, verdict.phase, verdict.scope)


def test_a_clock_that_jumps_back_neither_alarms_nor_stops_the_looks() -> None:
    watching = watchman()
    early = watching.t - 600
    for n in range(20):
        observed = early + 5.0 * n
        watching.tell(FINE.seen("x", observed))
        assert stamp(observed) < watching.detector.due("x") < stamp(observed + 200)
    assert watching.is_at(Phase.CALM)


def test_the_same_chance_and_answers_give_the_same_looks() -> None:
    assert watchman(seed=3).looks == watchman(seed=3).looks
    assert watchman(seed=3).looks != watchman(seed=4).looks
