import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.latency import Latency, Noise


def learned(*latencies: float, limit: float | None = None) -> Latency:
    latency = Latency(limit)
    for one in latencies:
        latency.learn(one)
    return latency


def test_nothing_is_slow_or_late_before_the_usual_is_known() -> None:
    assert Latency(None).usual is None
    assert learned(0.05).threshold == math.inf
    assert learned(0.05).strained == math.inf


def test_a_limit_of_the_user_holds_whatever_is_usual() -> None:
    assert learned(limit=2.0).threshold == 2.0
    assert learned(*[0.05] * 50, limit=2.0).threshold == 2.0


def test_a_fast_platform_is_not_slow_before_anybody_feels_it() -> None:
    assert 0.3 < learned(*[0.05] * 50).threshold < 3.0


def test_what_is_slow_grows_with_what_is_usual() -> None:
    assert learned(*[2.0] * 50).threshold > 2.0 * learned(*[0.5] * 50).threshold


@given(st.floats(0.01, 30.0), st.integers(5, 200))
def test_an_answer_as_usual_is_neither_slow_nor_late(usual: float, count: int) -> None:
    latency = learned(*[usual] * count)
    assert latency.usual == pytest.approx(usual)
    assert usual < latency.strained < math.inf
    assert usual < latency.threshold < math.inf


@given(st.lists(st.floats(0.01, 60.0), min_size=1, max_size=100))
def test_the_usual_lies_within_what_was_seen(latencies: list[float]) -> None:
    usual = learned(*latencies).usual
    assert usual is not None
    assert min(latencies) * 0.999 <= usual <= max(latencies) * 1.001


def test_one_late_answer_hardly_moves_the_usual_and_many_do() -> None:
    once = learned(*[0.1] * 100, 10.0).usual
    often = learned(*[0.1] * 100, *[1.0] * 300).usual
    assert once is not None
    assert once < 0.2
    assert often == pytest.approx(1.0, rel=0.1)


def test_an_answer_in_no_time_can_be_learned() -> None:
    usual = learned(*[0.0] * 30).usual
    assert usual is not None
    assert 0.0 < usual < 0.1


def test_failures_that_were_chance_make_failing_more_usual() -> None:
    noise = Noise()
    failing, slowness = noise.failing, noise.slowness
    noise.learn_bad(5, 0)
    assert noise.failing > failing
    assert noise.slowness == slowness
    noise.learn_bad(0, 5)
    assert noise.slowness > slowness


def test_good_answers_make_failing_less_usual() -> None:
    noise = Noise()
    failing, slowness = noise.failing, noise.slowness
    noise.good += 1000.0
    assert noise.failing < failing
    assert noise.slowness < slowness


def test_old_answers_fade_without_changing_what_is_usual() -> None:
    noise = Noise()
    noise.good = Noise.MOST + 1.0
    failing, slowness = noise.failing, noise.slowness
    noise.learn_bad(0, 0)
    assert noise.good < Noise.MOST
    assert noise.failing == pytest.approx(failing)
    assert noise.slowness == pytest.approx(slowness)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=30))
def test_chances_stay_chances(chances: list[tuple[int, int]]) -> None:
    noise = Noise()
    for failed, slow in chances:
        noise.learn_bad(failed, slow)
        noise.good += 100.0
    assert 0.0 < noise.failing < 1.0
    assert 0.0 < noise.slowness < 1.0
