from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.belief import LEAST_UP, LONGEST_STEP, Belief
from downlight.domain.tuning import Tuning

likelihoods = st.floats(1e-4, 1.0)
evidence = st.tuples(likelihoods, likelihoods, likelihoods, likelihoods)
deeds = st.one_of(
    st.floats(0.0, 1e6).map(lambda t: lambda belief: belief.pass_time(t)),
    evidence.map(lambda ratios: lambda belief: belief.weigh(*ratios)),
    st.floats(0.0, 1.0).map(lambda floor: lambda belief: belief.lift(floor)),
    st.sampled_from((Belief.calm, Belief.trouble)),
)


def states(belief: Belief) -> tuple[float, ...]:
    return belief.up, belief.partial, belief.slow, belief.down


def troubled(at: float = 0.0) -> Belief:
    belief = Belief(Tuning())
    belief.trouble()
    belief.at = at
    return belief


@given(st.lists(deeds, max_size=40))
def test_whatever_happens_they_stay_probabilities(doings: list[Callable[[Belief], None]]) -> None:
    belief = Belief(Tuning())
    for do in doings:
        do(belief)
        assert sum(states(belief)) == pytest.approx(1.0, abs=1e-6)
        assert all(0.0 <= one <= 1.0 for one in states(belief))


def test_in_health_time_makes_trouble_possible_and_in_trouble_it_heals() -> None:
    healthy, ill = Belief(Tuning()), troubled()
    healthy.pass_time(0.0)
    healthy.pass_time(60.0)
    ill.pass_time(60.0)
    assert 0.99 < healthy.up < 1.0
    assert LEAST_UP < ill.up < 0.5


def test_a_long_silence_says_no_more_than_the_longest_step() -> None:
    short, long = troubled(), troubled()
    short.pass_time(LONGEST_STEP)
    long.pass_time(1000.0 * LONGEST_STEP)
    assert states(short) == states(long)


def test_a_clock_set_back_changes_nothing_and_time_goes_on_from_there() -> None:
    belief = troubled(at=1000.0)
    before = states(belief)
    belief.pass_time(500.0)
    assert states(belief) == before
    belief.pass_time(560.0)
    assert belief.up > before[0]


@given(evidence, st.floats(0.01, 100.0))
def test_a_common_factor_of_the_evidence_does_not_matter(
    ratios: tuple[float, float, float, float], factor: float
) -> None:
    one, other = troubled(), troubled()
    one.lift(0.5)
    one.weigh(*ratios)
    up, partial, slow, down = ratios
    other.weigh(up * factor, partial * factor, slow * factor, down * factor)
    assert states(other) == pytest.approx(states(one))


def test_evidence_that_is_impossible_everywhere_is_ignored() -> None:
    belief = troubled()
    before = states(belief)
    belief.weigh(0.0, 0.0, 0.0, 0.0)
    assert states(belief) == before


def test_evidence_moves_the_belief_to_the_state_that_explains_it() -> None:
    belief = Belief(Tuning())
    belief.lift(0.5)
    before = belief.slow
    belief.weigh(0.1, 0.1, 0.9, 0.1)
    assert belief.slow > before
    assert belief.up < 0.5


def test_even_the_firmest_belief_in_trouble_can_be_overturned() -> None:
    belief = troubled()
    for _ in range(1000):
        belief.weigh(0.0, 1.0, 1.0, 1.0)
    for _ in range(50):
        belief.weigh(1.0, 0.5, 0.2, 0.05)
    assert belief.up > 0.99


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_lift_reaches_its_floor_and_never_lowers_the_belief_in_trouble(
    first: float, second: float
) -> None:
    belief = Belief(Tuning())
    belief.lift(first)
    belief.lift(second)
    assert 1.0 - belief.up == pytest.approx(max(first, second))


def test_calm_forgets_all_trouble() -> None:
    belief = troubled()
    belief.calm()
    assert states(belief) == (1.0, 0.0, 0.0, 0.0)
