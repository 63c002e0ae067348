import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.likelihood import TABLE, Kind
from downlight.domain.observation import Path
from downlight.domain.spell import Spell
from downlight.domain.status import Reason
from fakes.suspects import T, look

BAD = sorted(set(TABLE) - {Kind.OK})


def spell_of(*story: Kind, path: Path = Path.DEFAULT, gap: float = 10.0) -> Spell:
    """Return a spell whose looks came `gap` seconds apart."""
    spell = Spell(T, T - 0.1)
    for n, kind in enumerate(story):
        t = T + n * gap
        if kind is Kind.OK:
            spell.add_good(path, t)
        else:
            spell.add_bad(kind, look(t, Reason.TIMEOUT, path=path), t - 0.1, t, 2.0)
    return spell


def test_a_spell_counts_by_kind() -> None:
    spell = spell_of(Kind.TIMEOUT, Kind.DNS, Kind.TIMEOUT)
    assert (spell.bad, spell.count(Kind.TIMEOUT), spell.count(Kind.DNS)) == (3, 2, 1)
    assert spell.count(Kind.TLS) == 0
    assert spell.kinds[Kind.TIMEOUT].weight == pytest.approx(4.0)


def test_it_spans_the_time_between_its_first_and_last_bad_look() -> None:
    assert spell_of(Kind.TIMEOUT).span == 0.0
    assert spell_of(Kind.TIMEOUT, Kind.TIMEOUT, Kind.TIMEOUT).span == pytest.approx(20.0)
    assert spell_of(Kind.TIMEOUT, Kind.TIMEOUT, Kind.OK).span == pytest.approx(10.0)


def test_good_looks_lower_the_share_and_bad_ones_raise_it() -> None:
    spell = spell_of(Kind.TIMEOUT, Kind.TIMEOUT)
    assert spell.share == 1.0
    spell.add_good(Path.DEFAULT, T + 25.0)
    lowered = spell.share
    assert lowered < 1.0
    spell.add_bad(Kind.TIMEOUT, look(T + 30), T + 30, T + 30, 1.0)
    assert lowered < spell.share < 1.0


def test_it_is_broken_by_a_good_look_between_bad_ones_only() -> None:
    assert not spell_of(Kind.TIMEOUT, Kind.TIMEOUT, Kind.OK).broken
    assert spell_of(Kind.TIMEOUT, Kind.OK, Kind.TIMEOUT).broken


def test_good_looks_after_the_end_do_not_make_it_partial() -> None:
    whole = spell_of(*[Kind.TIMEOUT] * 4, *[Kind.OK] * 4)
    assert not whole.is_partial
    assert spell_of(*[Kind.TIMEOUT, Kind.OK] * 4, Kind.TIMEOUT).is_partial
    assert whole.good_share < spell_of(*[Kind.TIMEOUT, Kind.OK] * 8, Kind.TIMEOUT).good_share


def test_failures_in_one_breath_say_less_than_failures_apart() -> None:
    quick = spell_of(Kind.ERROR_TEXT, Kind.ERROR_TEXT, gap=0.5)
    apart = spell_of(Kind.ERROR_TEXT, Kind.ERROR_TEXT, gap=60.0)
    assert quick.lasting < apart.lasting
    assert quick.novelty(T + 1.0) < apart.novelty(T + 600.0) <= 1.0


def test_errors_of_the_platform_itself_are_not_on_the_way() -> None:
    assert spell_of(Kind.TIMEOUT, Kind.RESET).on_the_way
    assert not spell_of(Kind.TIMEOUT, Kind.SERVER_ERROR).on_the_way


def test_its_own_errors_speak_for_everyone_and_silence_does_not() -> None:
    assert spell_of(Kind.SERVER_ERROR).everyone > 0.0
    assert spell_of(Kind.TIMEOUT).everyone <= 0.0


def test_silence_with_good_looks_in_between_is_rather_everyones() -> None:
    assert spell_of(Kind.TIMEOUT, Kind.OK).everyone > spell_of(Kind.TIMEOUT).everyone


def test_a_name_that_another_resolver_lacks_too_is_rather_everyones() -> None:
    alone = spell_of(Kind.DNS)
    assert spell_of(Kind.DNS, path=Path.OTHER_RESOLVER).everyone > alone.everyone


def test_other_ways_that_fail_while_the_usual_one_works_are_no_proper_trouble() -> None:
    unanswered = spell_of(Kind.TIMEOUT, Kind.TIMEOUT, path=Path.OTHER_FAMILY)
    answered = spell_of(Kind.TIMEOUT, Kind.TIMEOUT, path=Path.OTHER_FAMILY)
    failing_too = spell_of(Kind.TIMEOUT, Kind.TIMEOUT)
    answered.add_good(Path.DEFAULT, T + 25.0)
    failing_too.add_good(Path.DEFAULT, T + 25.0)
    assert unanswered.is_proper
    assert not answered.is_proper
    assert failing_too.is_proper


def test_an_error_that_the_platform_sent_is_proper_by_any_way() -> None:
    spell = spell_of(Kind.SERVER_ERROR, Kind.SERVER_ERROR, path=Path.OTHER_FAMILY)
    spell.add_good(Path.DEFAULT, T + 25.0)
    assert spell.is_proper


def test_it_is_mostly_slow_when_more_than_half_is() -> None:
    assert spell_of(Kind.SLOW, Kind.SLOW, Kind.TIMEOUT).mostly_slow
    assert not spell_of(Kind.SLOW, Kind.TIMEOUT).mostly_slow


@given(st.lists(st.sampled_from([Kind.OK, *BAD]), min_size=1, max_size=60), st.sampled_from(Path))
def test_whatever_comes_the_figures_stay_in_bounds(story: list[Kind], path: Path) -> None:
    spell = spell_of(*story, path=path)
    assert 0.0 <= spell.share <= 1.0
    assert abs(spell.everyone) < 10
    assert abs(spell.lasting) < 10
    assert spell.bad + spell.good <= spell.seen
    assert spell.bad <= max(spell.seen_bad, spell.bad)
    assert sum(tally.count for tally in spell.kinds.values()) == spell.bad
    assert 0.5 <= spell.novelty(T + 5.0) <= 1.0
    assert spell.proper_bad <= spell.bad
