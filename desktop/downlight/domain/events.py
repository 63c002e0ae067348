"""Facts that the engine publishes, in the past tense."""

from dataclasses import dataclass

from downlight.domain.incident import Incident
from downlight.domain.lifecycle import Transition
from downlight.domain.notify import Notification
from downlight.domain.offer import Offer
from downlight.domain.settings import Problem, Settings
from downlight.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class SnapshotTaken:
    """Something that a face shows has changed; at most one in 100 ms."""

    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class IncidentChanged:
    """An incident opened, changed or ended, and stands in the log."""

    incident: Incident
    transition: Transition


@dataclass(frozen=True, slots=True)
class HistoryEdited:
    """An edit of the user stands in the log."""

    token: str


@dataclass(frozen=True, slots=True)
class NotificationShown:
    """The desktop took a notification, or the inbox did."""

    notification: Notification
    delivered: bool


@dataclass(frozen=True, slots=True)
class IncidentAsked:
    """The user wants to see an incident (clicked a notification)."""

    incident_id: int
    token: str = ""
    """That of the click, for the window."""


@dataclass(frozen=True, slots=True)
class PageAsked:
    """The user wants a web page opened; http(s) only."""

    url: str


@dataclass(frozen=True, slots=True)
class SettingsTaken:
    """These settings are in force now: at the start, after a change, after a reload."""

    settings: Settings
    problems: tuple[Problem, ...] = ()
    """Entries of the file that could not be taken."""


@dataclass(frozen=True, slots=True)
class LookedInto:
    """It is known what an address offers."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class EngineStopped:
    """The engine has ended; `trouble` says why when it was not asked to."""

    trouble: str = ""


Event = (
    SnapshotTaken
    | IncidentChanged
    | HistoryEdited
    | NotificationShown
    | IncidentAsked
    | PageAsked
    | SettingsTaken
    | LookedInto
    | EngineStopped
)
