"""StatusCake public reports: `PublicReportHandler.php?PublicID=ID`, tests that are Up or Down."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import (
    Notes,
    Object,
    component_status,
    fits,
    ident,
    json_object,
    looks_like_json,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged

_STATES = {"up": Status.OPERATIONAL, "down": Status.MAJOR_OUTAGE}
_NAMES = ("WebsiteName", "TestName", "Name", "Title")
_IDS = ("TestID", "ID", "id")


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
    rows = objects(json_object(body).get("TestData"))
    if not rows or not all("Status" in row for row in rows):
        raise FormatError("JSON, but not of StatusCake: TestData is missing")
    return rows


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "TestData", "Status") and fits(_rows, body)


def _components(rows: Sequence[Object], notes: Notes) -> Iterator[Component]:
    for place, row in enumerate(rows, 1):
        if row.get("Paused") is True:
            continue
        name = next((text for key in _NAMES if (text := string(row.get(key)))), f"Test {place}")
        key = next((text for one in _IDS if (text := ident(row.get(one)))), name)
        yield Component(key, name, component_status(row.get("Status"), _STATES, name, notes))


FORMAT = FeedFormat(
    name="statuscake",
    title="StatusCake",
    source="https://www.statuscake.com/features/public-reporting/",
    parse=parse,
    looks_like=_looks_like,
    hosts=("app.statuscake.com",),
    rank=20,
)
