"""The world gives the same answers to whoever asks, in whatever order."""

from random import Random

import pytest

from benchmarks.detection.climate import HARSH, STRESS
from benchmarks.detection.hearsay import Hearsay
from benchmarks.detection.machine import CUT
from benchmarks.detection.troubles import OUTAGES, Kind
from benchmarks.detection.world import Fate, World
from downlight.domain.observation import Path
from downlight.domain.status import Reason, Status


def fates(world: World, order: list[int]) -> dict[int, Fate]:
    return {t: world.look(t % 10, float(t), Path.DEFAULT, 8.0) for t in order}


def test_the_same_seed_is_the_same_world_in_any_order() -> None:
    moments = list(range(0, 7 * 86_400, 601))
    shuffled = Random(1).sample(moments, len(moments))
    first, second = World(5, days=7.0), World(5, days=7.0)
    assert first.troubles == second.troubles
    assert first.machine.asleep == second.machine.asleep
    assert fates(first, moments) == fates(second, shuffled)
    assert fates(World(6, days=7.0), moments) != fates(first, moments)


def test_what_others_say_is_the_same_for_all() -> None:
    def said(order: list[float]) -> dict[float, object]:
        hearsay = Hearsay(World(5, days=3.0))
        return {
            t: (hearsay.votes(1, t), hearsay.complaints(2, t), hearsay.official(0, t))
            for t in order
        }

    moments = [600.0 * n for n in range(400)]
    assert said(moments) == said(moments[::-1])


def test_a_month_has_everything_that_may_happen() -> None:
    worlds = [World(seed, days=28.0) for seed in (1, 2, 3)]
    assert {trouble.kind for world in worlds for trouble in world.troubles} == set(Kind)
    ways = {spell.way for world in worlds for spell in world.machine.spells}
    assert len(ways) == 7


def test_a_platform_has_one_truth_at_a_time() -> None:
    for seed in range(4):
        free: dict[int, float] = {}
        for trouble in World(seed, days=28.0).troubles:
            if trouble.kind in OUTAGES or trouble.kind is Kind.WORKS:
                assert trouble.begin >= free.get(trouble.platform, 0.0)
                free[trouble.platform] = trouble.end


def test_healthy_platforms_fail_seldom_and_the_dead_nearly_always() -> None:
    world = World(3, days=28.0)
    healthy = [
        world.look(p, float(t), Path.DEFAULT, 8.0).is_good
        for t in range(0, 28 * 86_400, 97)
        for p in [t % 10]
        if not world.at_work(p, float(t)) and world.machine.way(float(t)) is None
    ]
    assert 0.99 < sum(healthy) / len(healthy) < 1.0
    dead = next(one for one in world.troubles if one.kind is Kind.DEAD)
    seconds = range(int(dead.begin) + 1, int(dead.end))
    alive = [world.look(dead.platform, float(t), Path.DEFAULT, 8.0).is_good for t in seconds]
    assert sum(alive) / len(alive) < 0.3


def test_a_harsh_world_has_more_noise() -> None:
    calm, harsh = World(1, climate=STRESS), World(1, climate=HARSH)
    assert sum(p.noise for p in harsh.platforms) > 2.0 * sum(p.noise for p in calm.platforms)


def test_no_way_out_lets_nothing_through() -> None:
    world = World(2, days=14.0)
    cut = [spell for spell in world.machine.spells if spell.way in CUT]
    assert len(cut) > 25
    for spell in cut:
        middle = (spell.begin + spell.end) / 2
        assert world.look(0, middle, Path.DEFAULT, 8.0).failure is not None
        assert world.machine.seen(spell.begin, spell.end) == pytest.approx(0.0, abs=1e-6)


def test_another_name_server_helps_where_only_ours_fails() -> None:
    worlds = [World(seed, days=28.0) for seed in range(3)]
    world, lost = next(
        (world, one) for world in worlds for one in world.troubles if one.kind is Kind.OWN_NAME
    )
    moments = [lost.begin + 1.0 + n for n in range(int(lost.end - lost.begin) - 2)]
    ours = [world.look(lost.platform, t, Path.DEFAULT, 8.0).failure for t in moments]
    theirs = [world.look(lost.platform, t, Path.OTHER_RESOLVER, 8.0).is_good for t in moments]
    assert ours.count(Reason.DNS) > 0.5 * len(moments)
    assert sum(theirs) > 0.5 * len(moments)


def test_status_pages_are_late_or_silent() -> None:
    world = World(4, days=28.0)
    hearsay = Hearsay(world)
    outages = [one for one in world.troubles if one.for_everyone]
    at_once = [hearsay.official(one.platform, one.begin + 30.0) for one in outages]
    posted = [hearsay.posted(one) for one in outages]
    assert 0.05 < sum(posted) / len(posted) < 0.6
    assert sum(status is Status.OPERATIONAL for status in at_once) > 0.8 * len(at_once)
