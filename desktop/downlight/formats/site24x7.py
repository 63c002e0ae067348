"""Site24x7 StatusIQ: `/sp/api/public/summary_details/statuspages/{id}`.

States are numbers: 1 operational, 2 informational, 3 degraded, 4 maintenance (on purpose not in
order), 5 partial outage, 6 major outage. Components stand alone or in groups.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import (
    Notes,
    Object,
    fits,
    ident,
    json_object,
    looks_like_json,
    obj,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, word_of

_STATES = {
    "1": Status.OPERATIONAL,
    "2": Status.OPERATIONAL,
    "3": Status.DEGRADED,
    "4": Status.MAINTENANCE,
    "5": Status.PARTIAL_OUTAGE,
    "6": Status.MAJOR_OUTAGE,
}
_INFORMATIONAL = "2"
_IDS = (
    "component_id",
    "enc_component_id",
    "componentgroup_id",
    "display_name",
    "componentgroup_display_name",
)


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    notes = Notes()
    components = merged(_components(_rows(body), notes))
    return FeedReport(
        format=FORMAT.name,
        name="",
        url=None,
        status=rollup(component.status for component in components),
        components=components,
        notes=notes.all(),
    )


def _rows(body: bytes) -> Sequence[Object]:
    document = json_object(body)
    rows = objects((obj(document.get("data")) or document).get("current_status"))
    marks = {"component_status", "componentgroup_components"}
    if not rows or not all(marks & row.keys() for row in rows):
        raise FormatError("JSON, but not of StatusIQ: current_status is missing")
    return rows


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "current_status") and fits(_rows, body)


def _components(rows: Sequence[Object], notes: Notes) -> Iterator[Component]:
    for row in rows:
        if "component_status" in row and not row.get("componentgroup_components"):
            yield from _component(row, None, notes)
        group = string(row.get("componentgroup_display_name")) or None
        for part in objects(row.get("componentgroup_components")):
            yield from _component(part, group, notes)


def _component(row: Object, group: str | None, notes: Notes) -> Iterator[Component]:
    name = string(row.get("display_name")) or string(row.get("componentgroup_display_name"))
    key = next((text for one in _IDS if (text := ident(row.get(one)))), "")
    word = word_of(row.get("component_status"))
    status = _STATES.get(word)
    if status is None:
        notes.add(f'unknown state "{word[:60]}" of {name}: taken as degraded')
    if word == _INFORMATIONAL:
        notes.add(f"{name}: there is a message, but no trouble")
    if key:
        shown = f"{group}/{key}" if group and key == name else key
        yield Component(shown, name, status or Status.DEGRADED, group)


FORMAT = FeedFormat(
    name="site24x7",
    title="Site24x7 StatusIQ",
    source="https://www.site24x7.com/help/statusiq/",
    parse=parse,
    looks_like=_looks_like,
    rank=20,
)
