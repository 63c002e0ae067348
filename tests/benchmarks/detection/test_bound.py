"""The bound behaves as theory wants it."""

import math

import pytest

from benchmarks.detection.bound import bounds
from benchmarks.detection.climate import EVERYDAY, HARSH
from benchmarks.detection.troubles import Kind


def test_nobody_is_faster_than_the_first_look_that_shows_it() -> None:
    for interval in (30.0, 60.0, 300.0):
        for bound in bounds(EVERYDAY, interval).values():
            assert bound.alone > interval / 2.0
            assert bound.looks >= 1.0


def test_colleagues_make_it_lower_and_noise_or_patience_higher() -> None:
    usual, harsh, patient = bounds(EVERYDAY, 60.0), bounds(HARSH, 60.0), bounds(EVERYDAY, 120.0)
    for kind, bound in usual.items():
        assert bound.together < bound.alone < harsh[kind].alone
        assert bound.alone < patient[kind].alone


def test_a_dead_platform_takes_about_a_minute_alone() -> None:
    dead = bounds(EVERYDAY, 60.0)[Kind.DEAD]
    hiccup = 45.0 - math.sqrt(0.1 * 2.0 * 60.0 * 41.0 / (6.0 * 0.62 * 0.85))
    assert dead.alone == pytest.approx(30.0 + 60.0 * 0.03 / 0.97 + hiccup + 2.0)


def test_rarer_failures_say_more() -> None:
    made = bounds(EVERYDAY, 60.0)
    assert made[Kind.CERTIFICATE].nats > made[Kind.DEAD].nats > made[Kind.SLUGGISH].nats > 1.0
