"""One connection on its way: what it may do, how far it came, and the word for not arriving."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from downlight.domain.observation import Path
from downlight.domain.status import Reason
from downlight.domain.text import clean

HEADER_ALLOWANCE = 262_144
"""Bytes off the wire before an answer begins: TLS handshake, certificates, headers."""

_ENOUGH = 40
"""Bytes by which HTTP can be told from anything else, and a greeting be shown."""


class Stage(StrEnum):
    """How far a connection has come."""

    LOOKUP = "lookup"
    CONNECT = "connect"
    PROXY = "proxy"  # connected to the proxy, which has not said yes yet
    TLS = "tls"
    ANSWER = "answer"  # asked, and waiting for the end of the headers
    BODY = "body"


class NotReached(Exception):  # noqa: N818 - an answer of the network, not an error of ours
    """There will be no answer; says why. Caught and turned into a Failure by the fetcher."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(slots=True)
class Trip:
    """What one connection may do, and how far it came."""

    host: str
    """The target's host, in its ASCII form."""
    path: Path = Path.DEFAULT
    public_only: bool = False
    """Addresses of local networks are refused: a public site sent us here."""
    proxy: str = ""
    """"host:port" of the proxy that carries it; empty: direct."""
    tunnel: bool = False
    """The proxy is asked to open a tunnel (https), not to fetch for us (http)."""
    allowance: int = HEADER_ALLOWANCE
    """Bytes that may still come off the wire."""
    stage: Stage = Stage.LOOKUP
    address: str = ""
    """The address that was connected to."""
    private: bool = False
    """That address is of this machine or a network around it."""
    tls_expires_at: datetime | None = None
    heard: bytes = b""
    """The first bytes of the answer."""

    def stop(self) -> None:
        """Let nothing more come off the wire: what is known is enough."""
        self.allowance = -1

    def take(self, size: int) -> None:
        """Count bytes that came off the wire. Raises NotReached when they are too many."""
        self.allowance -= size
        if self.allowance < 0:
            what = "answer" if self.stage is Stage.BODY else "headers of the answer"
            raise NotReached(Reason.MALFORMED, f"the {what} would not end")

    def hear(self, data: bytes) -> None:
        """Listen to what answers. Raises NotReached as soon as it cannot be HTTP.

        An HTTP parser would wait for the end of the headers, which an SSH server never sends.
        """
        if self.stage is not Stage.ANSWER or len(self.heard) >= _ENOUGH:
            return
        self.heard = (self.heard + data[:_ENOUGH]).lstrip(b"\r\n")
        if not self.heard.startswith(b"HTTP/"[: len(self.heard)]):
            line = self.heard.partition(b"\n")[0]
            greeting = clean(line.decode("ascii"), _ENOUGH) if line.isascii() else ""
            said = f": it says \u201c{greeting}\u201d" if greeting else ""
            raise NotReached(Reason.MALFORMED, f"what answers there does not speak HTTP{said}")
