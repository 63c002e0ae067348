"""What one answer shows to somebody who looks for a status feed: a feed, or marks and links."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from downlight import formats
from downlight.domain.status import Status
from downlight.formats.fingerprints import Guess, guesses
from downlight.formats.links import StatusLink, status_links
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.webpage import looks_like_page
from downlight.probes.answer import Answer

_PAGE_RANK, _LOG_RANK = 60, 80
"""Ranks from which on a format is read from a web page, and from a log of what was."""
_EXAMPLE = "(example)"
"""How the components of a page are called that nobody has set up."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was seen at a URL."""

    url: str
    """Where it finally came from."""
    is_page: bool
    report: FeedReport | None
    """What it tells as a feed; None: it is none."""
    worth: float
    """How much its word is worth beside that of a feed made for programs, from 0 to 1."""
    marks: tuple[Guess, ...] = ()
    """Where the feed of this page may be, the likeliest first."""
    links: tuple[StatusLink, ...] = ()

    @property
    def is_status_page(self) -> bool:
        """Whether a page is one about how something is: by its content, its marks or its host."""
        host = urlsplit(self.url).hostname or ""
        marked = any(mark.weight >= 0.5 for mark in self.marks)
        return self.report is not None or marked or "status" in host


def look(url: str, answer: Answer, now: datetime) -> Sighting:
    """Return what `answer` to `url` shows as of `now` (UTC)."""
    final = answer.url or url
    is_page = looks_like_page(answer.body)
    report = _report(answer.body, now)
    return Sighting(
        url=final,
        is_page=is_page,
        report=report,
        worth=_worth(report) if report else 0.0,
        marks=tuple(guesses(final, answer.headers, answer.body)) if is_page else (),
        links=tuple(status_links(final, answer.body)),
    )


def _report(body: bytes, now: datetime) -> FeedReport | None:
    try:
        report = formats.read(body, now)
    except FormatError:
        return None
    names = [component.name.lower() for component in report.components]
    return None if any(name.endswith(_EXAMPLE) for name in names) else report


def _worth(report: FeedReport) -> float:
    fmt = formats.named(report.format)
    rank = fmt.rank if fmt else _LOG_RANK
    kind = 0.6 if rank >= _LOG_RANK else 0.8 if rank >= _PAGE_RANK else 1.0
    return kind * (0.5 if report.status is Status.UNKNOWN else 1.0)
