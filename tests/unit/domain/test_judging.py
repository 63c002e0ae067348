import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.judging import (
    NO_SIBLINGS,
    Case,
    Siblings,
    backing,
    case,
    hiccup_wait,
    is_certain,
    is_over,
    scope_of,
    trouble_status,
)
from downlight.domain.likelihood import Kind
from downlight.domain.observation import PeerVote
from downlight.domain.spell import Spell
from downlight.domain.status import Scope, Status
from downlight.domain.tuning import Tuning
from downlight.domain.watch import Watch
from downlight.domain.witnesses import NO_VOTES, Votes
from fakes.suspects import T, look, reading, votes, watch_on

TUNING = Tuning()
LEAST, MOST = TUNING.hiccup_least, TUNING.hiccup_most
EASY = Case(wait=0.0, looks=1, began=T)


def failed(*kinds: Kind, gap: float = 10.0) -> Watch:
    """Return a platform in trouble for sure, whose looks went so."""
    watch = watch_on()
    watch.spell = Spell(T, T)
    watch.run = 0
    for number, kind in enumerate(kinds):
        t = T + gap * number
        if kind is Kind.OK:
            watch.spell.add_good(look(t).path, t)
        else:
            watch.spell.add_bad(kind, look(t), t, t, 1.0)
    watch.belief.trouble()
    return watch


def hear(watch: Watch, *said: PeerVote) -> Watch:
    watch.witnesses.take_votes(said, T, asked=True)
    return watch


def certain(watch: Watch, made: Case = EASY, t: float = T + 60.0) -> bool:
    return is_certain(watch, made, t, TUNING)


def recovered(watch: Watch) -> float:
    """Return after how many seconds of good answers a platform is called back."""
    watch.run, watch.run_began = 10, T
    watch.belief.calm()
    return next(second for second in range(7200) if is_over(watch, T + second, TUNING))


@given(st.floats(-20.0, 20.0), st.floats(-20.0, 20.0), st.floats(LEAST, 200.0))
def test_the_wait_lies_within_a_hiccup_and_shrinks_with_evidence(
    one: float, other: float, most: float
) -> None:
    more, less = max(one, other), min(one, other)
    short, long = hiccup_wait(more, most, TUNING), hiccup_wait(less, most, TUNING)
    assert LEAST - 1e-6 <= short <= long <= most + 1e-6


def test_where_hiccups_last_longer_we_wait_longer() -> None:
    assert hiccup_wait(0.0, 2 * MOST, TUNING) > hiccup_wait(0.0, MOST, TUNING)


def test_what_others_say_backs_us_or_does_not() -> None:
    def nats(said: Votes = NO_VOTES, siblings: Siblings = NO_SIBLINGS) -> float:
        return backing(watch_on(), said, siblings, T, TUNING)

    assert nats() == 0.0
    assert nats(Votes(fine=3)) < 0.0 < nats(Votes(failing=1)) <= nats(Votes(failing=3))
    assert nats(Votes(failing=1, spoke_up=1)) > nats(Votes(failing=1))
    assert nats(siblings=Siblings(alarmed=1)) > nats(siblings=Siblings(suspected=1)) > 0.0


def test_complaints_and_the_provider_back_us() -> None:
    complained, admitted = watch_on(), watch_on()
    complained.witnesses.take_crowd(500.0, 1.0, T)
    admitted.witnesses.take_feed(reading(T, Status.MAJOR_OUTAGE), T, read=True)
    for watch in (complained, admitted):
        assert backing(watch, NO_VOTES, NO_SIBLINGS, T, TUNING) > 0.0


def test_where_nothing_failed_there_is_no_case() -> None:
    assert case(watch_on(), NO_SIBLINGS, T, MOST, TUNING) is None


def test_fine_colleagues_make_us_look_more_often_and_wait_longer_than_failing_ones() -> None:
    fine = case(hear(failed(Kind.TIMEOUT), *votes(True, 3)), NO_SIBLINGS, T, MOST, TUNING)
    failing = case(hear(failed(Kind.TIMEOUT), *votes(False, 3)), NO_SIBLINGS, T, MOST, TUNING)
    assert fine is not None
    assert failing is not None
    assert fine.looks > failing.looks > 1
    assert fine.wait > failing.wait > 0.0


def test_an_alarm_needs_belief_and_looks_and_time() -> None:
    assert certain(failed(*[Kind.SERVER_ERROR] * 4))
    doubted = failed(*[Kind.SERVER_ERROR] * 4)
    doubted.belief.calm()
    doubted.belief.lift(TUNING.enter - 0.02)
    assert not certain(doubted)
    assert not certain(failed(*[Kind.SERVER_ERROR] * 4), Case(0.0, 5, T))
    assert not certain(failed(*[Kind.SERVER_ERROR] * 4), Case(31.0, 1, T))
    assert certain(failed(*[Kind.SERVER_ERROR] * 4), Case(29.0, 4, T))
    assert not certain(watch_on())


def test_a_missing_text_alone_may_be_a_redesign_unless_people_complain() -> None:
    redesigned = failed(*[Kind.TEXT_MISSING] * 4)
    assert not certain(redesigned, t=T + 31.0)
    assert certain(failed(*[Kind.SERVER_ERROR] * 4), t=T + 31.0)
    assert certain(redesigned, t=T + 3600.0)
    redesigned.witnesses.take_crowd(500.0, 1.0, T + 31.0)
    assert certain(redesigned, t=T + 31.0)


def test_a_missing_text_that_nobody_complains_of_is_a_redesign() -> None:
    redesigned = failed(*[Kind.TEXT_MISSING] * 4)
    redesigned.witnesses.take_crowd(1.0, 1.0, T + 3590.0)
    assert not certain(redesigned, t=T + 3600.0)


def test_a_lossy_way_of_ours_is_no_outage_while_colleagues_are_fine() -> None:
    lossy = [Kind.TIMEOUT, Kind.OK] * 6 + [Kind.TIMEOUT]
    assert not certain(hear(failed(*lossy), *votes(True, 3)), t=T + 130.0)
    broken = [Kind.SERVER_ERROR, Kind.OK] * 6 + [Kind.SERVER_ERROR]
    assert certain(hear(failed(*broken), *votes(True, 3)), t=T + 130.0)


def test_an_alarm_ends_only_after_good_answers_that_lasted() -> None:
    watch = failed(*[Kind.TIMEOUT] * 30)
    assert not is_over(watch, T + 3600.0, TUNING)
    assert recovered(watch) >= TUNING.hold * watch.scale
    assert is_over(watch, T + 3600.0, TUNING)
    watch.run = 1
    assert not is_over(watch, T + 3600.0, TUNING)
    watch.run = 10
    watch.belief.trouble()
    assert not is_over(watch, T + 3600.0, TUNING)


def test_who_comes_and_goes_is_called_back_later() -> None:
    steady, brief = failed(*[Kind.TIMEOUT] * 30), failed(*[Kind.TIMEOUT] * 3)
    partial = failed(*[Kind.TIMEOUT, Kind.TIMEOUT, Kind.OK] * 10, Kind.TIMEOUT)
    flapping, worse = failed(*[Kind.TIMEOUT] * 30), failed(*[Kind.TIMEOUT] * 30)
    for watch, alarms in ((flapping, 2), (worse, 4)):
        for _ in range(alarms):
            watch.flapping.alarmed(T)
    assert recovered(steady) < recovered(partial)
    assert recovered(steady) < recovered(brief) < recovered(flapping) < recovered(worse)


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ([Kind.SERVER_ERROR] * 10, Status.MAJOR_OUTAGE),
        ([Kind.SERVER_ERROR, Kind.OK, Kind.OK] * 10, Status.PARTIAL_OUTAGE),
        ([Kind.SLOW] * 10, Status.DEGRADED),
    ],
)
def test_how_bad_it_is_follows_the_share_and_the_kind(kinds: list[Kind], status: Status) -> None:
    assert trouble_status(failed(*kinds)) is status


def test_a_major_outage_is_called_partial_later_than_a_partial_one_is_called_major() -> None:
    def is_major(share: float, before: Status) -> bool:
        watch = failed(Kind.SERVER_ERROR)
        watch.status = before
        if watch.spell is not None:
            watch.spell.share = share
        return trouble_status(watch) is Status.MAJOR_OUTAGE

    shares = [number / 100 for number in range(101)]
    falling = [is_major(share, Status.MAJOR_OUTAGE) for share in shares]
    rising = [is_major(share, Status.PARTIAL_OUTAGE) for share in shares]
    assert falling == sorted(falling)
    assert rising == sorted(rising)
    assert 0 < sum(rising) < sum(falling) < len(shares)


def test_what_was_said_of_who_has_it_stays_unless_the_evidence_is_clear() -> None:
    def scope(watch: Watch, before: Scope | None) -> Scope:
        watch.scope = before
        return scope_of(watch, NO_SIBLINGS, T, TUNING)

    answered, unsure = failed(*[Kind.SERVER_ERROR] * 5), failed(Kind.TIMEOUT)
    elsewhere = failed(*[Kind.TIMEOUT] * 5)
    elsewhere.other_path_at = T
    for before in (None, *Scope):
        assert scope(answered, before) is Scope.EVERYONE
        assert scope(elsewhere, before) is Scope.JUST_YOU
    assert scope(unsure, Scope.EVERYONE) is Scope.EVERYONE
    assert scope(unsure, Scope.JUST_YOU) is Scope.JUST_YOU
    assert scope(unsure, None) is Scope.UNCLEAR


def test_where_none_of_our_looks_failed_the_badness_stays() -> None:
    watch = watch_on()
    assert trouble_status(watch) is Status.DEGRADED
    watch.status = Status.MAJOR_OUTAGE
    assert trouble_status(watch) is Status.MAJOR_OUTAGE
