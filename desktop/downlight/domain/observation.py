"""One raw fact: what one look, from one place, at one time, gave."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from downlight.domain.model import Component
from downlight.domain.notice import Notice
from downlight.domain.status import Reason, Source, Status


class Path(StrEnum):
    """The way a probe took; several ways make evidence independent."""

    DEFAULT = "default"
    OTHER_FAMILY = "other_family"  # IPv4 where the default took IPv6, and the reverse
    OTHER_RESOLVER = "other_resolver"  # the address asked of another name server


@dataclass(frozen=True, slots=True)
class PeerVote:
    """What one colleague's machine sees."""

    vantage_id: str
    ok: bool
    same_network: bool = False
    """Behind the same way out to the internet as this machine: says less."""


@dataclass(frozen=True, slots=True)
class Observation:
    """An immutable raw fact. A failed look is an observation too, never an exception."""

    check_id: str
    """The check it answers; "canary/N" for control sites."""
    platform_id: str
    source: Source
    status: Status
    reason: Reason
    started_at: datetime
    """When the look began (UTC); equals `observed_at` for evidence that was sent to us."""
    observed_at: datetime
    """When the answer was known (UTC)."""
    detail: str = ""
    """One plain line for the evidence timeline, from the platform or from us; never markup."""
    latency: float | None = None
    """Seconds from the start of the request to the whole answer."""
    http_status: int | None = None
    matched: str | None = None
    """The error text that was found; None for a CONTENT failure means that a text was missing."""
    path: Path = Path.DEFAULT
    local: bool = False
    """The target is on a private or loopback address: the internet says nothing about it."""
    way_open: bool = True
    """For a local target: whether this machine has a way there at all."""
    published_at: datetime | None = None
    """For feeds: when the provider last changed it."""
    retry_after: float | None = None
    """Seconds the server asked us to wait."""
    tls_expires_at: datetime | None = None
    vantage: str | None = None
    components: tuple[Component, ...] = ()
    lists_all: bool = True
    """For feeds: whether `components` holds every part, and not only those in trouble."""
    whole: Status | None = None
    """For feeds of which only some parts are watched: how the provider says the whole is."""
    unlisted: tuple[str, ...] = ()
    """Parts that are watched but that the feed does not name, as the settings write them."""
    notices: tuple[Notice, ...] = ()
    votes: tuple[PeerVote, ...] = ()
    """For PEER: the answers of the colleagues that were asked or spoke up."""
    crowd: tuple[float, float] | None = None
    """For CROWD: complaints in the last five minutes, and the usual number at this hour."""
    body_digest: tuple[str, ...] = ()
    """Traits of the page for learning what healthy looks like; never its contents."""

    @property
    def failed(self) -> bool:
        """Whether the look went wrong in a way that may say something about the platform."""
        return self.status.is_trouble
