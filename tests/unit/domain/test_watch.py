from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.likelihood import Kind
from downlight.domain.spell import Spell
from downlight.domain.status import Reason, Scope, Status
from downlight.domain.subject import Subject
from downlight.domain.tuning import Tuning
from downlight.domain.watch import Watch
from fakes.suspects import T, look, moment, watch_on


def suspected() -> Watch:
    watch = watch_on()
    watch.spell = Spell(T, T)
    watch.spell.add_bad(Kind.TIMEOUT, look(T, Reason.TIMEOUT), T, T, 3.0)
    watch.run = 0
    watch.belief.lift(0.5)
    return watch


def alarmed() -> Watch:
    watch = suspected()
    watch.raise_alarm(T + 40.0, T)
    watch.status, watch.scope = Status.MAJOR_OUTAGE, Scope.EVERYONE
    return watch


def test_a_platform_of_no_provider_is_a_group_of_its_own() -> None:
    assert watch_on("x").group == "x"
    assert watch_on("x", provider="meta").group == watch_on("y", provider="meta").group == "meta"


def test_short_intervals_shorten_all_waits_and_long_ones_do_not_stretch_them() -> None:
    def scale(interval: float) -> float:
        return Watch(Subject("x", interval=interval), Tuning(), T).scale

    assert 0.0 < scale(2.0) < scale(8.0) < scale(60.0) == 1.0
    assert scale(3600.0) == 1.0
    assert scale(0.01) > 0.05


def test_new_facts_keep_what_was_learned_unless_the_limit_is_another() -> None:
    watch = watch_on()
    for _ in range(30):
        watch.latency.learn(0.2)
    watch.take(Subject("x", interval=300.0))
    assert watch.subject.interval == 300.0
    assert watch.latency.usual is not None
    watch.take(Subject("x", latency_limit=2.0))
    assert watch.latency.threshold == 2.0
    watch.take(Subject("x", latency_limit=3.0))
    assert watch.latency.threshold == 3.0


def test_it_is_calm_while_nothing_is_suspected_blocked_or_in_alarm() -> None:
    assert watch_on().is_calm
    assert not suspected().is_calm
    blocked, alarmed, doubted = watch_on(), watch_on(), watch_on()
    blocked.blocked = 1
    alarmed.raise_alarm(T, T)
    doubted.belief.lift(0.1)
    assert not any(watch.is_calm for watch in (blocked, alarmed, doubted))


def test_it_is_quiet_only_after_a_good_look_of_our_own() -> None:
    unseen, fine, at_home = watch_on(), watch_on(), watch_on()
    fine.kind = at_home.kind = Kind.OK
    at_home.local = True
    assert fine.is_quiet
    assert not unseen.is_quiet
    assert not at_home.is_quiet


def test_it_is_suspected_until_good_answers_came_back() -> None:
    failing, doubted, back = suspected(), suspected(), suspected()
    doubted.run = back.run = 2
    back.belief.calm()
    assert failing.suspected
    assert doubted.suspected, "belief in health is not back"
    assert not back.suspected
    assert not watch_on().suspected


def test_a_spell_that_ends_leaves_belief_in_health() -> None:
    watch = suspected()
    watch.burst = 4
    watch.end_spell()
    assert watch.is_calm
    assert watch.burst == 0


def test_an_alarm_knows_since_when_and_ends_clean() -> None:
    watch = alarmed()
    assert (watch.alarm, watch.alarmed_at, watch.since, watch.run) == (True, T + 40.0, T, 0)
    watch.run, watch.run_began = 3, T + 600.0
    watch.clear_alarm(T + 620.0)
    assert not watch.alarm
    assert (watch.status, watch.scope) == (Status.OPERATIONAL, None)
    assert watch.calm_since == moment(T + 600.0), "back since the first good answer"
    assert watch.left_at == T + 620.0
    assert watch.is_calm


def test_an_alarm_that_ends_by_the_word_of_others_ends_then() -> None:
    watch = suspected()
    watch.raise_alarm(T, T)
    watch.clear_alarm(T + 50.0)
    assert watch.calm_since == moment(T + 50.0)


def test_several_alarms_in_a_row_are_flapping_which_passes() -> None:
    watch = watch_on()
    assert not watch.flaps(moment(T))
    for n in range(3):
        watch.raise_alarm(T + 300.0 * n, T)
        watch.clear_alarm(T + 300.0 * n + 100.0)
    assert watch.flaps(moment(T + 800.0))
    assert not watch.flaps(moment(T + 90_000.0))


def test_one_alarm_is_no_flapping() -> None:
    watch = watch_on()
    watch.raise_alarm(T, T)
    assert not watch.flaps(moment(T + 1.0))


@given(st.lists(st.tuples(st.booleans(), st.floats(0.0, 5000.0)), max_size=30))
def test_alarms_may_come_and_go_in_any_order(story: list[tuple[bool, float]]) -> None:
    watch, t = watch_on(), T
    for down, seconds in story:
        t += seconds
        if down:
            watch.raise_alarm(t, t - 10.0)
        else:
            watch.clear_alarm(t)
        assert watch.alarm is down
        assert watch.flaps(datetime.fromtimestamp(t, UTC)) in (True, False)
        assert watch.is_calm is not down
