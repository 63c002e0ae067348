"""What a whole engine takes over from a former run, on a simulated clock."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from downlight.domain.commands import Mute, Pause
from downlight.domain.notify import NotificationKind
from fakes.house import House, favourite
from fakes.internet import page

HOUR = timedelta(hours=1)
MANY = [favourite(f"site{i}") for i in range(4)]


def test_the_outage_of_what_was_dropped_meanwhile_ends_and_is_not_spoken_of(
    tmp_path: Path,
) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])
    wishes = replace(house.choices.settings.notifications, reminder=True)
    house.choices.settings = replace(house.choices.settings, notifications=wishes)
    house.internet.serve("https://x.example/", page("sorry", 503))
    house.live(hours=1)
    assert house.notifier.kinds == [NotificationKind.DOWN]
    house.choices.settings = replace(house.choices.settings, favourites=tuple(MANY))
    house.live(hours=12)
    (incident,) = house.incidents()
    assert incident.resolved_at == house.after(hours=1)
    assert house.notifier.kinds == [NotificationKind.DOWN]


def test_a_mute_and_a_pause_with_an_end_end_in_the_next_run(tmp_path: Path) -> None:
    house = House(tmp_path, MANY)
    end = house.after(hours=3)
    house.live((HOUR, Mute("site0", end)), (HOUR, Pause(end)), hours=2)
    house.live(hours=2.5)
    assert house.snapshot().platforms[0].muted_until == end
    assert house.snapshot().paused_until == end
    house.live(hours=4)
    assert house.snapshot().platforms[0].muted_until is None
    assert house.snapshot().paused_until is None


def test_a_mute_that_ended_meanwhile_is_over_in_the_next_run(tmp_path: Path) -> None:
    house = House(tmp_path, MANY)
    house.live((HOUR, Mute("site0", house.after(hours=3))), hours=2)
    house.clock.jump(house.after(hours=5))
    house.live(hours=6)
    assert house.snapshot().platforms[0].muted_until is None
