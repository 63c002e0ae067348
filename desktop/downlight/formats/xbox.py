"""Xbox network status: categories of core services, and titles, as XML or as JSON.

The state of the whole is the page's own rollup. A category is as bad as its worst scenario; each
scenario that is not well is an incident, with what its own incidents tell.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.status import Stage, Status, worst
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    component_status,
    fits,
    ident,
    json_object,
    looks_like_json,
    obj,
    objects,
    opening,
    page_status,
    string,
    utf8,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, told, word_of
from downlight.formats.xmltree import Element, read_tree

_STATES = {
    "none": Status.OPERATIONAL,
    "limited": Status.DEGRADED,
    "impacted": Status.PARTIAL_OUTAGE,
    "majoroutage": Status.MAJOR_OUTAGE,
    "unavailable": Status.MAJOR_OUTAGE,
}
_LISTS = frozenset({"CoreServices", "Titles", "Scenarios", "Incidents", "Devices"})
_PAGE = "https://support.xbox.com/xbox-live-status"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    categories = [
        *objects(document.get("CoreServices")),
        *({"group": "Titles", **title} for title in objects(document.get("Titles"))),
    ]
    overall = obj(obj(document.get("Status")).get("Overall"))
    notices = tuple(n for category in categories for n in _notices(category, notes))
    return FeedReport(
        format=FORMAT.name,
        name="Xbox",
        url=_PAGE,
        status=page_status(*_table(overall.get("State")), notes),
        components=merged(_component(category, notes) for category in categories),
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    if opening(body, 50).startswith(b"<"):
        value = _value(_root(body))
        document: Object = value if isinstance(value, dict) else {}
    else:
        document = json_object(body)
        document = obj(document.get("ServiceStatus")) or document
    if "State" not in obj(obj(document.get("Status")).get("Overall")):
        raise FormatError("not Xbox's status: the overall state is missing")
    return document


def _root(body: bytes) -> Element:
    root = read_tree(body)
    if root.name != "ServiceStatus":
        raise FormatError(f"XML, but not Xbox's status: it begins with <{root.name[:40]}>")
    return root


def _value(element: Element) -> object:
    """Return an element as the JSON of the same feed writes it."""
    if element.name in _LISTS:
        return [_value(child) for child in element.children]
    if not element.children:
        return element.text
    return {child.name: _value(child) for child in element.children}


def _looks_like(body: bytes) -> bool:
    xml = opening(body, 50).startswith(b"<") and b"<ServiceStatus" in utf8(body[:2000])
    return (xml or looks_like_json(body, "Overall", "State", "CoreServices")) and fits(
        _document, body
    )


def _table(word: object) -> tuple[object, dict[str, Status]]:
    """Return a word and the table for it: whatever speaks of maintenance is maintenance."""
    return (word, {word_of(word): Status.MAINTENANCE} if "maint" in word_of(word) else _STATES)


def _state(place: Object, name: str, notes: Notes) -> Status:
    status = place.get("Status")
    word = obj(status).get("Name") if isinstance(status, dict) else status
    known, table = _table(word)
    return component_status(known, table, name, notes)


def _key(category: Object) -> str:
    own = ident(category.get("Id")) or string(category.get("Name")) or "service"
    return f"title/{own}" if "group" in category else own


def _component(category: Object, notes: Notes) -> Component:
    name = string(category.get("Name"))
    parts = [
        _state(scenario, string(scenario.get("Name")), notes)
        for scenario in objects(category.get("Scenarios"))
    ]
    status = worst([_state(category, name, notes), *parts])
    return Component(_key(category), name, status, string(category.get("group")) or None)


def _notices(category: Object, notes: Notes) -> Iterator[Notice]:
    for scenario in objects(category.get("Scenarios")):
        name = string(scenario.get("Name"))
        state = _state(scenario, name, notes)
        if state.is_trouble or state is Status.MAINTENANCE:
            yield _notice(category, scenario, state)


def _notice(category: Object, scenario: Object, state: Status) -> Notice:
    rows = objects(scenario.get("Incidents"))
    planned = state is Status.MAINTENANCE
    stage = Stage.IN_PROGRESS if planned else Stage.INVESTIGATING
    begun = [moment for row in rows if (moment := instant(row.get("Begin")))]
    name = string(scenario.get("Name"))
    number = next((ident(row.get("Id")) for row in rows if ident(row.get("Id"))), "")
    return Notice(
        external_id=number or f"{_key(category)}/{ident(scenario.get('Id')) or name}",
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=f"{string(category.get('Name'))}: {name}",
        stage=stage,
        impact=state,
        component_ids=(_key(category),),
        started_at=min(begun, default=None),
        updated_at=instant(scenario.get("LastUpdated")),
        url=_PAGE,
        updates=_updates(rows, stage),
    )


def _updates(rows: Sequence[Object], stage: Stage) -> tuple[NoticeUpdate, ...]:
    stages = [(row, obj(row.get("Stage"))) for row in rows]
    texts = ((row, at.get("Message") or row.get("Description"), at) for row, at in stages)
    return tuple(told(stage, text, row.get("Begin")) for row, text, _ in texts if string(text))


FORMAT = FeedFormat(
    name="xbox",
    title="Xbox status",
    source="https://support.xbox.com/xbox-live-status",
    parse=parse,
    looks_like=_looks_like,
    paths=("/servicestatusv6/US/en-US",),
    hosts=("xnotify.xboxlive.com",),
    rank=20,
)
