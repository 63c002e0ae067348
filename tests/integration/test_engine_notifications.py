"""A whole engine speaks: grouped, few at a time, quiet at night, and once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from downlight.domain.grouping import parts_of
from downlight.domain.model import Platform
from downlight.domain.notify import NotificationKind, Outcome
from downlight.domain.settings import Favourite, NotificationSettings, Settings
from downlight.store.reader import Reader
from fakes.clock import START
from fakes.house import Book, House, favourite
from fakes.internet import page

NAMES = ("discord", "shopify", "notion", "medium", "canva", "udemy")
OTHERS = ("github", "netflix", "zoom", "slack")
BROKEN = page("Bad gateway", 502)


class CloudBook(Book):
    """The first six stand on one provider's network."""

    def resolve(self, favourite: Favourite, settings: Settings) -> Platform:
        known = super().resolve(favourite, settings)
        return replace(known, provider="cloudflare") if known.id in NAMES else known


def house(folder: Path, names: Sequence[str]) -> House:
    made = House(folder, [favourite(name) for name in names])
    made.book = CloudBook()
    return made


def down(made: House, names: Sequence[str], begin: timedelta, end: timedelta) -> None:
    for name in names:
        url = f"https://{name}.example/"
        made.clock.at(START + begin, partial(made.internet.serve, url, BROKEN))
        made.clock.at(START + end, partial(made.internet.serve, url, page()))


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_what_stands_on_one_provider_fails_and_returns_in_one_bubble(tmp_path: Path) -> None:
    made = house(tmp_path, (*NAMES, *OTHERS))
    down(made, NAMES, minutes(20), minutes(50))
    made.live(hours=2)
    assert {bubble.id for bubble in made.notifier.bubbles} == {1}
    first, last = made.notifier.bubbles[0].notification, made.notifier.bubbles[-1].notification
    assert first.kind is NotificationKind.DOWN
    assert (len(last.parts), last.provider) == (len(NAMES), "cloudflare")
    assert {part.kind for part in last.parts} == {NotificationKind.RECOVERED}
    shown = sorted(bubble.notification.created_at for bubble in made.notifier.bubbles)
    for one, fourth in zip(shown, shown[3:], strict=False):
        assert fourth - one >= timedelta(seconds=60)


def test_a_night_is_quiet_and_its_digest_names_what_lasts(tmp_path: Path) -> None:
    made = house(tmp_path, OTHERS)
    night = NotificationSettings(quiet_hours=True, quiet_from="08:10", quiet_until="10:00")
    made.choices.settings = replace(made.choices.settings, notifications=night)
    down(made, OTHERS[:1], minutes(30), minutes(60))
    down(made, OTHERS[1:2], minutes(70), minutes(150))
    made.live(hours=3)
    digest, back = [bubble.notification for bubble in made.notifier.bubbles]
    assert digest.kind is NotificationKind.DIGEST
    assert digest.created_at == START + timedelta(hours=2)
    lines = {part.platform_id: part.is_open for part in parts_of(digest)}
    assert lines == {"github": False, "netflix": True}
    assert (back.kind, back.about) == (NotificationKind.RECOVERED, "netflix")


def test_every_decision_of_a_storm_has_its_outcome(tmp_path: Path) -> None:
    made = house(tmp_path, (*NAMES, *OTHERS))
    down(made, (*NAMES, *OTHERS), minutes(20), minutes(40))
    made.live(hours=1.5)
    reader = Reader.opening(made.path)
    rows = reader.notifications(1_000)
    reader.close()
    assert {row.platform_id for row in rows} == {*NAMES, *OTHERS}
    assert all(row.outcome is not None for row in rows if row.kind is not None)
    assert Outcome.STALE not in {row.outcome for row in rows}
    last = {
        part.platform_id: part.kind
        for bubble in made.notifier.bubbles
        for part in parts_of(bubble.notification)
    }
    assert last == dict.fromkeys((*NAMES, *OTHERS), NotificationKind.RECOVERED)
