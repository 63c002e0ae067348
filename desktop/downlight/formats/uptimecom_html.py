"""Uptime.com status pages: whether all is well stands in the page's own script.

`global_is_operational` is true or false; false says nothing of how bad it is (degraded).
"""

import re
from datetime import datetime

from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import utf8
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.webpage import looks_like_page, read_page

_STATE = re.compile(rb"global_is_operational[\\\"']{0,4}\s{0,20}:\s{0,20}(true|false)\b")


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    page = read_page(body)
    said = {found[1] for found in _STATE.finditer(utf8(body))}
    if not said:
        raise FormatError("a web page, but not one of Uptime.com: it does not say how it is")
    if b"false" in said:
        told = "the page says that some systems have problems"
        return FeedReport(FORMAT.name, page.title, None, Status.DEGRADED, notes=(told,))
    return FeedReport(FORMAT.name, page.title, None, Status.OPERATIONAL)


def _looks_like(body: bytes) -> bool:
    return looks_like_page(body) and _STATE.search(utf8(body)) is not None


FORMAT = FeedFormat(
    name="uptimecom-html",
    title="Uptime.com (web page)",
    source="https://uptime.com/statuspages",
    parse=parse,
    looks_like=_looks_like,
    rank=60,
)
