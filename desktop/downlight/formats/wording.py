"""What the words of feeds mean: how far a notice has come, how bad it is, and what it affects."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from downlight.domain.model import Component, Place
from downlight.domain.notice import Notice, NoticeUpdate
from downlight.domain.status import Stage, Status, worst
from downlight.formats.instants import instant
from downlight.formats.markup import plain
from downlight.formats.reading import Notes, ident, meaning, string

MAX_UPDATES = 20
"""Messages kept of one notice, the newest."""


def word_of(value: object) -> str:
    """Return a word or a number that stands for one as the tables write it: in small letters."""
    return (string(value) or ident(value)).lower()


def stage_of(word: object, table: Mapping[str, Stage], title: str, notes: Notes) -> Stage:
    """Return how far a notice has come; a word that `table` lacks is UNKNOWN (open), and noted."""
    known = meaning(word, table)
    if known is None:
        notes.add(f'unknown stage "{string(word, 60)}" of "{title}": taken as open')
    return known or Stage.UNKNOWN


def impact_of(word: object, table: Mapping[str, Status], title: str, notes: Notes) -> Status:
    """Return how bad an open notice is; a word that `table` lacks is DEGRADED, and noted."""
    known = meaning(word, table)
    if known is None:
        notes.add(f'unknown severity "{word_of(word)[:60]}" of "{title}": taken as degraded')
    return known or Status.DEGRADED


def told(stage: Stage, message: object, at: object) -> NoticeUpdate:
    """Return one message under a notice as plain text."""
    text = plain(message) if isinstance(message, str) else ""
    return NoticeUpdate(stage, text, instant(at))


def newest_first(updates: Iterable[NoticeUpdate]) -> tuple[NoticeUpdate, ...]:
    """Return the newest messages; those without a time keep their place behind the others."""
    dated = sorted(updates, key=_age, reverse=True)
    return tuple(dated[:MAX_UPDATES])


def _age(update: NoticeUpdate) -> float:
    return update.published_at.timestamp() if update.published_at else float("-inf")


def merged(components: Iterable[Component]) -> tuple[Component, ...]:
    """Return each component once, with the worst of the states that were said of it.

    What is told of single places of it is kept for each of them.
    """
    found: dict[str, Component] = {}
    for component in components:
        known = found.get(component.id)
        found[component.id] = component if known is None else _joined(known, component)
    return tuple(found.values())


def _joined(one: Component, other: Component) -> Component:
    status = worst((one.status, other.status))
    if not (one.places or other.places):
        return replace(one, status=status)
    places: dict[str, Status] = {}
    for place in (*_spread(one), *_spread(other)):
        places[place.name] = worst((place.status, places.get(place.name, place.status)))
    return replace(
        one,
        status=status,
        region=listed(name for name in places if name),
        places=tuple(Place(name, state) for name, state in places.items()),
    )


def _spread(part: Component) -> tuple[Place, ...]:
    return part.places or (Place(part.region or "", part.status),)


def spread(part: Component, regions: Iterable[str]) -> Component:
    """Return a component as one that is as it is in each of these regions."""
    names = tuple(dict.fromkeys(regions))
    places = tuple(Place(name, part.status) for name in names) if len(names) > 1 else ()
    return replace(part, region=listed(filter(None, names)), places=places)


def joined(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return each notice once, with all the components under which it stands."""
    found: dict[str, Notice] = {}
    touched: dict[str, dict[str, None]] = {}
    for notice in notices:
        found.setdefault(notice.external_id, notice)
        touched.setdefault(notice.external_id, {}).update(dict.fromkeys(notice.component_ids))
    return tuple(
        replace(notice, component_ids=tuple(touched[key])) for key, notice in found.items()
    )


def of_open(impacts: Iterable[Status]) -> Status:
    """Return the status of a page that lists only trouble; OPERATIONAL when there is none."""
    return worst([Status.OPERATIONAL, *impacts])


def is_within(starts: datetime | None, ends: datetime | None, now: datetime) -> bool:
    """Whether `now` lies in a window, of which either end may be open."""
    return (starts is None or starts <= now) and (ends is None or now < ends)


def listed(texts: Iterable[str], limit: int = 200) -> str | None:
    """Return texts as one line ("eu-west-1, us-east-1"); None when there are none."""
    return string(", ".join(texts), limit) or None
