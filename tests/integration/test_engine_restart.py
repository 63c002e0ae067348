"""What a whole engine takes over from a former run, on a simulated clock."""

from dataclasses import replace
from pathlib import Path

from downlight.domain.notify import NotificationKind
from fakes.house import House, favourite
from fakes.internet import page

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
