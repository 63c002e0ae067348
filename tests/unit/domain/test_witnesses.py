import math

from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.observation import PeerVote
from downlight.domain.status import Reason, Status
from downlight.domain.witnesses import NO_VOTES, Votes, Witnesses
from fakes.suspects import T, reading, votes

FRESH = 400.0


def test_nobody_has_said_anything_at_first() -> None:
    witnesses = Witnesses()
    assert witnesses.votes(T, FRESH) == NO_VOTES
    assert witnesses.votes(T, FRESH).asked == 0
    assert witnesses.spoken_since() == math.inf
    assert witnesses.silent
    assert not witnesses.complaints(T, FRESH, 0.0, 0.0)


def test_votes_are_counted_by_what_they_say_and_where_they_come_from() -> None:
    witnesses = Witnesses()
    here = PeerVote("desk", False, same_network=True)
    witnesses.take_votes([*votes(False, 2), *votes(True, 3), here], T, asked=True)
    heard = witnesses.votes(T, FRESH)
    assert (heard.failing, heard.fine, heard.failing_here) == (2, 3, 1)
    assert heard.asked == 6


def test_only_the_newest_word_of_a_colleague_counts() -> None:
    witnesses = Witnesses()
    witnesses.take_votes([PeerVote("ann", False)], T, asked=True)
    witnesses.take_votes([PeerVote("ann", True)], T + 30.0, asked=True)
    heard = witnesses.votes(T + 31.0, FRESH)
    assert (heard.failing, heard.fine, heard.wavering) == (0, 1, 1)
    assert witnesses.votes(T + 31.0 + FRESH, FRESH) == Votes()


def test_a_word_grows_old() -> None:
    witnesses = Witnesses()
    witnesses.take_votes(votes(False, 2), T, asked=True)
    assert witnesses.votes(T + FRESH - 1.0, FRESH).failing == 2
    assert witnesses.votes(T + FRESH + 1.0, FRESH).asked == 0


def test_news_are_told_from_repetition_and_from_those_behind_the_same_way_out() -> None:
    witnesses = Witnesses()
    ann, desk = PeerVote("ann", False), PeerVote("desk", False, same_network=True)
    assert witnesses.take_votes([ann, desk], T, asked=True) == [(False, 1.0)]
    assert witnesses.take_votes([ann], T + 30.0, asked=True) == [(False, 0.5)]
    assert witnesses.take_votes([PeerVote("ann", True)], T + 60.0, asked=True) == [(True, 1.0)]
    assert witnesses.take_votes([PeerVote("ann", True)], T + 9000.0, asked=True) == [(True, 1.0)]


def test_who_repeats_the_same_for_ever_is_never_more_than_two_voices() -> None:
    witnesses, ann = Witnesses(), PeerVote("ann", False)
    news = [witnesses.take_votes([ann], T + 20.0 * n, asked=n % 2 == 0) for n in range(500)]
    assert sum(weight for heard in news for _, weight in heard) <= 2.0
    assert witnesses.votes(T + 10_000.0, FRESH).failing == 1


def test_what_is_heard_out_of_order_counts_for_nothing() -> None:
    witnesses = Witnesses()
    witnesses.take_votes([PeerVote("ann", True)], T, asked=True)
    assert witnesses.take_votes([PeerVote("ann", False)], T - 50.0, asked=True) == []
    assert witnesses.votes(T, FRESH).failing == 0


def test_a_word_from_a_clock_that_ran_ahead_is_not_fresh_for_ever() -> None:
    witnesses = Witnesses()
    witnesses.take_votes([PeerVote("ann", False)], T + 9000.0, asked=True)
    assert witnesses.votes(T, FRESH).asked == 0


def test_who_spoke_up_unasked_is_remembered_from_the_first_time_until_it_is_fine() -> None:
    witnesses = Witnesses()
    witnesses.take_votes(votes(False, 1), T, asked=False)
    witnesses.take_votes(votes(False, 1), T + 50.0, asked=False)
    assert witnesses.spoken_since() == T
    assert witnesses.votes(T + 60.0, FRESH).spoke_up == 1
    fine = PeerVote(votes(False, 1)[0].vantage_id, True)
    witnesses.take_votes([fine], T + 70.0, asked=False)
    assert witnesses.spoken_since() == math.inf


def test_an_answer_to_a_question_is_not_speaking_up() -> None:
    witnesses = Witnesses()
    witnesses.take_votes(votes(False, 2), T, asked=True)
    assert witnesses.votes(T, FRESH).spoke_up == 0


def test_complaints_count_while_fresh_and_above_the_usual() -> None:
    witnesses = Witnesses()
    witnesses.take_crowd(60.0, 5.0, T)
    assert witnesses.complaints(T + 10.0, FRESH, 10.0, 6.0)
    assert not witnesses.complaints(T + FRESH + 1.0, FRESH, 10.0, 6.0)
    assert not witnesses.complaints(T, FRESH, 100.0, 6.0)
    assert not witnesses.complaints(T, FRESH, 10.0, 20.0)


def test_chance_is_not_unusual_and_a_wave_is() -> None:
    witnesses = Witnesses()
    witnesses.take_crowd(20.0, 16.0, T)
    assert not witnesses.unusual(T, FRESH)
    witnesses.take_crowd(90.0, 16.0, T)
    assert witnesses.unusual(T, FRESH)
    witnesses.take_crowd(2.0, 0.0, T)
    assert not witnesses.unusual(T, FRESH)


def test_waves_of_complaints_are_counted_until_they_ebb() -> None:
    witnesses = Witnesses()
    heat = []
    for count in (500.0, 500.0, 500.0, 30.0, 5.0):
        witnesses.take_crowd(count, 5.0, T)
        heat.append(witnesses.hot)
    assert heat[0] == 1
    assert heat[1] == heat[2] == heat[3] == 2, "it has not ebbed yet"
    assert heat[4] == 0


def test_few_complaints_are_no_wave_however_rare_they_are() -> None:
    witnesses = Witnesses()
    witnesses.take_crowd(3.0, 0.0, T)
    assert witnesses.hot == 0


def test_a_feed_is_news_when_it_says_something_else() -> None:
    witnesses = Witnesses()
    assert witnesses.take_feed(reading(T, Status.OPERATIONAL), T, read=True)
    assert not witnesses.take_feed(reading(T + 60, Status.OPERATIONAL), T + 60, read=True)
    assert (witnesses.feed, witnesses.feed_at, witnesses.silent) == (Status.OPERATIONAL, T, True)
    assert witnesses.take_feed(reading(T + 90, Status.MAJOR_OUTAGE), T + 90, read=True)
    assert witnesses.official_trouble
    assert not witnesses.silent
    assert witnesses.feed_at == T + 90


def test_maintenance_is_no_trouble_but_something_to_say() -> None:
    witnesses = Witnesses()
    witnesses.take_feed(reading(T, Status.MAINTENANCE), T, read=True)
    assert not witnesses.official_trouble
    assert not witnesses.silent


def test_a_reading_that_went_wrong_keeps_the_last_word_and_is_counted() -> None:
    witnesses = Witnesses()
    witnesses.take_feed(reading(T, Status.DEGRADED), T, read=True)
    bad = reading(T + 60, Status.UNKNOWN, Reason.TIMEOUT)
    for n in range(1, 4):
        assert not witnesses.take_feed(bad, T + 60, read=False)
        assert witnesses.misses == n
    assert witnesses.feed is Status.DEGRADED
    assert witnesses.fed is bad
    assert witnesses.silent is False
    witnesses.take_feed(reading(T + 99, Status.OPERATIONAL), T + 99, read=True)
    assert (witnesses.misses, witnesses.silent) == (0, True)


said = st.lists(
    st.tuples(st.sampled_from("abc"), st.booleans(), st.booleans(), st.booleans()), max_size=20
)


@given(said, st.floats(0.0, 300.0))
def test_every_colleague_has_one_voice(
    story: list[tuple[str, bool, bool, bool]], pause: float
) -> None:
    witnesses, t = Witnesses(), T
    for who, ok, same, asked in story:
        t += pause
        witnesses.take_votes([PeerVote(who, ok, same_network=same)], t, asked=asked)
        heard = witnesses.votes(t, FRESH)
        assert 1 <= heard.asked <= len({one[0] for one in story})
        assert min(heard.failing, heard.fine, heard.failing_here, heard.wavering) >= 0
        assert heard.spoke_up <= 3
