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
    cut: bool = False
    """Take what fits into the limits instead of failing: for pages whose end does not matter."""
    public_only: bool = False
    """A stranger on the internet named this URL: addresses of local networks are refused."""


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
    cut: bool = False
    """The body is only the beginning, as `Request.cut` allowed."""

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


@dataclass(frozen=True, slots=True)
class Lookup:
    """The addresses that a name has now."""

    addresses: tuple[str, ...]
    """IPv4 and IPv6 addresses in the order in which they should be tried."""
    latency: float
    """Seconds until they were known."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A connection that was made, and closed again."""

    address: str
    """The address that was connected to."""
    latency: float
    """Seconds until it stood, with the TLS handshake where one was asked for."""
    local: bool = False
    """That address is private, loopback or link-local."""
    tls_expires_at: datetime | None = None


class Connector(Protocol):
    """Somebody who looks up names and opens connections. Never raises for network failures."""

    async def lookup(
        self, host: str, *, timeout: float, path: Path = Path.DEFAULT
    ) -> Lookup | Failure:
        """Look up the addresses of `host` within `timeout` seconds."""
        ...

    async def contact(
        self, host: str, port: int, *, timeout: float, tls: bool = False, path: Path = Path.DEFAULT
    ) -> Contact | Failure:
        """Connect within `timeout` seconds, with a verified TLS handshake if `tls`, and close."""
        ...
