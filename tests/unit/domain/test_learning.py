import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.learning import ACCEPTED, APART, ENOUGH, MEMORY, YOUNG, Look

USUAL = ("title:Home", "length:12", "form:yes")
LATER = 100 * APART
OTHER = ("title:Oops", "length:3", "form:yes")


def learned(*traits: str, visits: int = ENOUGH) -> Look:
    look = Look()
    for n in range(visits):
        look.learn(traits or USUAL, n * APART)
    return look


def test_nothing_is_strange_before_the_page_is_known() -> None:
    look = learned(visits=ENOUGH - 1)
    assert not look.is_strange(OTHER, LATER)
    assert look.deviating(OTHER) == ()


def test_the_usual_page_is_not_strange() -> None:
    assert not learned().is_strange(USUAL, LATER)


def test_a_page_that_differs_in_two_ways_is_strange_and_says_in_which() -> None:
    look = learned()
    assert look.is_strange(OTHER, LATER)
    assert look.deviating(OTHER) == ("title", "length")


def test_one_difference_alone_is_everyday() -> None:
    assert not learned().is_strange(("title:News", "length:12", "form:yes"), LATER)


def test_a_trait_that_always_changes_tells_nothing() -> None:
    look = Look()
    for n in range(ENOUGH):
        look.learn((f"title:{n}", f"length:{n}", "form:yes"), n * APART)
    assert not look.is_strange(("title:new", "length:new", "form:yes"), LATER)


def test_a_page_that_changes_from_day_to_day_is_not_strange_on_its_second_day() -> None:
    look, tomorrow = learned(), ("title:Tuesday", "length:11", "form:yes")
    assert not look.is_strange(tomorrow, LATER)
    assert look.is_strange(("title:Oops", "length:9", "form:yes"), LATER)


def test_a_page_known_for_a_day_shows_small_changes_of_its_length_too() -> None:
    look = learned(visits=int(YOUNG / APART) + 2)
    assert look.is_strange(("title:Tuesday", "length:11", "form:yes"), LATER)


def test_a_trait_never_seen_before_tells_nothing() -> None:
    assert learned().deviating((*USUAL, "colour:red", "shape:round")) == ()


def test_a_page_without_traits_is_neither_learned_nor_strange() -> None:
    look = Look()
    for n in range(ENOUGH):
        look.learn((), n * APART)
    assert not look.is_strange(OTHER, LATER)
    assert not learned().is_strange((), LATER)


def test_visits_close_together_count_once_when_the_page_is_known() -> None:
    look = learned()
    for n in range(ENOUGH * 4):
        look.learn(OTHER, ENOUGH * APART + n)
    assert look.is_strange(("title:Third", "length:5", "form:yes"), LATER)


def test_a_redesign_is_accepted_after_a_while_and_the_old_page_as_well() -> None:
    look, minutes = learned(), int(ACCEPTED / 60)
    judged = [look.is_strange(OTHER, LATER + 60.0 * n) for n in range(minutes + 30)]
    assert all(judged[:minutes])
    assert not any(judged[minutes:])
    assert not look.is_strange(USUAL, LATER + 2 * ACCEPTED)
    assert not look.is_strange(OTHER, LATER + 2 * ACCEPTED)


def test_a_good_visit_in_between_starts_the_wait_anew() -> None:
    look = learned()
    for n in range(400):
        t = LATER + 60.0 * n
        assert look.is_strange(OTHER, t)
        if n % 5 == 0:
            look.learn(USUAL, t)


def test_what_was_usual_long_ago_is_forgotten() -> None:
    look = learned()
    for n in range(MEMORY):
        look.learn(OTHER, (ENOUGH + n) * APART)
    assert look.is_strange(USUAL, LATER)
    assert not look.is_strange(OTHER, LATER)


@pytest.mark.parametrize("trait", ["", "title", "title:", ":", "title:a:b"])
def test_a_trait_of_any_shape_is_taken(trait: str) -> None:
    assert not learned(trait).is_strange((trait,), LATER)


traits = st.lists(st.sampled_from(["a:1", "a:2", "b:1", "b:2", "c:1", "c:2"]), max_size=4)


@given(st.lists(st.tuples(traits, st.floats(0, 1e6)), max_size=80), traits)
def test_only_what_was_not_seen_lately_deviates(
    visits: list[tuple[list[str], float]], now: list[str]
) -> None:
    look = Look()
    for seen, t in visits:
        look.learn(seen, t)
    kinds = {trait.partition(":")[0] for trait in now}
    assert set(look.deviating(now)) <= kinds
    assert look.is_strange(now, LATER) is (len(look.deviating(now)) >= 2)
