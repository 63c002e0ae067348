"""StatusCast as a web page: each component has its state in a class of its own.

The class is `status-list-component-status-text component-{state}`; the component's name is the
text that stands before it. The page is rolled up from its components.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import MAX_ITEMS, Notes, component_status, rollup
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.webpage import Element, WebPage, looks_like_page, read_page

_STATES = {
    "available": Status.OPERATIONAL,
    "unavailable": Status.MAJOR_OUTAGE,
    "investigating": Status.DEGRADED,
    "degraded": Status.DEGRADED,
    "maintenance": Status.MAINTENANCE,
    "informational": Status.OPERATIONAL,
    "monitored": Status.OPERATIONAL,
    "identified": Status.OPERATIONAL,
}
_TOLD = frozenset({"informational", "monitored", "identified"})
"""States that say more than that all is well, and no more than that."""
_MARK = "status-list-component-status-text"
_PREFIX = "component-"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    page = read_page(body)
    notes = Notes()
    components = tuple(_components(page, notes))
    if not components:
        raise FormatError("a web page, but not one of StatusCast: it has no states of components")
    return FeedReport(
        format=FORMAT.name,
        name=page.title,
        url=None,
        status=rollup(component.status for component in components),
        components=components,
        notes=notes.all(),
    )


def _looks_like(body: bytes) -> bool:
    return looks_like_page(body) and _MARK.encode() in body


def _components(page: WebPage, notes: Notes) -> Iterator[Component]:
    seen: dict[str, int] = {}
    for element in islice(page.with_class(_MARK), MAX_ITEMS):
        name = element.before or "component"
        word = _state(element)
        status = component_status(word, _STATES, name, notes)
        if word in _TOLD:
            notes.add(f"{name}: {element.line or word}")
        seen[name] = seen.get(name, 0) + 1
        yield Component(name if seen[name] == 1 else f"{name} {seen[name]}", name, status)


def _state(element: Element) -> str:
    words = (word for word in element.classes if word.startswith(_PREFIX))
    return next((word.removeprefix(_PREFIX) for word in words), "")


FORMAT = FeedFormat(
    name="statuscast-html",
    title="StatusCast (web page)",
    source="https://www.statuscast.com/",
    parse=parse,
    looks_like=_looks_like,
    rank=60,
)
