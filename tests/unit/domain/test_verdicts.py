from random import Random

import pytest

from downlight.domain.connectivity import Connectivity
from downlight.domain.deciding import Docket
from downlight.domain.likelihood import Kind
from downlight.domain.spell import Spell
from downlight.domain.status import Phase, Reason, Scope, Status
from downlight.domain.tuning import Tuning
from downlight.domain.verdict import Rule, Verdict
from downlight.domain.verdicts import FEED_MISSES, stance_on, verdict_on
from downlight.domain.watch import Watch
from fakes.suspects import T, look, moment, reading, watch_on

STARTING = (Status.UNKNOWN, Phase.STARTING, None)
UNKNOWN = (Status.UNKNOWN, Phase.CALM, None)
CALM = (Status.OPERATIONAL, Phase.CALM, None)


def docket_of(*watches: Watch) -> Docket:
    docket = Docket(Random(1), Connectivity(()), Tuning())
    for watch in watches:
        docket.add(watch)
    return docket


def fine() -> Watch:
    watch = watch_on()
    watch.last, watch.kind = look(), Kind.OK
    return watch


def failing() -> Watch:
    watch = watch_on()
    watch.last, watch.kind, watch.run = look(T, Reason.TIMEOUT), Kind.TIMEOUT, 0
    watch.spell = Spell(T, T)
    watch.spell.add_bad(Kind.TIMEOUT, watch.last, T, T, 3.0)
    watch.belief.lift(0.9)
    return watch


def alarmed() -> Watch:
    watch = failing()
    watch.raise_alarm(T + 40.0, T)
    watch.status, watch.scope = Status.MAJOR_OUTAGE, Scope.EVERYONE
    return watch


def by_feed(*said: Status, misses: int = 0) -> Watch:
    watch = watch_on(probe=False)
    for status in said:
        watch.witnesses.take_feed(reading(T, status), T, read=True)
    for _ in range(misses):
        bad = reading(T, Status.UNKNOWN, Reason.TIMEOUT)
        watch.witnesses.take_feed(bad, T, read=False)
    return watch


def verdict(watch: Watch) -> Verdict:
    return verdict_on(docket_of(watch), watch, moment(T + 60.0))


def stance(watch: Watch) -> tuple[Status, Phase, Scope | None]:
    return stance_on(docket_of(watch), watch)


def test_it_starts_before_the_first_look_and_is_calm_after_a_good_one() -> None:
    assert stance(watch_on()) == STARTING
    assert stance(fine()) == CALM


def test_a_spell_is_a_suspicion_since_its_first_bad_look() -> None:
    said = verdict(failing())
    assert (said.status, said.phase, said.scope) == (Status.OPERATIONAL, Phase.SUSPECTED, None)
    assert said.since == moment(T)
    assert said.confidence < 0.5


def test_an_alarm_is_confirmed_since_the_first_bad_look() -> None:
    said = verdict(alarmed())
    assert (said.status, said.phase) == (Status.MAJOR_OUTAGE, Phase.CONFIRMED)
    assert (said.scope, said.since) == (Scope.EVERYONE, moment(T))
    assert said.confidence >= 0.5


def test_an_alarm_with_good_answers_is_recovering() -> None:
    watch = alarmed()
    watch.run = 1
    assert stance(watch) == (Status.MAJOR_OUTAGE, Phase.RECOVERING, Scope.EVERYONE)


def test_an_alarm_by_the_word_of_others_does_not_recover_by_our_good_looks() -> None:
    watch = alarmed()
    watch.run, watch.reported = 5, True
    assert stance(watch) == (Status.MAJOR_OUTAGE, Phase.CONFIRMED, Scope.EVERYONE)


def test_who_has_it_is_unclear_until_it_is_known() -> None:
    watch = alarmed()
    watch.scope = None
    assert stance(watch)[2] is Scope.UNCLEAR


@pytest.mark.parametrize(("watch", "phase"), [(fine(), Phase.CALM), (alarmed(), Phase.CONFIRMED)])
def test_a_machine_that_is_cut_off_knows_nothing(watch: Watch, phase: Phase) -> None:
    docket = docket_of(watch)
    docket.net.went_off(T)
    assert stance_on(docket, watch) == (Status.UNKNOWN, phase, None)
    said = verdict_on(docket, watch, moment(T + 60.0))
    assert said.confidence == 0.0
    assert [one.rule for one in said.reasons] == [Rule.OFFLINE]


def test_a_local_target_is_known_while_the_internet_is_not() -> None:
    watch = fine()
    watch.local = True
    docket = docket_of(watch)
    docket.net.went_off(T)
    assert stance_on(docket, watch) == CALM


def test_maintenance_stands_before_an_outage() -> None:
    watch = alarmed()
    watch.witnesses.take_feed(reading(T + 9.0, Status.MAINTENANCE), T + 9.0, read=True)
    said = verdict(watch)
    assert (said.status, said.phase, said.scope) == (Status.MAINTENANCE, Phase.CALM, None)
    assert said.since == moment(T + 9.0)
    assert said.reasons[0].rule is Rule.MAINTENANCE


def test_a_platform_that_says_itself_that_it_is_worked_on_is_maintained() -> None:
    watch = alarmed()
    watch.maintained = True
    assert stance(watch)[0] is Status.MAINTENANCE
    assert verdict(watch).since == moment(T)


def test_admitted_trouble_alone_is_a_suspicion() -> None:
    watch = fine()
    watch.witnesses.take_feed(reading(T, Status.MAJOR_OUTAGE), T, read=True)
    assert stance(watch)[:2] == (Status.OPERATIONAL, Phase.SUSPECTED)


def test_a_platform_without_probe_is_judged_by_its_feed() -> None:
    assert stance(by_feed()) == STARTING
    assert stance(by_feed(Status.OPERATIONAL)) == CALM
    assert stance(by_feed(Status.MAINTENANCE))[0] is Status.MAINTENANCE


def test_a_feed_that_fails_once_is_still_believed_and_one_that_fails_on_is_not() -> None:
    assert stance(by_feed(Status.OPERATIONAL, misses=1)) == CALM
    assert stance(by_feed(Status.OPERATIONAL, misses=FEED_MISSES)) == UNKNOWN


def test_calm_since_the_end_of_the_last_alarm() -> None:
    watch = alarmed()
    watch.run, watch.run_began = 3, T + 30.0
    watch.clear_alarm(T + 50.0)
    watch.kind = Kind.OK
    assert stance(watch) == CALM
    assert verdict(watch).since == moment(T + 30.0)
