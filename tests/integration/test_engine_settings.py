"""What the user changes while the engine runs, on a simulated clock and a scripted internet."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from downlight.domain.commands import (
    AddFavourite,
    ChangeSettings,
    LookInto,
    Mute,
    Pause,
    Resume,
    StopLooking,
    Unmute,
)
from downlight.domain.events import LookedInto, SettingsTaken
from downlight.domain.faults import SettingsRefused
from downlight.domain.notify import UNTIL_BACK
from downlight.domain.settings import Settings
from downlight.domain.status import Reason
from fakes.house import Choices, House, favourite
from fakes.internet import page

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
THREE = [favourite("a"), favourite("b"), favourite("c")]


def test_a_favourite_that_is_edited_keeps_its_place(tmp_path: Path) -> None:
    house = House(tmp_path, THREE)
    edited = favourite("b", interval=300.0)
    house.live((MINUTE, AddFavourite(edited)), (MINUTE, AddFavourite(favourite("d"))), minutes=3)
    assert [one.id for one in house.choices.settings.favourites] == ["a", "b", "c", "d"]
    assert [state.platform.id for state in house.snapshot().platforms] == ["a", "b", "c", "d"]


def test_an_address_is_looked_into_while_all_else_goes_on(tmp_path: Path) -> None:
    house = House(tmp_path, THREE)
    house.internet.serve("https://new.example/", page("<html><title>New</title>"))
    house.live((MINUTE, LookInto("https://new.example/")), minutes=3)
    (looked,) = [event for event in house.events if isinstance(event, LookedInto)]
    assert (looked.offer.reason, looked.offer.title) == (Reason.OK, "New")
    assert len(house.snapshot().platforms) == 3


def test_what_nobody_waits_for_any_more_is_not_told(tmp_path: Path) -> None:
    house = House(tmp_path, THREE)
    house.live((MINUTE, LookInto("https://new.example/")), (MINUTE, StopLooking()), minutes=3)
    assert not [event for event in house.events if isinstance(event, LookedInto)]


def test_on_battery_platforms_are_asked_less_often_and_at_the_mains_again(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("a")])
    house.at(lambda: house.system.say("battery"), hours=2)
    house.at(lambda: house.system.say("mains"), hours=4)
    house.live(hours=6)
    usual, sparing, again = (
        sum(house.after(hours=hour) <= when < house.after(hours=hour + 2) for when, _ in asked)
        for asked in [house.internet.asked]
        for hour in (0, 2, 4)
    )
    assert 0 < sparing < 0.7 * usual
    assert again > 1.3 * sparing


def test_a_mute_until_it_is_back_outlasts_the_end_of_an_earlier_mute(tmp_path: Path) -> None:
    house = House(tmp_path, THREE)
    earlier = Mute("a", house.after(hours=2))
    house.live((HOUR, earlier), (1.5 * HOUR, Mute("a", None)), hours=3)
    assert house.snapshot().platforms[0].muted_until == UNTIL_BACK


def test_a_mute_taken_back_and_given_anew_lasts_as_it_was_given_last(tmp_path: Path) -> None:
    house = House(tmp_path, THREE)
    first, second = Mute("a", house.after(hours=2)), Mute("a", house.after(hours=4))
    house.live((HOUR, first), (1.2 * HOUR, Unmute("a")), (1.5 * HOUR, second), hours=3)
    assert house.snapshot().platforms[0].muted_until == house.after(hours=4)
    house.live(hours=5)
    assert house.snapshot().platforms[0].muted_until is None


def test_a_pause_without_end_outlasts_the_end_of_an_earlier_pause(tmp_path: Path) -> None:
    house = House(tmp_path, THREE)
    first, second = Pause(house.after(hours=2)), Pause(None)
    house.live((HOUR, first), (1.2 * HOUR, Resume()), (1.5 * HOUR, second), hours=3)
    assert house.snapshot().paused_until == UNTIL_BACK
    late = [when for when, _ in house.internet.asked if when > house.after(hours=2)]
    assert late == []


class ReadOnly(Choices):
    """A settings file that cannot be written while `locked`."""

    locked = True

    def save(self, settings: Settings) -> None:
        if self.locked:
            raise SettingsRefused("settings.toml cannot be written: read-only")
        super().save(settings)


def test_a_file_that_refuses_every_change_is_complained_of_once(tmp_path: Path) -> None:
    house = House(tmp_path, THREE)
    settings = house.choices.settings
    house.choices = choices = ReadOnly(settings)
    changed = ChangeSettings(replace(settings, general=replace(settings.general, interval=90.0)))
    house.at(lambda: setattr(choices, "locked", False), minutes=4)
    house.live(*[(n * MINUTE, changed) for n in (1, 2, 3, 5)], minutes=6)
    told = [len(event.problems) for event in house.events if isinstance(event, SettingsTaken)]
    assert told == [0, 1, 1, 1, 0]
    assert house.snapshot().troubles == ()
    assert choices.settings == changed.settings
