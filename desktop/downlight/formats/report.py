"""What every feed format is read into."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Status


class FormatError(Exception):
    """The bytes are not what the format says; the text says how, in one line for people."""


@dataclass(frozen=True, slots=True)
class FeedReport:
    """A provider's status page, normalised."""

    format: str
    name: str
    """The page's own name, or "" where the feed has none."""
    url: str | None
    status: Status
    """The page's own rollup where it has one, else worked out (see each format)."""
    components: tuple[Component, ...] = ()
    lists_all: bool = True
    """Whether `components` holds every part of the platform, and not only those in trouble."""
    notices: tuple[Notice, ...] = ()
    """Open incidents, and maintenances that are planned or under way. Closed ones are left out."""
    updated_at: datetime | None = None
    """When the provider last changed anything; None when the feed does not tell."""
    notes: tuple[str, ...] = ()
    """What a reader should know: words we did not understand, items that were dropped."""

    @property
    def incidents(self) -> Sequence[Notice]:
        """The open incidents."""
        return [notice for notice in self.notices if notice.kind is NoticeKind.INCIDENT]

    @property
    def maintenances(self) -> Sequence[Notice]:
        """The planned and running maintenances."""
        return [notice for notice in self.notices if notice.kind is NoticeKind.MAINTENANCE]
