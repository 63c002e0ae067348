"""What a backup holds, as it is shown before it is restored."""

from dataclasses import dataclass
from datetime import datetime

from downlight.domain.settings import Problem


@dataclass(frozen=True, slots=True)
class BackupContent:
    """A backup that was found to be whole."""

    made_at: datetime
    """UTC."""
    version: str
    """The Downlight that made it."""
    favourites: tuple[str, ...]
    """Names or ids of the platforms it watches."""
    problems: tuple[Problem, ...] = ()
    """Entries of its settings that cannot be taken."""
    incidents: int | None = None
    """How many incidents; None: it holds no history."""
    first: datetime | None = None
    """When the oldest of them began, UTC."""
    own_platforms: bool = False
    """Whether it holds platforms of the user's own."""
