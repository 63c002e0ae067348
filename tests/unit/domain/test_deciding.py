from random import Random

import pytest

from downlight.domain.connectivity import Connectivity, Pending
from downlight.domain.deciding import PEERS, Docket
from downlight.domain.judging import NO_SIBLINGS, Siblings
from downlight.domain.likelihood import Kind
from downlight.domain.observation import Path
from downlight.domain.status import Reason, Status
from downlight.domain.tuning import Tuning
from downlight.domain.watch import Watch
from fakes.suspects import REASONS, T, look, watch_on


def docketed(*watches: Watch) -> Docket:
    docket = Docket(Random(1), Connectivity(("canary/1", "canary/2")), Tuning())
    for watch in watches:
        docket.add(watch)
    return docket


def see(
    docket: Docket, watch: Watch, kind: Kind, t: float = T, path: Path = Path.DEFAULT
) -> set[str]:
    """Let one look count; return what it touched."""
    seen = look(t, REASONS[kind], path=path, platform_id=watch.subject.platform_id)
    return set(docket.settle(watch, kind, seen, t - 0.1, t))


def watched(docket: Docket, watch: Watch, kind: Kind, t: float, until: float) -> float:
    """Look whenever it is due until a time or a change of the alarm; return when that was."""
    before, watch.due = watch.alarm, t
    while watch.due <= until and watch.alarm is before:
        t = watch.due
        see(docket, watch, kind, t)
        assert watch.due > t
    return t


def test_a_good_look_at_a_calm_platform_is_followed_by_the_next_an_interval_later() -> None:
    watch = watch_on()
    docket = docketed(watch)
    assert see(docket, watch, Kind.OK) == {"x"}
    assert watch.due - T == pytest.approx(watch.subject.interval, rel=docket.tuning.jitter)


def test_one_failure_raises_no_alarm_but_makes_us_look_and_ask() -> None:
    watch = watch_on()
    docket = docketed(watch)
    touched = see(docket, watch, Kind.TIMEOUT)
    assert not watch.alarm
    assert watch.suspected
    assert watch.due - T < watch.subject.interval / 3
    assert PEERS + "x" in touched
    assert {"canary/1", "canary/2"} & touched


def test_a_lasting_outage_raises_the_alarm_and_says_since_when() -> None:
    watch = watch_on()
    docket = docketed(watch)
    raised = watched(docket, watch, Kind.SERVER_ERROR, T, T + 300.0)
    assert watch.alarm
    assert watch.status is Status.MAJOR_OUTAGE
    assert watch.since == T
    assert docket.tuning.hiccup_least < raised - T < 120.0


def test_it_ends_by_good_answers_and_is_calm_since_the_first() -> None:
    watch = watch_on()
    docket = docketed(watch)
    raised = watched(docket, watch, Kind.SERVER_ERROR, T, T + 300.0)
    cleared = watched(docket, watch, Kind.OK, raised + 60.0, raised + 900.0)
    assert not watch.alarm
    assert watch.status is Status.OPERATIONAL
    assert watch.spell is None
    assert watch.calm_since is not None
    assert watch.calm_since.timestamp() == pytest.approx(raised + 60.0, abs=0.001)
    assert cleared > raised + 60.0


def test_a_short_failure_is_put_down_to_chance_and_learned_from() -> None:
    watch = watch_on()
    docket = docketed(watch)
    failing = watch.noise.failing
    see(docket, watch, Kind.TIMEOUT)
    watched(docket, watch, Kind.OK, T + 5.0, T + 300.0)
    assert not watch.alarm
    assert watch.spell is None
    assert not watch.suspected
    assert watch.noise.failing > failing


def test_who_lets_no_program_in_gives_no_evidence_and_is_asked_ever_less_often() -> None:
    watch = watch_on()
    docket = docketed(watch)
    before, gaps = watch.belief.up, []
    for number in range(4):
        see(docket, watch, Kind.BLOCKED, T + number)
        gaps.append(watch.due - T - number)
    assert watch.belief.up == before
    assert gaps[0] < gaps[1] < gaps[2] < gaps[3]
    see(docket, watch, Kind.OK, T + 10.0)
    assert watch.blocked == 0


def test_an_answer_by_another_resolver_is_no_sign_of_recovery_while_ours_fails() -> None:
    watch = watch_on()
    docket = docketed(watch)
    see(docket, watch, Kind.DNS)
    see(docket, watch, Kind.OK, T + 5.0, Path.OTHER_RESOLVER)
    assert watch.run == 0
    assert watch.other_path_at == T + 5.0
    see(docket, watch, Kind.OK, T + 10.0)
    assert watch.run == 1


def test_a_local_platform_concerns_neither_colleagues_nor_control_sites() -> None:
    watch = watch_on()
    watch.local = True
    docket = docketed(watch)
    for second in range(5):
        assert see(docket, watch, Kind.TIMEOUT, T + 10.0 * second) == {"x"}


def test_platforms_of_one_provider_are_looked_at_at_once_when_one_is_down() -> None:
    down, kin, stranger = (
        watch_on("down", provider="p"),
        watch_on("kin", provider="p"),
        watch_on("stranger", provider="q"),
    )
    docket = docketed(down, kin, stranger)
    assert docket.siblings(kin) == NO_SIBLINGS
    kin.due = stranger.due = T + 1000.0
    raised = watched(docket, down, Kind.SERVER_ERROR, T, T + 300.0)
    assert kin.due < raised + 5.0
    assert stranger.due == T + 1000.0
    assert docket.siblings(kin) == Siblings(alarmed=1, suspected=1)
    assert docket.siblings(stranger) == NO_SIBLINGS


def test_what_our_own_network_explains_is_forgotten_but_no_alarm_and_nothing_local() -> None:
    suspected, alarmed, local = watch_on("a"), watch_on("b"), watch_on("c")
    local.local = True
    docket = docketed(suspected, alarmed, local)
    for watch in (suspected, alarmed, local):
        see(docket, watch, Kind.TIMEOUT)
    alarmed.raise_alarm(T, T)
    docket.forget_suspicions()
    assert [watch.spell is None for watch in (suspected, alarmed, local)] == [True, False, False]


def test_once_the_way_out_is_back_suspects_are_looked_at_before_the_rest() -> None:
    suspect, rest, late = watch_on("a"), watch_on("b"), watch_on("c")
    docket = docketed(suspect, rest, late)
    suspect.raise_alarm(T, T)
    late.due = T + 50.0
    suspects, others = [], []
    for _ in range(100):
        suspect.due = rest.due = T
        docket.look_again(T)
        suspects.append(suspect.due - T)
        others.append(rest.due - T)
    assert 0.0 < min(suspects) < min(others)
    assert max(others) < 30.0
    assert late.due == T + 50.0


def test_a_platform_no_longer_judged_leaves_nothing_behind() -> None:
    watch, kin = watch_on("x", provider="p"), watch_on("kin", provider="p")
    docket = docketed(watch, kin)
    watch.raise_alarm(T, T)
    docket.net.hold("x", Pending(Kind.TIMEOUT, look(T, Reason.TIMEOUT), T, T))
    docket.remove("x")
    assert "x" not in docket.watches
    assert not docket.net.holds("x")
    assert docket.siblings(kin) == NO_SIBLINGS
