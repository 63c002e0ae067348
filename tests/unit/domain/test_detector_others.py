from downlight.domain.detector import Subject
from downlight.domain.status import Phase, Reason, Scope, Status
from downlight.domain.verdict import Rule
from fakes.sightings import (
    BROKEN,
    FINE,
    SILENT,
    crowd,
    feed,
    peers,
    stamp,
)
from fakes.watchman import CALM_TIME, OTHERS, Watchman, confirmed, down, watchman


# ------------------------------------------------------------------ what others say
def test_official_maintenance_is_no_outage() -> None:
    watching = watchman()
    watching.tell(feed("x", watching.t, Status.MAINTENANCE))
    watching.answer(BROKEN, "x")
    watching.run(600)
    assert (watching.verdict().status, watching.verdict().phase) == (
        Status.MAINTENANCE,
        Phase.CALM,
    )
    assert Rule.MAINTENANCE in watching.rules()
    watching.answer(FINE, "x")
    watching.run(600)
    watching.tell(feed("x", watching.t))
    assert watching.verdict().status is Status.OPERATIONAL


def test_a_status_page_that_still_says_all_is_well_is_mentioned_and_not_believed() -> None:
    watching = down()
    watching.tell(feed("x", watching.t))
    assert watching.is_at(Phase.CONFIRMED)
    assert Rule.OFFICIAL_FINE in watching.rules()
    watching.run(300)
    assert watching.is_at(Phase.CONFIRMED)


def test_an_admitted_outage_alone_is_suspected_and_looked_into_at_once() -> None:
    watching = watchman()
    watching.tell(feed("x", watching.t, Status.MAJOR_OUTAGE, detail="Login fails"))
    assert watching.is_at(Phase.SUSPECTED)
    assert Rule.OFFICIAL_TROUBLE in watching.rules()
    assert watching.detector.due("x") < stamp(watching.t + 5)


def test_a_platform_with_nothing_but_a_feed_is_judged_by_it() -> None:
    watching = Watchman(Subject("x", has_probe=False))
    assert watching.detector.due("x") == float("inf")
    watching.tell(feed("x", 1))
    assert watching.verdict().status is Status.OPERATIONAL
    watching.tell(feed("x", 60, Status.PARTIAL_OUTAGE))
    verdict = watching.verdict()
    assert (verdict.status, verdict.phase) == (Status.PARTIAL_OUTAGE, Phase.CONFIRMED)
    assert verdict.scope is Scope.EVERYONE
    watching.tell(feed("x", 120, Status.MAJOR_OUTAGE))
    assert watching.verdict().status is Status.MAJOR_OUTAGE
    assert watching.verdict().since == verdict.since
    watching.tell(feed("x", 180))
    assert (watching.verdict().status, watching.verdict().phase) == (
        Status.OPERATIONAL,
        Phase.CALM,
    )


def test_a_feed_that_cannot_be_read_for_long_tells_nothing() -> None:
    watching = Watchman(Subject("x", has_probe=False))
    watching.tell(feed("x", 1))
    watching.tell(feed("x", 60, Status.UNKNOWN, Reason.TIMEOUT))
    assert watching.verdict().status is Status.OPERATIONAL
    for n in range(6):
        watching.tell(feed("x", 120 + 60 * n, Status.UNKNOWN, Reason.TIMEOUT))
    assert watching.verdict().status is Status.UNKNOWN
    assert Rule.OFFICIAL_UNKNOWN in watching.rules()


def test_colleagues_who_fail_too_make_it_everyones_and_those_who_do_not_ours() -> None:
    def scope_with(*votes: bool) -> Scope | None:
        watching = watchman()
        watching.answer(SILENT, "x")
        watching.seconds_until(lambda: watching.is_at(Phase.SUSPECTED), within=90)
        for _ in range(12):
            watching.tell(peers("x", watching.t, *votes))
            watching.run(15)
        assert watching.is_at(Phase.CONFIRMED)
        return watching.verdict().scope

    assert scope_with(False, False, False) is Scope.EVERYONE
    assert scope_with(True, True, True) is Scope.JUST_YOU


def test_a_colleague_who_speaks_up_makes_us_look_at_once() -> None:
    watching = watchman()
    watching.tell(peers("x", watching.t, False, asked=False))
    assert watching.detector.due("x") < stamp(watching.t + 3)
    assert not watching.is_at(Phase.CONFIRMED)


def test_many_complaints_twice_in_a_row_are_believed_though_our_own_looks_are_fine() -> None:
    watching = watchman()
    watching.tell(crowd("x", watching.t, 400.0))
    assert not watching.is_at(Phase.CONFIRMED)
    watching.run(300)
    watching.tell(crowd("x", watching.t, 500.0))
    verdict = watching.verdict()
    assert (verdict.status, verdict.phase) == (Status.DEGRADED, Phase.CONFIRMED)
    assert verdict.scope is Scope.EVERYONE
    watching.run(300)
    watching.tell(crowd("x", watching.t, 1.0))
    assert watching.is_at(Phase.CALM)


def test_platforms_of_one_provider_are_looked_at_together() -> None:
    watching = Watchman(
        *map(Subject, OTHERS), Subject("x", provider="meta"), Subject("y", provider="meta")
    )
    watching.run(CALM_TIME)
    watching.answer(BROKEN, "x", "y")
    watching.seconds_until(confirmed(watching), within=180)
    watching.seconds_until(confirmed(watching, "y"), within=60)
    assert Rule.SIBLINGS in watching.rules("y")
