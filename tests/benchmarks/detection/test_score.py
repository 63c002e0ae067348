"""What is counted, on stories told by hand."""

import pytest

from benchmarks.detection.climate import EVERYDAY
from benchmarks.detection.score import Score, delay, missed, score, wrong
from benchmarks.detection.story import Said, Story
from benchmarks.detection.troubles import Kind, Trouble
from benchmarks.detection.world import World
from downlight.domain.status import Scope

NOON = 4 * 3600.0
DEAD = Trouble(Kind.DEAD, 0, NOON, NOON + 1200.0)


class Quiet(World):
    """A day on which one thing happens, and the machine is awake."""

    def __init__(self, *troubles: Trouble) -> None:
        super().__init__(1, days=1.0, platforms=1, climate=EVERYDAY)
        self.troubles = list(troubles)
        self.machine.asleep.clear()
        self.machine.seen = lambda begin, end: max(0.0, end - begin)  # type: ignore[method-assign]
        self.machine.way = lambda t: None  # type: ignore[method-assign]
        self.machine.wakes = lambda t: t  # type: ignore[method-assign]


def told(*said: Said) -> Score:
    return score(Quiet(DEAD), Story([list(said)]))


def test_the_delay_is_from_the_onset_to_the_first_word() -> None:
    made = told(Said(NOON + 42.0, True, Scope.EVERYONE), Said(NOON + 1230.0))
    assert delay(made.everyones, 0.5) == 42.0
    assert made.recovery(0.5) == 30.0
    assert (missed(made.everyones), made.false_rate) == (0.0, 0.0)
    assert wrong(made.everyones) == 0.0
    assert made.alarms(flapping=False) == 1.0


def test_silence_is_a_miss() -> None:
    made = told()
    assert missed(made.everyones) == 1.0
    assert made.found[0].delay is None


def test_an_alarm_without_an_outage_is_false() -> None:
    made = told(Said(NOON - 900.0, True, Scope.EVERYONE), Said(NOON - 800.0))
    assert made.false.total() == 1
    assert made.false_rate == pytest.approx(30.0)


def test_just_you_is_the_wrong_word_for_everyones_outage() -> None:
    made = told(Said(NOON + 40.0, True, Scope.JUST_YOU), Said(NOON + 1000.0, True, Scope.EVERYONE))
    assert wrong(made.everyones) == 1.0


def test_who_cannot_say_who_has_it_is_not_judged_by_that() -> None:
    made = told(Said(NOON + 40.0, True))
    assert made.found[0].right is None


def test_each_alarm_within_an_outage_counts() -> None:
    said = [Said(NOON + 100.0 * n, n % 2 == 1, Scope.EVERYONE) for n in range(1, 7)]
    assert told(*said).alarms(flapping=False) == 3.0
