"""One platform as a face shows it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from downlight.domain.snapshot import PlatformState
from downlight.domain.status import Phase, Status
from downlight.domain.verdict import Because, Rule
from downlight.present.platform import (
    Lamp,
    is_local,
    is_muted,
    lamp_of,
    platform_view,
    sign_of,
    worst_first,
    worst_lamp,
)
from fakes.states import NOW, down, english, starting, state, unknown, up


@pytest.mark.parametrize(
    ("given_state", "lamp"),
    [
        (up("X"), Lamp.GREEN),
        (down("X"), Lamp.RED),
        (state("X", Status.PARTIAL_OUTAGE, Phase.CONFIRMED), Lamp.RED),
        (state("X", Status.DEGRADED, Phase.CONFIRMED), Lamp.AMBER),
        (state("X", Status.MAJOR_OUTAGE, Phase.SUSPECTED), Lamp.AMBER),
        (state("X", Status.MAJOR_OUTAGE, Phase.RECOVERING), Lamp.AMBER),
        (state("X", Status.OPERATIONAL, Phase.SUSPECTED), Lamp.AMBER),
        (state("X", Status.MAINTENANCE), Lamp.GREEN),
        (unknown("X"), Lamp.GREY),
        (starting("X"), Lamp.GREY),
    ],
)
def test_the_lamp_is_red_for_a_confirmed_outage_only(
    given_state: PlatformState, lamp: Lamp
) -> None:
    assert lamp_of(given_state) is lamp


@pytest.mark.parametrize(
    ("given_state", "sign"),
    [
        (up("X"), Status.OPERATIONAL),
        (down("X"), Status.MAJOR_OUTAGE),
        (state("X", Status.MAINTENANCE), Status.MAINTENANCE),
        (state("X", Status.OPERATIONAL, Phase.SUSPECTED), Status.DEGRADED),
        (state("X", Status.MAJOR_OUTAGE, Phase.RECOVERING), Status.DEGRADED),
        (starting("X"), Status.UNKNOWN),
    ],
)
def test_the_sign_is_doubtful_while_the_verdict_is(
    given_state: PlatformState, sign: Status
) -> None:
    assert sign_of(given_state) is sign


def test_a_view_holds_all_that_is_shown() -> None:
    because = Because(Rule.PROBE_FAILED, {"reason": "timeout", "count": 3})
    view = platform_view(state("X", Status.MAJOR_OUTAGE, Phase.CONFIRMED, because), english(), NOW)
    assert view.line == "X: Down for everyone for 6 min"
    assert view.reasons == ("It does not answer in time, 3 times in a row",)
    assert view.checked == "20 s ago"
    assert view.page == "https://status.x.example/"
    assert not view.muted


def test_a_platform_without_status_page_opens_its_home_page() -> None:
    plain = up("X")
    plain = replace(plain, platform=replace(plain.platform, status_page=None))
    assert platform_view(plain, english(), NOW).page == "https://x.example/"


def test_before_the_first_look_there_is_no_last_look() -> None:
    assert platform_view(starting("X"), english(), NOW).checked == ""


def test_a_mute_ends_by_itself() -> None:
    muted = state("X", muted_until=NOW + timedelta(minutes=5))
    assert is_muted(muted, NOW)
    assert not is_muted(muted, NOW + timedelta(minutes=5))


def test_the_worst_comes_first_and_the_muted_last() -> None:
    muted = replace(down("Muted"), muted_until=NOW + timedelta(hours=1))
    doubtful = state("Doubtful", Status.MAJOR_OUTAGE, Phase.SUSPECTED)
    partly = state("Partly", Status.PARTIAL_OUTAGE, Phase.CONFIRMED)
    states = (up("B"), up("A"), muted, unknown("Dark"), doubtful, partly, down("Down"))
    names = [each.platform.name for each in worst_first(states, NOW)]
    assert names == ["Down", "Partly", "Doubtful", "Dark", "B", "A", "Muted"]


def test_grey_speaks_for_all_only_when_nothing_is_known() -> None:
    assert worst_lamp([]) is Lamp.GREY
    assert worst_lamp([unknown("X")]) is Lamp.GREY
    assert worst_lamp([unknown("X"), up("Y")]) is Lamp.GREEN
    assert worst_lamp([unknown("X"), up("Y"), down("Z")]) is Lamp.RED


def test_a_local_platform_is_known_by_its_reason() -> None:
    assert is_local(state("NAS", Status.OPERATIONAL, Phase.CALM, Because(Rule.LOCAL_TARGET)))
    assert not is_local(up("X"))
