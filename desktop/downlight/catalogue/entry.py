"""What the catalogue knows of one platform."""

from dataclasses import dataclass

DEFAULT_FEED_INTERVAL = 120.0
"""Seconds between two looks at an official feed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts of a platform, before the user's wishes."""

    id: str
    name: str
    homepage: str
    category: str
    aliases: tuple[str, ...] = ()
    probe: str | None = None
    """The URL to look at, where the home page says little; None: the home page."""
    status_page: str | None = None
    feed: str | None = None
    format: str | None = None
    feed_interval: float = DEFAULT_FEED_INTERVAL
    """Seconds."""
    expect: tuple[str, ...] = ()
    """Texts that every healthy page has."""
    reject: tuple[str, ...] = ()
    """Texts that only an error page has."""
    provider: str | None = None
    tags: tuple[str, ...] = ()
    popularity: int = 0
    components: tuple[str, ...] = ()
    """Ids of the parts of its feed that are this platform, where several share one feed."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """Everything that was loaded."""

    entries: tuple[Entry, ...] = ()
    error_texts: tuple[str, ...] = ()
    """Texts of ready-made error pages: no platform shows them while healthy."""
