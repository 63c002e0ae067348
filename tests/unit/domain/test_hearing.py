import math
from random import Random

import pytest

from downlight.domain.connectivity import Connectivity
from downlight.domain.deciding import Docket
from downlight.domain.hearing import hear_colleagues, hear_crowd, hear_provider
from downlight.domain.status import Reason, Scope, Status
from downlight.domain.tuning import Tuning
from downlight.domain.watch import Watch
from fakes.suspects import T, counting, reading, votes, voting, watch_on

NEXT = T + 60.0


def heard(*, probe: bool = True) -> tuple[Docket, Watch]:
    """Return a platform that is fine and to be looked at in a minute."""
    docket, watch = Docket(Random(1), Connectivity(()), Tuning()), watch_on(probe=probe)
    docket.add(watch)
    watch.due = NEXT
    return docket, watch


def alarms(docket: Docket) -> list[str]:
    return [platform_id for platform_id, watch in docket.watches.items() if watch.alarm]


def complain(docket: Docket, watch: Watch, count: float, minutes: float) -> None:
    t = T + 60.0 * minutes
    hear_crowd(docket, watch, counting(t, count, 1.0), t)


def read(docket: Docket, watch: Watch, status: Status, t: float = T) -> None:
    hear_provider(docket, watch, reading(t, status), t)


def test_a_colleague_that_speaks_up_makes_us_look_at_once() -> None:
    docket, watch = heard()
    assert hear_colleagues(docket, watch, voting(T, *votes(False, 1), asked=False), T) == ["x"]
    assert watch.due < T + 3.0
    assert not alarms(docket)


def test_more_failing_colleagues_raise_more_suspicion() -> None:
    trouble = []
    for count in (0, 1, 3):
        docket, watch = heard()
        hear_colleagues(docket, watch, voting(T, *votes(False, count)), T)
        trouble.append(1.0 - watch.belief.up)
    assert trouble[0] < trouble[1] < trouble[2] < 0.5


def test_an_answer_of_the_colleagues_is_no_longer_waited_for() -> None:
    docket, watch = heard()
    watch.peers_due = T
    hear_colleagues(docket, watch, voting(T, *votes(True, 2), asked=False), T)
    assert watch.peers_due == T
    hear_colleagues(docket, watch, voting(T, *votes(True, 2)), T)
    assert watch.peers_due == math.inf


def test_colleagues_alone_never_raise_the_alarm() -> None:
    docket, watch = heard()
    for minute in range(10):
        t = T + 60.0 * minute
        hear_colleagues(docket, watch, voting(t, *votes(False, 5), asked=False), t)
    assert not alarms(docket)


def test_a_storm_of_complaints_makes_us_look_and_a_lasting_one_is_reported() -> None:
    docket, watch = heard()
    complain(docket, watch, 500.0, 0.0)
    assert watch.due < T + 3.0
    assert not alarms(docket)
    complain(docket, watch, 500.0, 1.0)
    assert alarms(docket) == ["x"]
    assert watch.reported
    assert (watch.status, watch.scope) == (Status.DEGRADED, Scope.EVERYONE)


def test_what_was_reported_ends_when_the_complaints_do() -> None:
    docket, watch = heard()
    for minute in range(3):
        complain(docket, watch, 500.0, minute)
    complain(docket, watch, 1.0, 4.0)
    assert not alarms(docket)
    assert watch.status is Status.OPERATIONAL


def test_complaints_shortly_after_an_alarm_belong_to_it() -> None:
    docket, watch = heard()
    watch.raise_alarm(T - 600.0, T - 600.0)
    watch.clear_alarm(T - 60.0)
    for minute in range(5):
        complain(docket, watch, 500.0, minute)
    assert not alarms(docket)


def test_a_few_complaints_change_nothing() -> None:
    docket, watch = heard()
    for minute in range(10):
        complain(docket, watch, 3.0, minute)
    assert not alarms(docket)
    assert watch.due == NEXT


def test_a_provider_that_admits_trouble_makes_us_look_but_does_not_decide() -> None:
    docket, watch = heard()
    read(docket, watch, Status.MAJOR_OUTAGE)
    assert watch.due < T + 3.0
    assert not alarms(docket)


@pytest.mark.parametrize("status", [Status.DEGRADED, Status.PARTIAL_OUTAGE, Status.MAJOR_OUTAGE])
def test_a_platform_without_a_probe_is_what_its_feed_says(status: Status) -> None:
    docket, watch = heard(probe=False)
    read(docket, watch, status)
    assert alarms(docket) == ["x"]
    assert (watch.status, watch.scope) == (status, Scope.EVERYONE)
    read(docket, watch, Status.OPERATIONAL, T + 600.0)
    assert not alarms(docket)
    assert watch.status is Status.OPERATIONAL


def test_a_reading_that_went_wrong_ends_no_alarm() -> None:
    docket, watch = heard(probe=False)
    read(docket, watch, Status.MAJOR_OUTAGE)
    for number, reason in enumerate((Reason.OFFLINE, Reason.STALE, Reason.TIMEOUT)):
        t = T + 60.0 * number
        hear_provider(docket, watch, reading(t, Status.UNKNOWN, reason), t)
    assert alarms(docket) == ["x"]
    assert watch.status is Status.MAJOR_OUTAGE
    assert watch.witnesses.misses == 3


def test_an_alarm_of_before_the_start_lasts_until_the_feed_can_be_read() -> None:
    docket, watch = heard(probe=False)
    watch.raise_alarm(T, T - 600.0)
    hear_provider(docket, watch, reading(T, Status.UNKNOWN, Reason.TIMEOUT), T)
    assert alarms(docket) == ["x"]
    read(docket, watch, Status.OPERATIONAL, T + 60.0)
    assert not alarms(docket)


def test_a_feed_that_grows_worse_is_followed_within_one_alarm() -> None:
    docket, watch = heard(probe=False)
    read(docket, watch, Status.DEGRADED)
    read(docket, watch, Status.MAJOR_OUTAGE, T + 300.0)
    assert watch.status is Status.MAJOR_OUTAGE
    assert watch.since == T
