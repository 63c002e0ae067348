import pytest

from downlight.domain.likelihood import Kind
from downlight.domain.observation import PeerVote
from downlight.domain.scope import everyone_odds
from downlight.domain.spell import Spell
from downlight.domain.status import Reason, Status
from downlight.domain.tuning import Tuning
from downlight.domain.watch import Watch
from fakes.suspects import T, look, reading, votes, watch_on

TUNING = Tuning()


def failing(kind: Kind = Kind.TIMEOUT) -> Watch:
    watch = watch_on()
    watch.spell = Spell(T, T)
    for n in range(4):
        t = T + 10.0 * n
        watch.spell.add_bad(kind, look(t, Reason.TIMEOUT), t, t, 2.0)
    return watch


def odds(watch: Watch, siblings: int = 0, t: float = T + 60.0) -> float:
    return everyone_odds(watch, siblings, t, TUNING)


def test_errors_of_the_platform_itself_are_everyones() -> None:
    assert odds(failing(Kind.SERVER_ERROR)) > 0.3
    assert odds(failing(Kind.SERVER_ERROR)) > odds(failing(Kind.TIMEOUT))


def test_each_colleague_who_fails_makes_it_more_likely_everyones() -> None:
    before = odds(failing())
    for count in (1, 2, 3):
        watch = failing()
        watch.witnesses.take_votes(votes(False, count), T + 55.0, asked=True)
        assert odds(watch) > before
        before = odds(watch)


def test_each_colleague_who_gets_through_makes_it_less_likely_everyones() -> None:
    before = odds(failing())
    for count in (1, 2, 3):
        watch = failing()
        watch.witnesses.take_votes(votes(True, count), T + 55.0, asked=True)
        assert odds(watch) < before
        before = odds(watch)
    assert before < -0.3


def test_a_failure_behind_the_same_way_out_rather_makes_it_ours() -> None:
    watch = failing()
    watch.witnesses.take_votes([PeerVote("desk", False, same_network=True)], T + 55, asked=True)
    assert odds(watch) < odds(failing())


def test_old_votes_count_no_more() -> None:
    watch = failing()
    watch.witnesses.take_votes(votes(False, 3), T, asked=True)
    assert odds(watch, t=T + 86_400.0) == odds(failing(), t=T + 86_400.0)


def test_an_answer_by_another_resolver_makes_it_ours_for_a_while() -> None:
    watch = failing()
    watch.other_path_at = T + 50.0
    assert odds(watch) < odds(failing()) - 1.0
    assert odds(watch, t=T + 3600.0) == odds(failing(), t=T + 3600.0)


@pytest.mark.parametrize(
    "status", [Status.DEGRADED, Status.PARTIAL_OUTAGE, Status.MAJOR_OUTAGE, Status.MAINTENANCE]
)
def test_what_the_provider_admits_is_everyones(status: Status) -> None:
    watch = failing()
    watch.witnesses.take_feed(reading(T, status), T, read=True)
    assert odds(watch) > odds(failing()) + 1.0


def test_a_status_page_on_which_all_is_well_is_no_evidence() -> None:
    watch = failing()
    watch.witnesses.take_feed(reading(T, Status.OPERATIONAL), T, read=True)
    assert odds(watch) == odds(failing())


def test_others_of_the_same_provider_being_down_makes_it_everyones() -> None:
    assert odds(failing(), siblings=2) > odds(failing())


def test_many_complaints_make_it_everyones() -> None:
    watch = failing()
    watch.witnesses.take_crowd(300.0, 5.0, T + 50.0)
    assert odds(watch) > odds(failing()) + 1.0


def test_silence_of_the_crowd_counts_only_when_complaints_must_have_come() -> None:
    early, late = failing(), failing()
    for watch in (early, late):
        watch.since = T
    early.witnesses.take_crowd(3.0, 5.0, T + 50.0)
    assert odds(early) == odds(failing())
    late.witnesses.take_crowd(3.0, 5.0, T + 1800.0)
    assert odds(late, t=T + 1810.0) < odds(failing(), t=T + 1810.0)


def test_an_old_count_says_nothing() -> None:
    watch = failing()
    watch.witnesses.take_crowd(300.0, 5.0, T)
    assert odds(watch, t=T + 7200.0) == odds(failing(), t=T + 7200.0)


def test_without_a_look_of_our_own_it_is_rather_everyones() -> None:
    assert odds(watch_on()) > 0.0
