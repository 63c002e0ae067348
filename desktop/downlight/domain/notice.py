"""What a provider announced: an incident or a maintenance window on its status page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from downlight.domain.status import Stage, Status


class NoticeKind(StrEnum):
    """Trouble, or work that was planned."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True, slots=True)
class NoticeUpdate:
    """One message under a notice."""

    stage: Stage
    text: str
    """Plain text; markup of the feed is gone."""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """An announced incident or maintenance. A time that the feed does not give is None."""

    external_id: str
    kind: NoticeKind
    title: str
    stage: Stage
    impact: Status = Status.UNKNOWN
    component_ids: tuple[str, ...] = ()
    started_at: datetime | None = None
    updated_at: datetime | None = None
    resolved_at: datetime | None = None
    starts_at: datetime | None = None
    """Maintenance: when it is planned to begin."""
    ends_at: datetime | None = None
    """Maintenance: when it is planned to end."""
    url: str | None = None
    updates: tuple[NoticeUpdate, ...] = ()
    """Newest first."""

    @property
    def is_open(self) -> bool:
        """Whether the provider has not called it over."""
        return not self.stage.is_closed

    def is_active(self, now: datetime) -> bool:
        """Whether a maintenance is under way at `now` (always False for an incident)."""
        if self.kind is not NoticeKind.MAINTENANCE or not self.is_open:
            return False
        if self.stage in (Stage.IN_PROGRESS, Stage.VERIFYING):
            return True
        if self.stage is Stage.SCHEDULED or self.starts_at is None:
            return False
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)
