"""A network that lets platforms through and no control site: a company's, often."""

from dataclasses import replace

from downlight.domain.detector import Subject
from downlight.domain.status import NetworkState, Phase, Scope, Status
from fakes.sightings import BROKEN, FINE, NO_ROUTE, SILENT, WALLED
from fakes.watchman import CALM_TIME, CANARIES, OTHERS, Watchman, confirmed

EVERYBODY = ("x", *OTHERS)


def blocked(*names: str) -> Watchman:
    """Return one behind such a network, for whom all was calm for a while."""
    watching = Watchman(*map(Subject, names or EVERYBODY))
    watching.answer(SILENT, *CANARIES)
    watching.run(CALM_TIME)
    return watching


def stumble(watching: Watchman, name: str = "x") -> None:
    """Let one platform fail for some seconds, so that control sites are asked."""
    watching.answer(SILENT, name)
    began = len(watching.looks)
    watching.run(90, lambda: any(who == name for _, who, _ in watching.looks[began:]))
    watching.run(5)
    watching.answer(FINE, name)
    watching.run(40)


def is_offline(watching: Watchman) -> bool:
    return watching.network is NetworkState.OFFLINE


def test_a_platform_that_answers_proves_the_way_out() -> None:
    watching = blocked()
    stumble(watching)
    assert watching.network is NetworkState.ONLINE
    watching.run(600)
    assert watching.network is NetworkState.ONLINE
    assert watching.verdict("a").status is Status.OPERATIONAL


def test_an_outage_is_told_there_too() -> None:
    watching = blocked()
    stumble(watching)
    watching.answer(BROKEN, "x")
    watching.seconds_until(confirmed(watching), within=150)
    watching.answer(SILENT, "b")
    watching.seconds_until(confirmed(watching, "b"), within=200)
    assert watching.verdict().scope is Scope.EVERYONE
    assert watching.network is NetworkState.ONLINE


def test_platforms_that_fail_together_mean_that_the_way_out_is_gone() -> None:
    watching = blocked()
    stumble(watching)
    watching.answer(SILENT, *EVERYBODY)
    watching.seconds_until(lambda: is_offline(watching), within=120)
    watching.run(1800)
    assert not watching.ever(Phase.CONFIRMED)
    watching.answer(FINE, *EVERYBODY)
    watching.seconds_until(lambda: not is_offline(watching), within=60)
    watching.run(120)
    assert {watching.verdict(name).status for name in EVERYBODY} == {Status.OPERATIONAL}


def test_nobody_is_alarmed_where_the_line_breaks_at_once() -> None:
    watching = blocked()
    watching.answer(SILENT, *EVERYBODY)
    watching.run(1800)
    assert is_offline(watching)
    assert not watching.ever(Phase.CONFIRMED)
    watching.answer(replace(FINE, latency=0.3), *EVERYBODY)
    watching.seconds_until(lambda: not is_offline(watching), within=60)


def test_while_cut_off_no_platform_is_asked_often() -> None:
    watching = blocked()
    watching.answer(SILENT, *EVERYBODY)
    watching.run(900)
    began = watching.t
    watching.run(600)
    asked = sum(t > began for name in EVERYBODY for t in watching.times(name))
    assert 5 < asked < 40


def test_a_control_site_that_answers_again_counts_again() -> None:
    watching = blocked()
    stumble(watching)
    watching.answer(FINE, *CANARIES)
    stumble(watching)
    watching.answer(NO_ROUTE, *CANARIES, *EVERYBODY)
    watching.seconds_until(lambda: is_offline(watching), within=120)


def test_a_wall_proves_the_way_out_as_well() -> None:
    watching = blocked()
    watching.answer(WALLED, "a", "b", "c", "d")
    watching.run(1200)
    stumble(watching)
    watching.run(60)
    assert watching.network is NetworkState.ONLINE


def test_an_only_platform_is_still_judged() -> None:
    watching = blocked("x")
    stumble(watching)
    watching.run(60)
    assert watching.network is NetworkState.ONLINE
    watching.answer(BROKEN, "x")
    watching.seconds_until(confirmed(watching), within=150)
