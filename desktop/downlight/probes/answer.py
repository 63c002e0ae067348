"""What goes out to a server and what comes back, as values. Failures are values too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from downlight.domain.model import Redirects
from downlight.domain.observation import Path
from downlight.domain.status import Reason


@dataclass(frozen=True, slots=True)
class Request:
    """One GET."""

    url: str
    timeout: float = 10.0
    """Seconds for everything: lookup, connection, redirects, body."""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    redirects: Redirects = Redirects.FOLLOW
    path: Path = Path.DEFAULT
    max_wire: int = 1_000_000
    """Bytes read from the network at most."""
    max_body: int = 4_000_000
    """Bytes after decoding at most."""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer."""

    url: str
    """Where it finally came from."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    latency: float
    """Seconds from start to the last byte."""
    address: str = ""
    """The address that was connected to."""
    local: bool = False
    """That address is private, loopback or link-local."""
    tls_expires_at: datetime | None = None
    redirected: tuple[str, ...] = ()
    """The URLs on the way, without the final one."""

    @property
    def not_modified(self) -> bool:
        """Whether the server says that what we have is still right."""
        return self.status == 304


@dataclass(frozen=True, slots=True)
class Failure:
    """No whole HTTP answer, and why."""

    reason: Reason
    detail: str
    """A plain clause for people: "the certificate expired on 3 May 2026"."""
    latency: float
    """Seconds until it was known."""
    address: str = ""
    local: bool = False
    way_open: bool = True
    """For local targets: whether this machine has a route there."""


class Fetcher(Protocol):
    """Somebody who carries out requests. Never raises for what the network does."""

    async def fetch(self, request: Request) -> Answer | Failure:
        """Carry out `request`."""
        ...
