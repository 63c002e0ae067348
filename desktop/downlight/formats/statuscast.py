"""StatusCast: `/status.json`, the state of the whole page in one word.

Only "Available" means that all is well, and only "Maintenance" that it is being worked on. Any
other word is not good news, but how bad it is the page tells in its text only (degraded).
"""

from datetime import datetime

from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import Notes, Object, fits, json_object, looks_like_json, string
from downlight.formats.report import FeedReport, FormatError

_STATES = {
    "available": Status.OPERATIONAL,
    "maintenance": Status.MAINTENANCE,
}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    word = string(document.get("Status"))
    text = string(document.get("StatusText"))
    notes = Notes()
    status = _STATES.get(word.lower(), Status.DEGRADED) if word else Status.UNKNOWN
    if status is not Status.OPERATIONAL:
        notes.add(f'the page says "{word}": {text}')
    return FeedReport(
        format=FORMAT.name,
        name="",
        url=None,
        status=status,
        updated_at=instant(document.get("InEffectSince")),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    if not {"Status", "StatusText"} <= document.keys():
        raise FormatError("JSON, but not of StatusCast: Status and StatusText are missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "Status", "StatusText") and fits(_document, body)


FORMAT = FeedFormat(
    name="statuscast",
    title="StatusCast",
    source="https://www.statuscast.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/status.json",),
    hosts=("statuscast.com", "status.page"),
    rank=20,
)
