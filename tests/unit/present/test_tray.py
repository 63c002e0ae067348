"""The traffic light as data."""

from dataclasses import replace
from datetime import MAXYEAR, UTC, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.commands import CheckNow, Mute, Pause, Quit, Resume, Unmute
from downlight.domain.notify import UNTIL_BACK
from downlight.domain.snapshot import PlatformState, Snapshot
from downlight.domain.status import NetworkState, Phase, Scope, Status
from downlight.domain.verdict import Because, Rule
from downlight.present.platform import Lamp
from downlight.present.tray import (
    LINE,
    LISTED,
    MenuEntry,
    OpenPage,
    Place,
    Show,
    ShowPlatform,
    TrayView,
    light_view,
    starting_view,
    stopped_view,
    tomorrow,
    tray_view,
)
from fakes.states import (
    NOW,
    down,
    english,
    notification,
    snapshot,
    starting,
    state,
    unknown,
    up,
)

OFFLINE = NetworkState.OFFLINE
SUSPECTED = state("X", Status.MAJOR_OUTAGE, Phase.SUSPECTED)
LOCAL_DOWN = state("NAS", Status.MAJOR_OUTAGE, Phase.CONFIRMED, Because(Rule.LOCAL_TARGET))


def view(*platforms: PlatformState, network: NetworkState = NetworkState.ONLINE) -> TrayView:
    return of(snapshot(*platforms, network=network))


def of(taken: Snapshot) -> TrayView:
    return tray_view(taken, english(), NOW)


def entries(shown: TrayView) -> list[MenuEntry]:
    return [entry for group in shown.menu for entry in group]


def texts(shown: TrayView) -> list[str]:
    return [entry.text for entry in entries(shown)]


@pytest.mark.parametrize(
    ("shown", "lamp", "down_count", "headline"),
    [
        (view(), Lamp.GREY, 0, "No platforms chosen yet"),
        (view(up("X"), up("Y")), Lamp.GREEN, 0, "All is well"),
        (view(starting("X")), Lamp.GREY, 0, "Starting"),
        (view(down("X"), up("Y")), Lamp.RED, 1, "X: Down for everyone for 6 min"),
        (view(down("X"), down("Y"), up("Z")), Lamp.RED, 2, "2 platforms are down"),
        (view(SUSPECTED, up("Y")), Lamp.AMBER, 0, "X: Something is wrong, looking again"),
        (
            view(SUSPECTED, state("Y", Status.DEGRADED, Phase.CONFIRMED)),
            Lamp.AMBER,
            0,
            "2 platforms are doubtful",
        ),
        (
            view(down("X", scope=Scope.JUST_YOU)),
            Lamp.RED,
            1,
            "X: Only you: down for 6 min",
        ),
        (view(state("X", Status.MAINTENANCE), up("Y")), Lamp.GREEN, 0, "All is well"),
        (
            view(up("X"), unknown("Y")),
            Lamp.GREEN,
            0,
            "All is well as far as is known; 1 platform cannot be judged",
        ),
        (view(unknown("X")), Lamp.GREY, 0, "Cannot tell how it is"),
        (view(unknown("X"), up("Y"), network=OFFLINE), Lamp.GREY, 0, "You are offline"),
        (
            view(down("X"), network=NetworkState.CAPTIVE_PORTAL),
            Lamp.GREY,
            0,
            "This network wants you to sign in first",
        ),
        (
            view(unknown("X"), network=NetworkState.DNS_BROKEN),
            Lamp.GREY,
            0,
            "Names do not resolve on this network",
        ),
        (
            view(LOCAL_DOWN, unknown("X"), network=OFFLINE),
            Lamp.RED,
            1,
            "NAS: Down for everyone for 6 min",
        ),
    ],
)
def test_one_lamp_and_one_sentence_speak_for_all(
    shown: TrayView, lamp: Lamp, down_count: int, headline: str
) -> None:
    assert (shown.lamp, shown.down, shown.headline) == (lamp, down_count, headline)


def test_a_muted_platform_neither_colours_nor_counts() -> None:
    muted = replace(down("X"), muted_until=NOW + timedelta(hours=1))
    shown = view(muted, up("Y"))
    assert (shown.lamp, shown.down) == (Lamp.GREEN, 0)
    assert "X: Down for everyone for 6 min (muted)" in texts(shown)


def test_when_all_are_muted_the_light_is_grey_and_says_so() -> None:
    shown = view(replace(up("X"), muted_until=UNTIL_BACK))
    assert (shown.lamp, shown.headline) == (Lamp.GREY, "All platforms are muted")


def test_paused_is_grey_and_offers_to_resume() -> None:
    shown = of(snapshot(down("X"), paused_until=NOW + timedelta(hours=1)))
    assert (shown.lamp, shown.down, shown.headline) == (Lamp.GREY, 0, "Paused until 16:00")
    assert MenuEntry("Resume", Resume()) in entries(shown)
    assert "Pause" not in texts(shown)


def test_a_pause_without_end_names_none() -> None:
    assert UNTIL_BACK.year == MAXYEAR
    assert of(snapshot(up("X"), paused_until=UNTIL_BACK)).headline == "Paused"


def test_a_pause_that_is_over_counts_no_more() -> None:
    assert of(snapshot(up("X"), paused_until=NOW)).lamp is Lamp.GREEN


def test_the_tooltip_names_up_to_three_and_counts_the_rest() -> None:
    shown = view(*(down(name) for name in "ABCDE"))
    assert shown.tooltip.splitlines() == [
        "5 platforms are down",
        "A: Down for everyone for 6 min",
        "B: Down for everyone for 6 min",
        "C: Down for everyone for 6 min",
        "and 2 more",
    ]


def test_the_tooltip_does_not_say_the_same_twice() -> None:
    assert view(down("X"), up("Y")).tooltip == "X: Down for everyone for 6 min"


def test_the_tooltip_of_a_grey_light_tells_no_old_news() -> None:
    assert view(down("X"), network=OFFLINE).tooltip == "You are offline"


@given(st.text(max_size=300))
def test_no_name_puts_markup_or_long_lines_into_the_tooltip(name: str) -> None:
    odd = down("X")
    odd = replace(odd, platform=replace(odd.platform, name=name))
    tooltip = view(odd, up("Y")).tooltip
    assert "<" not in tooltip
    assert ">" not in tooltip
    assert all(len(line) <= LINE for line in tooltip.split("\n"))


def test_the_menu_begins_with_how_it_is_and_ends_with_quit() -> None:
    shown = view(up("X"), down("Y"))
    assert texts(shown) == [
        "Y: Down for everyone for 6 min",
        "Y: Down for everyone for 6 min",
        "X: All is well",
        "Check now",
        "Pause",
        "Show status",
        "History…",
        "Choose platforms…",
        "Settings…",
        "Help",
        "About Downlight",
        "Quit",
    ]
    assert entries(shown)[-1].action == Quit()
    assert MenuEntry("Check now", CheckNow()) in entries(shown)
    assert entries(shown)[0].action == Show(Place.STATUS)


def test_a_favourite_offers_what_can_be_done_about_it() -> None:
    entry = entries(view(down("X")))[1]
    assert entry.lamp is Lamp.RED
    assert [below.action for below in entry.entries] == [
        ShowPlatform("x"),
        OpenPage("https://status.x.example/"),
        CheckNow("x"),
        Mute("x", NOW + timedelta(hours=1)),
        Mute("x", None),
    ]


def test_a_pause_lasts_as_long_as_one_says() -> None:
    pause = next(entry for entry in entries(view(up("X"))) if entry.text == "Pause")
    assert pause.entries == (
        MenuEntry("For an hour", Pause(NOW + timedelta(hours=1))),
        MenuEntry("Until tomorrow morning", Pause(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))),
        MenuEntry("Until I resume", Pause(None)),
    )


@pytest.mark.parametrize(
    ("hour", "zone", "day", "wakes"),
    [
        (22, UTC, 24, 8),
        (3, UTC, 23, 8),  # the night still belongs to the day before
        (5, UTC, 24, 8),
        (12, timezone(timedelta(hours=-5)), 24, 13),
    ],
)
def test_tomorrow_begins_when_people_get_up(hour: int, zone: tzinfo, day: int, wakes: int) -> None:
    now = datetime(2026, 11, 23, hour, tzinfo=UTC)
    assert tomorrow(now, zone) == datetime(2026, 11, day, wakes, tzinfo=UTC)


def test_the_light_alone_says_what_the_tray_does() -> None:
    taken = snapshot(down("X"), down("Y"), up("Z"))
    light = light_view(taken, english(), NOW)
    whole = of(taken)
    assert (light.lamp, light.down, light.headline) == (whole.lamp, whole.down, whole.headline)


def test_a_muted_favourite_can_be_heard_again() -> None:
    entry = entries(view(replace(down("X"), muted_until=UNTIL_BACK)))[1]
    assert entry.entries[-1].action == Unmute("x")


def test_many_favourites_do_not_fill_the_screen() -> None:
    shown = view(*(up(f"P{number}") for number in range(LISTED + 5)))
    favourites = shown.menu[1]
    assert len(favourites) == LISTED + 1
    assert favourites[-1] == MenuEntry("5 more…", Show(Place.STATUS))


def test_without_platforms_there_is_nothing_to_check_or_pause() -> None:
    shown = view()
    assert "Check now" not in texts(shown)
    assert "Choose platforms…" in texts(shown)


def test_messages_are_offered_when_there_are_any() -> None:
    shown = of(snapshot(up("X"), inbox=(notification(),), troubles=("The log cannot be written",)))
    assert MenuEntry("Messages (2)…", Show(Place.MESSAGES)) in entries(shown)
    assert not any(text.startswith("Messages") for text in texts(view(up("X"))))


def test_before_the_engine_speaks_there_is_a_grey_light_that_can_be_ended() -> None:
    shown = starting_view(english())
    assert (shown.lamp, shown.headline, texts(shown)) == (Lamp.GREY, "Starting", ["Quit"])


def test_an_engine_that_stopped_is_not_hidden() -> None:
    shown = stopped_view(english(), "the history <b>cannot</b> be opened\n" + "x" * 100)
    assert shown.lamp is Lamp.GREY
    assert shown.headline.startswith("Not watching: the history <b>cannot</b> be opened xxx")
    assert len(shown.tooltip) <= LINE
    assert "<" not in shown.tooltip
    assert texts(shown)[-1] == "Quit"
