"""What an address offers to somebody who thinks of watching it: its page and its status feed."""

from dataclasses import dataclass

from downlight.domain.model import Component
from downlight.domain.status import Reason, Status


@dataclass(frozen=True, slots=True)
class FeedOffer:
    """An official status feed that was found."""

    url: str
    format: str
    """Name of the format, as the settings keep it."""
    title: str
    """Name of the format, for people."""
    page: str
    """The status page for people."""
    name: str
    """What the page calls itself; "" where it does not."""
    sureness: float
    """How sure it is that this is the product's own status, from 0 to 1."""
    because: str
    """A clause: how it was found."""
    status: Status
    """What it tells now."""
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What was found at an address."""

    url: str
    reason: Reason
    """OK when its page answers well; else why it does not."""
    http_status: int | None = None
    title: str = ""
    """What its page calls itself; "" where it does not."""
    feed: FeedOffer | None = None
