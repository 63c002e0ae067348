from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.connectivity import (
    LONGEST_RETRY,
    MEMORY,
    NOBODY_ELSE,
    SILENT_TOGETHER,
    Connectivity,
    Pending,
)
from downlight.domain.likelihood import Kind
from downlight.domain.observation import Path
from downlight.domain.status import NetworkState, Reason
from fakes.suspects import T, look

ONE, OTHER = SITES = ("canary/1", "canary/2")


def silenced(*reasons: Reason) -> Connectivity:
    """Return the judge of a way out on which both control sites failed just now."""
    net = Connectivity(SITES)
    for site, reason in zip(SITES, reasons, strict=True):
        net.failed(site, reason, T - 3.0, T)
    return net


def failure(started: float) -> Pending:
    return Pending(Kind.TIMEOUT, look(started + 5.0, Reason.TIMEOUT), started, started + 5.0)


def test_one_silent_control_site_makes_us_ask_the_next_one_at_once() -> None:
    net = Connectivity(SITES)
    [first] = net.ask(T)
    cut, asked = net.failed(first, Reason.TIMEOUT, T - 3.0, T)
    assert not cut
    assert not net.cut_off
    assert asked != [first]
    assert [net.due[site] for site in asked] == [T]


def test_two_silent_ones_together_cut_this_machine_off() -> None:
    net = silenced(Reason.TIMEOUT, Reason.TIMEOUT)
    assert net.cut_off
    assert net.closed
    assert net.state is NetworkState.OFFLINE


def test_two_that_failed_long_apart_do_not() -> None:
    net = Connectivity(SITES)
    net.failed(ONE, Reason.TIMEOUT, T - 3.0, T)
    cut, _ = net.failed(OTHER, Reason.TIMEOUT, T, T + SILENT_TOGETHER + 1.0)
    assert not cut
    assert not net.cut_off


def test_a_portal_is_told_from_a_dead_line() -> None:
    net = silenced(Reason.TIMEOUT, Reason.CAPTIVE_PORTAL)
    assert net.state is NetworkState.CAPTIVE_PORTAL


def test_names_that_resolve_only_elsewhere_mean_that_our_resolver_is_broken() -> None:
    net = silenced(Reason.DNS, Reason.DNS)
    [elsewhere] = [site for site in SITES if net.path(site) is Path.OTHER_RESOLVER]
    assert not net.answered(elsewhere, 0.1, T + 3.0, T + 3.1)
    assert net.state is NetworkState.DNS_BROKEN
    assert net.cut_off
    assert net.path(elsewhere) is Path.DEFAULT


def test_a_good_answer_brings_the_way_out_back_and_voids_earlier_looks() -> None:
    net = silenced(Reason.TIMEOUT, Reason.TIMEOUT)
    assert net.answered(ONE, 0.1, T + 5.0, T + 5.1)
    assert net.state is NetworkState.ONLINE
    assert not net.closed
    assert net.reset_at == T + 5.1
    assert not net.answered(ONE, 0.1, T + 6.0, T + 6.1)


def test_while_cut_off_it_asks_ever_less_often_but_never_seldom() -> None:
    net, t, gaps = Connectivity((ONE,)), T, []
    for _ in range(20):
        net.failed(ONE, Reason.TIMEOUT, t - 3.0, t)
        gaps.append(net.due[ONE] - t)
        t = net.due[ONE]
    assert net.cut_off
    assert all(before <= after + 1e-6 for before, after in pairwise(gaps))
    assert 0.0 < gaps[0] < gaps[-1]
    assert gaps[-1] == pytest.approx(LONGEST_RETRY)


def test_after_a_change_of_network_nothing_counts_before_a_control_site_answers() -> None:
    net = Connectivity(SITES)
    net.hold("x", failure(T))
    net.changed(T, 1.0)
    assert net.closed
    assert not net.cut_off
    assert not net.holds("x")
    assert net.reset_at == T
    bare = Connectivity(())
    bare.changed(T, 1.0)
    assert not bare.closed


def test_a_failure_waits_until_something_begun_after_it_has_answered() -> None:
    net = Connectivity(SITES)
    early, late = failure(T), failure(T + 10.0)
    net.hold("x", early)
    net.hold("x", late)
    net.proven(T - 1.0)
    assert net.release() == []
    net.proven(T + 5.0)
    assert net.release() == [("x", [early])]
    assert net.holds("x")
    net.proven(T + 10.0)
    assert net.release() == [("x", [late])]
    assert not net.holds("x")


def test_of_many_waiting_failures_only_the_newest_are_kept() -> None:
    net = Connectivity(SITES)
    for number in range(100):
        net.hold("x", failure(T + number))
    net.proven(T + 1000.0)
    [(_, kept)] = net.release()
    assert 1 < len(kept) < 50
    assert kept[-1].started == T + 99.0


def test_others_are_neither_the_group_itself_nor_known_troubles_nor_long_ago() -> None:
    net = Connectivity(SITES)
    net.saw(T, "own", True, True)
    net.saw(T, "known", True, True)
    assert net.others("own", {"known"}) == NOBODY_ELSE
    net.saw(T, "unrelated", True, True)
    others = net.others("own", {"known"})
    assert (others.failed, others.spoke) == (1, 1)
    assert others.failing > 0.0
    net.saw(T + MEMORY + 1.0, "own", True, True)
    assert net.others("own", set()) == NOBODY_ELSE


@given(
    st.lists(
        st.tuples(st.floats(0.0, 300.0), st.sampled_from("abcd"), st.booleans(), st.booleans())
    )
)
def test_shares_of_others_are_shares(looks: list[tuple[float, str, bool, bool]]) -> None:
    net = Connectivity(SITES)
    for t, group, failed, late in sorted(looks):
        net.saw(t, group, failed, failed or late)
    others = net.others("a", ())
    assert 0.0 <= others.failing <= others.late <= 1.0
    assert 0 <= others.failed <= others.spoke <= 3
    assert (others.failing > 0.0) == (others.failed > 0)
