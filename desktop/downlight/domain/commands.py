"""What the user wants, in the imperative: the only way from a face back into the engine."""

from dataclasses import dataclass
from datetime import datetime

from downlight.domain.edits import HistoryEdit
from downlight.domain.settings import Favourite, Settings


@dataclass(frozen=True, slots=True)
class CheckNow:
    """Look at once; at all platforms when `platform_id` is None."""

    platform_id: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop looking until `until`, or until Resume when it is None."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on looking."""


@dataclass(frozen=True, slots=True)
class Mute:
    """Say nothing about a platform until `until`; None: until it is back."""

    platform_id: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Unmute:
    """Speak about a platform again."""

    platform_id: str


@dataclass(frozen=True, slots=True)
class AddFavourite:
    """Watch a platform from now on, and keep it in the settings."""

    favourite: Favourite


@dataclass(frozen=True, slots=True)
class RemoveFavourite:
    """Watch a platform no longer; its history stays."""

    platform_id: str


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Take these settings and keep them."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class ReloadSettings:
    """Read the settings file again: somebody edited it."""


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Keep the user's note on an incident."""

    incident_id: int
    text: str


@dataclass(frozen=True, slots=True)
class EditHistory:
    """Change what the log says of the past, or take such a change back."""

    edit: HistoryEdit


@dataclass(frozen=True, slots=True)
class EmptyInbox:
    """The user has read what could not be shown."""


@dataclass(frozen=True, slots=True)
class LookInto:
    """Find out what an address offers, without watching it; nothing else is looked into then."""

    url: str


@dataclass(frozen=True, slots=True)
class StopLooking:
    """Look no longer into whatever is being looked into."""


@dataclass(frozen=True, slots=True)
class Quit:
    """End the engine in good order."""


Command = (
    CheckNow
    | Pause
    | Resume
    | Mute
    | Unmute
    | AddFavourite
    | RemoveFavourite
    | ChangeSettings
    | ReloadSettings
    | WriteNote
    | EditHistory
    | EmptyInbox
    | LookInto
    | StopLooking
    | Quit
)
