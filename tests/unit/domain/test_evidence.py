import math

import pytest

from downlight.domain.connectivity import NOBODY_ELSE, Others
from downlight.domain.evidence import weigh_bad, weigh_good, weigh_votes
from downlight.domain.likelihood import PATH_KINDS, TABLE, Kind
from downlight.domain.observation import Path
from downlight.domain.spell import Spell
from downlight.domain.watch import Watch
from fakes.suspects import T, look, watch_on

STORMY = Others(failing=0.5, late=0.6, failed=3, spoke=5)
"""Half of what unrelated platforms were asked did not come through."""
BAD_KINDS = sorted(TABLE.keys() - {Kind.OK})


def fail(watch: Watch, kind: Kind, t: float = T, others: Others = NOBODY_ELSE) -> float:
    """Let one look fail; return what it says, in nats."""
    spell = watch.spell or Spell(t, t)
    watch.spell = spell
    said = weigh_bad(watch, spell, kind, t, t, others)
    spell.add_bad(kind, look(t), t, t, said)
    return said


def succeed(watch: Watch, t: float) -> None:
    """Let one look go well."""
    weigh_good(watch, Path.DEFAULT, t)
    if watch.spell is not None:
        watch.spell.add_good(Path.DEFAULT, t)


def suspect(kind: Kind) -> Watch:
    """Return a platform that failed once, believed ill or well alike."""
    watch = watch_on()
    fail(watch, kind)
    watch.belief.calm()
    watch.belief.lift(0.5)
    return watch


def odds(watch: Watch) -> float:
    return math.log((1.0 - watch.belief.up) / watch.belief.up)


def voted(kind: Kind, *votes: tuple[bool, float]) -> float:
    """Return how far votes move the belief in trouble of a platform that failed so, in nats."""
    watch = suspect(kind)
    weigh_votes(watch, votes)
    return odds(watch)


@pytest.mark.parametrize("kind", BAD_KINDS)
def test_every_kind_of_failure_speaks_for_trouble(kind: Kind) -> None:
    watch = watch_on()
    before = watch.belief.up
    assert fail(watch, kind) > 0.0
    assert watch.belief.up < before


def test_what_a_failure_says_is_how_far_it_moves_the_odds() -> None:
    watch = watch_on()
    watch.belief.at = T
    watch.belief.lift(0.1)
    before = odds(watch)
    assert fail(watch, Kind.TIMEOUT) == pytest.approx(odds(watch) - before)


def test_good_answers_bring_the_belief_in_health_back() -> None:
    watch = watch_on()
    for second in range(3):
        fail(watch, Kind.SERVER_ERROR, T + 10.0 * second)
    assert watch.belief.up < 0.5
    for second in range(10):
        before = watch.belief.up
        succeed(watch, T + 30.0 + 10.0 * second)
        assert watch.belief.up > before
    assert watch.belief.up > 0.95


def test_a_good_answer_says_less_of_a_platform_known_to_fail_now_and_then() -> None:
    steady, partial = watch_on(), watch_on()
    for watch in (steady, partial):
        for second in range(4):
            fail(watch, Kind.SERVER_ERROR, T + 10.0 * second)
            if watch is partial:
                succeed(watch, T + 10.0 * second + 5.0)
        watch.belief.calm()
        watch.belief.lift(0.9)
        watch.belief.at = T + 60.0
        succeed(watch, T + 60.0)
    assert partial.belief.up < steady.belief.up


@pytest.mark.parametrize("kind", sorted(PATH_KINDS))
def test_failures_on_the_way_say_less_when_unrelated_platforms_fail(kind: Kind) -> None:
    assert fail(watch_on(), kind, others=STORMY) < fail(watch_on(), kind)


def test_what_the_platform_itself_answers_says_as_much_when_others_fail() -> None:
    said = fail(watch_on(), Kind.SERVER_ERROR)
    assert fail(watch_on(), Kind.SERVER_ERROR, others=STORMY) == pytest.approx(said)


def test_slowness_says_less_when_everything_is_late() -> None:
    assert fail(watch_on(), Kind.SLOW, others=STORMY) < fail(watch_on(), Kind.SLOW)


def test_a_second_failure_at_once_says_less_than_one_a_while_later() -> None:
    said = []
    for gap in (0.5, 60.0):
        watch = suspect(Kind.TIMEOUT)
        watch.belief.at = T + gap  # so that no healing in between differs
        said.append(fail(watch, Kind.TIMEOUT, T + gap))
    at_once, later = said
    assert 0.0 < at_once < later


def test_a_failure_of_a_platform_that_often_fails_says_less() -> None:
    often = watch_on()
    often.noise.learn_bad(50, 50)
    assert fail(often, Kind.TIMEOUT) < fail(watch_on(), Kind.TIMEOUT)


def test_colleagues_that_fail_too_speak_for_trouble_and_others_against_it() -> None:
    assert voted(Kind.SERVER_ERROR, (False, 1.0)) > 0.0 > voted(Kind.SERVER_ERROR, (True, 1.0))
    assert voted(Kind.TIMEOUT, (False, 1.0)) > 0.0 > voted(Kind.TIMEOUT, (True, 1.0))


def test_who_repeats_himself_says_less() -> None:
    assert voted(Kind.TIMEOUT, (False, 1.0)) > voted(Kind.TIMEOUT, (False, 0.5)) > 0.0
    assert voted(Kind.TIMEOUT, (True, 1.0)) < voted(Kind.TIMEOUT, (True, 0.5)) < 0.0


def test_no_number_of_fine_colleagues_rules_out_trouble_of_our_own() -> None:
    crowd = [(True, 1.0)] * 100
    assert voted(Kind.SERVER_ERROR, *crowd) < voted(Kind.TIMEOUT, *crowd)
    assert voted(Kind.TIMEOUT, *crowd) > -2.0


def test_votes_on_a_platform_that_never_failed_here_move_nothing() -> None:
    watch = watch_on()
    before = watch.belief.up
    weigh_votes(watch, [(False, 1.0)] * 5)
    assert watch.belief.up == before
