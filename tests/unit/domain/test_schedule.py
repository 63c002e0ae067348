from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain import schedule
from downlight.domain.judging import Case
from downlight.domain.likelihood import Kind
from downlight.domain.observation import Path
from downlight.domain.spell import Spell
from downlight.domain.status import Reason
from downlight.domain.subject import Subject
from downlight.domain.tuning import Tuning
from downlight.domain.watch import Watch
from fakes.sightings import Answer
from fakes.suspects import T, look, watch_on

TUNING = Tuning()


def gap(watch: Watch, *, made: Case | None = None, pending: bool = False, seed: int = 1) -> float:
    """Return the seconds until the look that is planned now."""
    schedule.plan(watch, T, made, pending=pending, chance=Random(seed), tuning=TUNING)
    return watch.due - T


def suspected(kind: Kind = Kind.TIMEOUT, interval: float = 60.0) -> Watch:
    watch = Watch(Subject("x", interval=interval), TUNING, T)
    watch.spell = Spell(T, T)
    watch.spell.add_bad(kind, look(T, Reason.TIMEOUT), T, T, 3.0)
    return watch


def alarmed(age: float = 0.0, interval: float = 60.0) -> Watch:
    watch = suspected(interval=interval)
    watch.raise_alarm(T - age, T - age)
    return watch


def test_a_calm_platform_is_looked_at_about_once_an_interval() -> None:
    watch, gaps = watch_on(), []
    for seed in range(40):
        schedule.plan_calm(watch, T, Random(seed), TUNING)
        gaps.append(watch.due - T)
    assert 40.0 < min(gaps) < max(gaps) < 80.0
    assert max(gaps) - min(gaps) > 2.0, "everybody would come at the same moment"
    assert sum(gaps) / len(gaps) == pytest.approx(60.0, rel=0.1)


def test_the_second_looks_are_spread_over_the_interval() -> None:
    watch, gaps = watch_on(), []
    watch.run = 1
    for seed in range(40):
        schedule.plan_calm(watch, T, Random(seed), TUNING)
        gaps.append(watch.due - T)
    assert max(gaps) - min(gaps) > 20.0
    assert max(gaps) <= 60.0


def test_a_suspect_is_looked_at_in_seconds_and_then_less_often() -> None:
    watch = suspected()
    gaps = [gap(watch) for _ in range(14)]
    assert gaps[0] < 10.0
    assert sum(gaps[:3]) < sum(gaps[-3:])
    assert max(gaps) < 60.0


def test_a_failure_that_waits_for_proof_is_looked_into_as_well() -> None:
    assert gap(watch_on(), pending=True) < 10.0


def test_a_slight_doubt_brings_the_next_look_forward() -> None:
    watch = watch_on()
    watch.belief.lift(0.005)
    assert 10.0 < gap(watch) < 40.0


def test_a_burst_ends_when_the_belief_in_health_is_back() -> None:
    watch = suspected()
    for _ in range(5):
        gap(watch)
    watch.end_spell()
    assert gap(watch) > 40.0
    assert watch.burst == 0


def test_a_burst_is_never_slower_than_the_interval() -> None:
    assert all(gap(suspected(interval=2.0), seed=seed) < 2.5 for seed in range(10))


def test_a_look_comes_when_the_waiting_ends() -> None:
    watch = suspected()
    watch.burst = 9
    watch.belief.trouble()
    assert gap(watch, made=Case(5.0, 2, T)) < 6.0


def test_a_case_that_is_already_old_does_not_hasten_the_look() -> None:
    watch, same = suspected(), suspected()
    watch.belief.trouble()
    same.belief.trouble()
    assert gap(watch, made=Case(5.0, 2, T - 100.0)) == gap(same)


def test_an_outage_is_watched_closely_at_first_and_less_later() -> None:
    young, old, ancient = gap(alarmed()), gap(alarmed(7200.0)), gap(alarmed(90_000.0))
    assert young < 25.0
    assert young < old < ancient <= 80.0


def test_good_answers_during_an_alarm_are_checked_at_once() -> None:
    watch = alarmed(7200.0)
    watch.run = 1
    assert gap(watch) < 8.0


def test_a_wall_is_asked_less_and_less_but_not_never() -> None:
    watch, gaps = watch_on(), []
    watch.last = look(T, Reason.BLOCKED)
    for times in range(1, 12):
        watch.blocked = times
        gaps.append(gap(watch))
    assert gaps[0] > 60.0
    assert gaps[3] > 3 * gaps[0]
    assert max(gaps) < 900.0


def test_a_server_that_asks_for_time_gets_it_if_it_blocks() -> None:
    watch = watch_on()
    watch.last = Answer(Reason.BLOCKED, 429, retry_after=5000.0).seen("x", 0.0)
    assert gap(watch) < 100.0
    watch.blocked = 1
    assert gap(watch) == pytest.approx(5000.0)


def test_a_calm_platform_is_reached_by_the_usual_way() -> None:
    assert schedule.way(watch_on(), pending=False) is Path.DEFAULT


def test_silence_is_looked_into_by_every_way() -> None:
    watch, ways = suspected(), set()
    for watch.burst in range(1, 7):
        ways.add(schedule.way(watch, pending=False))
    assert ways == set(Path)


def test_another_resolver_says_nothing_about_what_the_platform_itself_answers() -> None:
    watch, ways = suspected(Kind.SERVER_ERROR), set()
    for watch.burst in range(1, 7):
        ways.add(schedule.way(watch, pending=False))
    assert ways == {Path.DEFAULT, Path.OTHER_FAMILY}


def test_an_outage_is_followed_by_the_usual_way_and_now_and_then_by_another() -> None:
    watch, ways = alarmed(), []
    for watch.burst in range(1, 13):
        ways.append(schedule.way(watch, pending=False))
    assert Path.OTHER_RESOLVER in ways
    assert ways.count(Path.DEFAULT) > len(ways) / 2
    watch.run = 1
    assert schedule.way(watch, pending=False) is Path.DEFAULT


def test_patience_is_long_for_the_unknown_and_follows_the_usual_latency() -> None:
    fresh, fast, slow = watch_on(), watch_on(), watch_on()
    for _ in range(30):
        fast.latency.learn(0.05)
        slow.latency.learn(5.0)
    assert schedule.patience(fast) < schedule.patience(fresh)
    assert schedule.patience(fast) >= 2.0
    assert schedule.patience(slow) >= 10.0


def test_patience_is_longer_than_what_the_user_calls_slow() -> None:
    watch = Watch(Subject("x", latency_limit=12.0), TUNING, T)
    for _ in range(30):
        watch.latency.learn(0.05)
    assert schedule.patience(watch) > 12.0


@given(
    st.floats(2.0, 3600.0), st.booleans(), st.integers(0, 12), st.integers(0, 30),
    st.integers(0, 9), st.booleans(), st.integers(0, 50),
)  # fmt: skip
def test_the_next_look_is_always_ahead_and_never_far(
    interval: float, alarm: bool, run: int, burst: int, blocked: int, pending: bool, seed: int
) -> None:
    watch = alarmed(100.0, interval) if alarm else suspected(interval=interval)
    watch.run, watch.burst, watch.blocked = run, burst, blocked
    seconds = gap(watch, pending=pending, seed=seed)
    assert 0.5 < seconds < 2.0 * max(interval, 700.0)


def test_looks_press_on_once_trouble_is_likelier_than_not() -> None:
    watch = suspected()
    watch.burst = 50
    assert gap(watch) > 10.0
    watch.belief.lift(0.9)
    watch.burst = 50
    assert gap(watch) < 10.0
