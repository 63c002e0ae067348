"""What is watched: platforms, their components, and the checks that observe them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from downlight.domain.status import Status


class CheckKind(StrEnum):
    """A way of observing."""

    HTTP = "http"
    FEED = "feed"
    DNS = "dns"
    TCP = "tcp"
    TLS = "tls"


class Redirects(StrEnum):
    """What a check does with a redirect."""

    FOLLOW = "follow"  # up to five, http(s) only
    SAME_SITE = "same_site"  # stay on the registrable name of the target
    REFUSE = "refuse"  # the redirect itself is the answer


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the answer of a healthy platform looks like."""

    statuses: tuple[int, ...] = ()
    """HTTP status codes that count as healthy; empty: any 2xx or 3xx."""
    must_contain: tuple[str, ...] = ()
    """Texts of which each must appear in the body (case-sensitive)."""
    must_not_contain: tuple[str, ...] = ()
    """Texts that show an error page, whatever the HTTP status says."""
    redirects: Redirects = Redirects.FOLLOW
    latency_limit: float | None = None
    """Seconds to the full answer above which the platform counts as slow; None: learned."""
    tls_days: int = 14
    """Days before a certificate ends from which on it is mentioned."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at, and how."""

    id: str
    """Unique: the platform's id, a slash, and a word ("github/http")."""
    platform_id: str
    kind: CheckKind
    target: str
    """A URL for HTTP and FEED, "host:port" for TCP and TLS, a name for DNS."""
    component_id: str | None = None
    format: str | None = None
    """For FEED: the name of the format; None: found out from the content."""
    interval: float = 60.0
    """Seconds between two looks in calm times."""
    timeout: float = 10.0
    """Seconds after which a look is given up."""
    expect: Expectation = Expectation()
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Extra request headers that are no secrets."""
    secret: str | None = None
    """Name of the keyring entry that holds the credential, never the credential."""
    auth: str | None = None
    """How the secret is sent: "basic", or the name of a header ("Authorization")."""


@dataclass(frozen=True, slots=True)
class Place:
    """How a component is in one of its regions."""

    name: str
    """The region as the provider names it; "" stands for wherever no other place does."""
    status: Status


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a platform as its provider names it."""

    id: str
    name: str
    status: Status = Status.UNKNOWN
    group: str | None = None
    region: str | None = None
    """Where it is, as one line for people: a region, or several with commas between them."""
    places: tuple[Place, ...] = ()
    """Where the feed tells several regions of it: how it is in each."""
    watched: bool = True
    """Whether it counts for the light: see `domain.parts`."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A thing people rely on and call by a name."""

    id: str
    name: str
    homepage: str
    aliases: tuple[str, ...] = ()
    category: str = "own"
    status_page: str | None = None
    """The page for people, opened on click."""
    checks: tuple[Check, ...] = ()
    provider: str | None = None
    """Whose network it stands on ("cloudflare"), for causes shared by several platforms."""
    tags: tuple[str, ...] = ()
    watched_components: tuple[str, ...] = ()
    """Names of the components, groups and regions that count for the light; empty: all.

    What can stand here is what `domain.parts.choices` gives for the components of its feed.
    """
    popularity: int = 0
    """Larger is more common; orders the picker."""


@dataclass(frozen=True, slots=True)
class VantagePoint:
    """A place from which something was seen."""

    id: str
    label: str
    trust: float = 1.0
    """Weight of its word from 0 (ignored) to 1."""
