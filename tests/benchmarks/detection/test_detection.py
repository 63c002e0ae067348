"""A few days of the whole engine in a fixed world, with bounds that leave room."""

from functools import cache

from benchmarks.detection.climate import COMPANY, STRESS
from benchmarks.detection.rival_run import AS_SHIPPED, watch
from benchmarks.detection.score import Score, delay, missed, score, wrong
from benchmarks.detection.whole_app import Setup, live
from benchmarks.detection.world import World

SEED, DAYS = 225, 2.0


@cache
def app() -> Score:
    world = World(SEED, DAYS, climate=STRESS)
    return score(world, live(world, Setup()).story)


def test_outages_are_told_soon_and_seldom_missed() -> None:
    assert len(app().everyones) >= 5
    assert delay(app().everyones, 0.5) < 120.0
    assert missed(app().everyones) <= 0.2
    assert missed(app().yours) == 0.0


def test_the_wolf_is_hardly_ever_cried() -> None:
    assert app().false.total() <= 1
    assert app().alarms(flapping=False) < 1.5


def test_it_says_who_has_it() -> None:
    assert wrong(app().everyones) <= 0.2
    assert wrong(app().yours) == 0.0


def test_it_costs_about_a_look_a_minute() -> None:
    assert 1300.0 < app().looks_a_day < 1700.0


def test_others_are_slower_or_cry_wolf() -> None:
    world = World(SEED, DAYS, climate=STRESS)
    for rival in AS_SHIPPED:
        other = score(world, watch(world, rival))
        slower = delay(other.everyones, 0.5) > 1.5 * delay(app().everyones, 0.5)
        assert slower or other.false_rate > 10.0


def test_the_same_world_is_told_the_same_way_twice() -> None:
    world = World(SEED, 0.5, platforms=4, climate=STRESS)
    first, second = live(world, Setup()), live(world, Setup())
    assert first.story.said == second.story.said
    assert first.story.looks == second.story.looks


def test_blocked_control_sites_are_not_the_end_of_the_network() -> None:
    world = World(SEED, 1.0, climate=COMPANY)
    made = live(world, Setup(colleagues=False, crowd=False))
    assert made.story.offline < 600.0
    assert score(world, made.story).false.total() <= 1
