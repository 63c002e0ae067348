"""The traffic light as data: lamp, count, tooltip, state line and menu for a snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum

from downlight.domain.commands import CheckNow, Command, Mute, Pause, Quit, Resume, Unmute
from downlight.domain.snapshot import PlatformState, Snapshot
from downlight.domain.status import NetworkState
from downlight.domain.text import clean
from downlight.present.platform import (
    Lamp,
    PlatformView,
    is_local,
    is_muted,
    lamp_of,
    platform_view,
    worst_first,
    worst_lamp,
)
from downlight.present.words import Words

PAUSE = timedelta(hours=1)
"""How long "For an hour" and "Mute for an hour" last."""
MORNING = time(8)
"""When "Until tomorrow morning" is over, local time."""
NIGHT_ENDS = timedelta(hours=4)
"""Until this hour of the day it is still yesterday for somebody who is up."""
LISTED = 20
"""Favourites listed in the menu; the rest is behind one line."""
TOLD = 3
"""Platforms named in the tooltip."""
LINE = 80
"""Characters of one line of the tooltip at most."""


class Place(StrEnum):
    """The windows that a menu entry can open."""

    STATUS = "status"
    DETAIL = "detail"
    HISTORY = "history"
    PICKER = "picker"
    SETTINGS = "settings"
    MESSAGES = "messages"
    ABOUT = "about"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Show:
    """Open a window; the history may be narrowed to one platform."""

    place: Place
    platform_id: str | None = None


@dataclass(frozen=True, slots=True)
class ShowPlatform:
    """Open the detail of a platform."""

    platform_id: str


@dataclass(frozen=True, slots=True)
class EditCheck:
    """Open the editor of a favourite's check."""

    platform_id: str


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Open a web page in the browser."""

    url: str


Action = Command | Show | ShowPlatform | EditCheck | OpenPage


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the menu, with what it does or what lies beneath it."""

    text: str
    action: Action | None = None
    lamp: Lamp | None = None
    """The lamp drawn beside it."""
    entries: tuple["MenuEntry", ...] = ()
    """A menu of its own."""


@dataclass(frozen=True, slots=True)
class LightView:
    """The light, and what it means."""

    lamp: Lamp
    down: int
    """How many favourites are down and not muted."""
    headline: str
    """How everything is, in one sentence."""


@dataclass(frozen=True, slots=True)
class TrayView:
    """All that the tray shows."""

    lamp: Lamp
    down: int
    """How many favourites are down and not muted."""
    headline: str
    """How everything is, in one sentence."""
    tooltip: str
    """The headline and what is behind it, in a few plain lines."""
    menu: tuple[tuple[MenuEntry, ...], ...]
    """Groups of entries, a line between two groups."""


def starting_view(words: Words) -> TrayView:
    """Return what the tray shows before the engine has said anything."""
    headline = words("Starting")
    return TrayView(Lamp.GREY, 0, headline, headline, ((MenuEntry(words("Quit"), Quit()),),))


def stopped_view(words: Words, trouble: str) -> TrayView:
    """Return what the tray shows when the engine has ended by itself."""
    headline = words("Not watching: {trouble}", trouble=clean(words.said(trouble), LINE))
    entries = (MenuEntry(headline, Show(Place.HISTORY)), MenuEntry(words("Quit"), Quit()))
    return TrayView(Lamp.GREY, 0, headline, _plain(headline), (entries,))


def tray_view(snapshot: Snapshot, words: Words, now: datetime) -> TrayView:
    """Return what the tray shows of `snapshot` at `now` (UTC)."""
    light = light_view(snapshot, words, now)
    return TrayView(
        lamp=light.lamp,
        down=light.down,
        headline=light.headline,
        tooltip=_tooltip(light.headline, _heard(snapshot, now), light.lamp, words, now),
        menu=_menu(snapshot, light.headline, words, now),
    )


def light_view(snapshot: Snapshot, words: Words, now: datetime) -> LightView:
    """Return how everything is at `now` (UTC), without what can be done about it."""
    heard = _heard(snapshot, now)
    lamp = _lamp(snapshot, heard, now)
    down = [state for state in heard if lamp is not Lamp.GREY and lamp_of(state) is Lamp.RED]
    return LightView(lamp, len(down), _headline(snapshot, heard, lamp, words, now))


def _heard(snapshot: Snapshot, now: datetime) -> list[PlatformState]:
    return [state for state in snapshot.platforms if not is_muted(state, now)]


def _is_paused(snapshot: Snapshot, now: datetime) -> bool:
    return snapshot.paused_until is not None and now < snapshot.paused_until


def _is_cut_off(snapshot: Snapshot) -> bool:
    return snapshot.network in (NetworkState.OFFLINE, NetworkState.CAPTIVE_PORTAL)


def _lamp(snapshot: Snapshot, heard: list[PlatformState], now: datetime) -> Lamp:
    if _is_paused(snapshot, now):
        return Lamp.GREY
    if not _is_cut_off(snapshot):
        return worst_lamp(heard)
    near = worst_lamp([state for state in heard if is_local(state)])
    return near if near in (Lamp.RED, Lamp.AMBER) else Lamp.GREY


def _headline(
    snapshot: Snapshot, heard: list[PlatformState], lamp: Lamp, words: Words, now: datetime
) -> str:
    if not snapshot.platforms:
        return words("No platforms chosen yet")
    if snapshot.paused_until is not None and _is_paused(snapshot, now):
        return _paused(snapshot.paused_until, words, now)
    if lamp in (Lamp.RED, Lamp.AMBER):
        return _trouble(heard, lamp, words, now)
    if _is_cut_off(snapshot):
        return words.network(snapshot.network)
    if not heard:
        return words("All platforms are muted")
    if lamp is Lamp.GREEN:
        return _calm(heard, words)
    if snapshot.network is NetworkState.DNS_BROKEN:
        return words.network(snapshot.network)
    return words("Starting") if _is_starting(heard) else words("Cannot tell how it is")


def _is_starting(heard: list[PlatformState]) -> bool:
    return all(state.last_check_at is None for state in heard)


def _paused(until: datetime, words: Words, now: datetime) -> str:
    if until.year == MAXYEAR:
        return words("Paused")
    return words("Paused until {time}", time=words.when(until, now))


def _calm(heard: list[PlatformState], words: Words) -> str:
    n = sum(lamp_of(state) is Lamp.GREY for state in heard)
    if not n:
        return words("All is well")
    return words.plural(
        "All is well as far as is known; {n} platform cannot be judged",
        "All is well as far as is known; {n} platforms cannot be judged",
        n,
    )


def _trouble(heard: list[PlatformState], lamp: Lamp, words: Words, now: datetime) -> str:
    alike = [state for state in worst_first(tuple(heard), now) if lamp_of(state) is lamp]
    if len(alike) == 1:
        return platform_view(alike[0], words, now).line
    n = len(alike)
    if lamp is Lamp.RED:
        return words.plural("{n} platform is down", "{n} platforms are down", n)
    return words.plural("{n} platform is doubtful", "{n} platforms are doubtful", n)


def _tooltip(
    headline: str, heard: list[PlatformState], lamp: Lamp, words: Words, now: datetime
) -> str:
    """Plain text; panels may take angle brackets for markup, so there are none."""
    troubled = [
        platform_view(state, words, now).line
        for state in worst_first(tuple(heard), now)
        if lamp is not Lamp.GREY and lamp_of(state) in (Lamp.RED, Lamp.AMBER)
    ]
    lines = [headline, *(line for line in troubled[:TOLD] if line != headline)]
    more = len(troubled) - TOLD
    if more > 0:
        lines.append(words.plural("and {n} more", "and {n} more", more))
    return "\n".join(_plain(line) for line in lines)


def _plain(line: str) -> str:
    line = line.replace("<", "‹").replace(">", "›")
    return line if len(line) <= LINE else line[: LINE - 1] + "…"


def _menu(
    snapshot: Snapshot, headline: str, words: Words, now: datetime
) -> tuple[tuple[MenuEntry, ...], ...]:
    groups = (
        (MenuEntry(headline, Show(Place.STATUS)),),
        _favourites(snapshot, words, now),
        (*_messages(snapshot, words), *_doing(snapshot, words, now)),
        (
            MenuEntry(words("Show status"), Show(Place.STATUS)),
            MenuEntry(words("History…"), Show(Place.HISTORY)),
            MenuEntry(words("Choose platforms…"), Show(Place.PICKER)),
            MenuEntry(words("Settings…"), Show(Place.SETTINGS)),
        ),
        (
            MenuEntry(words("Help"), Show(Place.HELP)),
            MenuEntry(words("About Downlight"), Show(Place.ABOUT)),
            MenuEntry(words("Quit"), Quit()),
        ),
    )
    return tuple(group for group in groups if group)


def _messages(snapshot: Snapshot, words: Words) -> tuple[MenuEntry, ...]:
    n = len(snapshot.inbox) + len(snapshot.troubles)
    if not n:
        return ()
    return (MenuEntry(words("Messages ({n})…", n=n), Show(Place.MESSAGES)),)


def _doing(snapshot: Snapshot, words: Words, now: datetime) -> tuple[MenuEntry, ...]:
    if not snapshot.platforms:
        return ()
    return MenuEntry(words("Check now"), CheckNow()), pause_entry(snapshot, words, now)


def pause_entry(snapshot: Snapshot, words: Words, now: datetime) -> MenuEntry:
    """Return what ends a pause, or else the choice of how long one is to last."""
    if _is_paused(snapshot, now):
        return MenuEntry(words("Resume"), Resume())
    below = (
        MenuEntry(words("For an hour"), Pause(now + PAUSE)),
        MenuEntry(words("Until tomorrow morning"), Pause(tomorrow(now, words.zone))),
        MenuEntry(words("Until I resume"), Pause(None)),
    )
    return MenuEntry(words("Pause"), entries=below)


def tomorrow(now: datetime, zone: tzinfo) -> datetime:
    """Return the next morning (UTC) of somebody in `zone`, for whom the night belongs to today."""
    today = (now.astimezone(zone) - NIGHT_ENDS).date()
    return datetime.combine(today + timedelta(days=1), MORNING, zone).astimezone(UTC)


def _favourites(snapshot: Snapshot, words: Words, now: datetime) -> tuple[MenuEntry, ...]:
    states: Sequence[PlatformState] = worst_first(snapshot.platforms, now)
    listed = states[:LISTED]
    entries = tuple(_favourite(platform_view(state, words, now), words, now) for state in listed)
    hidden = len(states) - LISTED
    if hidden <= 0:
        return entries
    more = words.plural("{n} more…", "{n} more…", hidden)
    return (*entries, MenuEntry(more, Show(Place.STATUS)))


def _favourite(view: PlatformView, words: Words, now: datetime) -> MenuEntry:
    text = words("{line} (muted)", line=view.line) if view.muted else view.line
    return MenuEntry(text, lamp=view.lamp, entries=favourite_entries(view, words, now))


def favourite_entries(view: PlatformView, words: Words, now: datetime) -> tuple[MenuEntry, ...]:
    """Return what can be done about one favourite."""
    return (
        MenuEntry(words("Details…"), ShowPlatform(view.id)),
        MenuEntry(words("Open status page"), OpenPage(view.page)),
        MenuEntry(words("Check now"), CheckNow(view.id)),
        *mute_entries(view, words, now),
    )


def mute_entries(view: PlatformView, words: Words, now: datetime) -> tuple[MenuEntry, ...]:
    """Return the ways to mute a favourite, or the one to hear of it again."""
    if view.muted:
        return (MenuEntry(words("Speak again"), Unmute(view.id)),)
    return (
        MenuEntry(words("Mute for an hour"), Mute(view.id, now + PAUSE)),
        MenuEntry(words("Mute until it is back"), Mute(view.id, None)),
    )
