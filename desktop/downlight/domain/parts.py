"""Picking parts of a platform: which there are to pick, and what a feed says of those alone.

To list the choices of a platform, take the components that were last read of its feed
(`PlatformState.components` of the snapshot, or the report that discovery found) and call
`choices` on them; `Choice.key` is what `Favourite.components` keeps. To show which of them count,
read `Component.watched`; to say which of the watched ones the feed no longer names, read
`PlatformState.unlisted`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from downlight.domain.model import Component, Place
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.observation import Observation
from downlight.domain.status import Reason, Status, worst

_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_SPACES = re.compile(r"\s+")


class ChoiceKind(StrEnum):
    """What can be picked."""

    REGION = "region"
    GROUP = "group"
    COMPONENT = "component"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be picked."""

    key: str
    """What the settings keep of it."""
    kind: ChoiceKind
    name: str
    group: str | None = None
    """For a component: the group it stands under."""
    region: str | None = None
    """For a component: where it is."""
    status: Status = Status.UNKNOWN
    """How it is; of a region or a group: how the worst of its components is."""


def choices(components: Sequence[Component]) -> list[Choice]:
    """Return what can be picked of these components: regions and groups by name, then each.

    Each key means its choice alone, whatever the others are called.
    """
    regions, groups = _regions(components), _groups(components)
    taken = {_plain(name) for name in (*regions, *groups)}
    return [
        *(_gathered(ChoiceKind.REGION, name, regions[name]) for name in sorted(regions)),
        *(_gathered(ChoiceKind.GROUP, name, found) for name, found in groups.items()),
        *_single(components, taken),
    ]


def scoped(seen: Observation, watched: Sequence[str]) -> Observation:
    """Return a reading of a feed as it is for somebody who watches only the parts `watched`.

    All components and notices stay, so that they can be shown; the status is that of the watched
    parts, and what concerns them stands first. An incident that names no part counts, unless it
    is explained by a part in trouble that no other incident names; so does one that names a
    watched part while all the parts it names are still called fine. A watched part that a full
    list does not name is reported, and nothing is called fine then. Spelling may differ in case,
    spaces and dashes.
    """
    if not watched or seen.reason is not Reason.OK:
        return seen
    keys = {_plain(key): key for key in watched}
    hits = {part.id: keys.keys() & (_names(part) | _everywhere(part)) for part in seen.components}
    chosen = frozenset(key for key, hit in hits.items() if hit)
    found = frozenset[str]().union(*hits.values())
    whole = seen.status if seen.whole is None else seen.whole
    unlisted = tuple(keys[key] for key in keys if seen.lists_all and key not in found)
    strays = _strays(seen, chosen) if whole.is_trouble else []
    states = [_state(part, keys.keys()) for part in seen.components if part.id in chosen]
    status = _status(whole, states, [_impact(notice, whole) for notice in strays], seen, unlisted)
    stray = {id(notice) for notice in strays}
    first: list[Notice] = []
    rest: list[Notice] = []
    for notice in seen.notices:
        concerned = id(notice) in stray or not chosen.isdisjoint(notice.component_ids)
        (first if concerned else rest).append(notice)
    return replace(
        seen,
        status=status,
        whole=whole,
        unlisted=unlisted,
        detail=_headline(first) if status.is_trouble else "",
        components=tuple(replace(c, watched=c.id in chosen) for c in seen.components),
        notices=(*first, *rest),
    )


def _status(
    whole: Status,
    states: Sequence[Status],
    strays: Sequence[Status],
    seen: Observation,
    unlisted: Collection[str],
) -> Status:
    status = worst([*states, *strays])
    if not states and not strays and not seen.lists_all and whole is not Status.UNKNOWN:
        return Status.OPERATIONAL
    return Status.UNKNOWN if unlisted and status is Status.OPERATIONAL else status


def _headline(notices: Iterable[Notice]) -> str:
    incidents = (n.title for n in notices if n.kind is NoticeKind.INCIDENT and n.is_open)
    return next(incidents, "")


def _strays(seen: Observation, chosen: Set[str]) -> list[Notice]:
    """Return the open incidents that count beside the states of the watched parts.

    They name no part, and no part that was left out explains them; or they name watched ones, and
    the provider has set none of the parts they name to trouble yet.
    """
    named = {key for notice in seen.notices for key in notice.component_ids}
    troubled = {part.id for part in seen.components if part.status.is_trouble}
    explained = not troubled <= named.union(chosen)
    return [
        notice
        for notice in seen.notices
        if notice.kind is NoticeKind.INCIDENT
        and notice.is_open
        and (
            not chosen.isdisjoint(notice.component_ids)
            and troubled.isdisjoint(notice.component_ids)
            if notice.component_ids
            else not explained
        )
    ]


def _impact(notice: Notice, whole: Status) -> Status:
    """Return how bad an incident is: as it says itself, but no worse than the provider's whole."""
    said = whole if notice.impact is Status.UNKNOWN else notice.impact
    return min(said, whole, key=lambda status: status.severity)


def _state(part: Component, keys: Set[str]) -> Status:
    """Return how a watched part is: where only some of its places are watched, how it is there."""
    if not part.places or not keys.isdisjoint(_names(part)):
        return part.status
    there = [
        place.status
        for place in part.places
        if not place.name or not keys.isdisjoint(_place_names(part, place))
    ]
    return worst(there)


def _names(part: Component) -> set[str]:
    """Return all that means the part as a whole."""
    texts = [part.id, part.name, part.group or ""]
    if part.group:
        texts += [f"{part.group} / {part.name}", f"{part.group}/{part.name}"]
    if part.region and not part.places:
        texts += [part.region, f"{part.name} ({part.region})"]
    return {plain for text in texts if (plain := _plain(text))}


def _everywhere(part: Component) -> set[str]:
    return {name for place in part.places for name in _place_names(part, place)}


def _place_names(part: Component, place: Place) -> set[str]:
    return {_plain(place.name), _plain(f"{part.name} ({place.name})")} if place.name else set()


def _plain(text: str) -> str:
    """Return a name in the spelling in which names are compared."""
    flat = unicodedata.normalize("NFKC", text).casefold()
    return _SPACES.sub(" ", _DASHES.sub("-", flat)).strip()


def _regions(components: Iterable[Component]) -> dict[str, list[Status]]:
    found: dict[str, list[Status]] = {}
    for part in components:
        one = (Place(part.region, part.status),) if part.region else ()
        for place in part.places or one:
            if place.name:
                found.setdefault(place.name, []).append(place.status)
    return found


def _groups(components: Iterable[Component]) -> dict[str, list[Status]]:
    found: dict[str, list[Status]] = {}
    for part in components:
        if part.group:
            found.setdefault(part.group, []).append(part.status)
    return found


def _gathered(kind: ChoiceKind, name: str, states: Iterable[Status]) -> Choice:
    return Choice(name, kind, name, status=worst(states))


def _single(components: Sequence[Component], taken: Collection[str]) -> Iterator[Choice]:
    meant = Counter(text for part in components for text in _names(part) | _everywhere(part))
    for part in components:
        unique = (s for s in _spellings(part) if meant[_plain(s)] == 1 and _plain(s) not in taken)
        key = next(unique, part.id)
        yield Choice(key, ChoiceKind.COMPONENT, part.name, part.group, part.region, part.status)


def _spellings(part: Component) -> list[str]:
    """Return the ways to write a part, the shortest first."""
    longer = [f"{part.group} / {part.name}"] if part.group else []
    if part.region and not part.places:
        longer.append(f"{part.name} ({part.region})")
    return [part.name, *longer]
