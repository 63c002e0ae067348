"""What the engine needs of the world, named for the need. `app.py` plugs the adapters in."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from downlight.domain.edits import HistoryEdit
from downlight.domain.events import Event
from downlight.domain.faults import SecretsUnavailable as SecretsUnavailable
from downlight.domain.faults import SettingsRefused as SettingsRefused
from downlight.domain.faults import UnknownPlatform as UnknownPlatform
from downlight.domain.gap import Gap
from downlight.domain.incident import Incident, TimelineEntry
from downlight.domain.model import Platform
from downlight.domain.notify import Click, Notification, NotifyDecision, Outcome
from downlight.domain.notify import Recorded as Recorded  # the log, a sibling, returns it too
from downlight.domain.settings import Favourite, Problem, Settings
from downlight.domain.status import GapReason
from downlight.probes.answer import Connector, Fetcher

Publish = Callable[[Event], None]
"""Hands an event to whoever listens; must not block and must not raise."""


class Clock(Protocol):
    """Time that goes on during sleep and never jumps by a change of the wall clock."""

    def now(self) -> datetime:
        """Return the time, UTC."""
        ...

    async def wait(self, until: datetime | None, wake: asyncio.Event, *, busy: bool) -> None:
        """Return at `until` (None: never) or as soon as `wake` is set.

        `busy` says that looks are under way whose end will set `wake`; a simulated clock must
        not move on meanwhile.
        """
        ...


class IncidentLog(Protocol):
    """The record of what happened. Each call is one transaction; the engine thread calls.

    A call that cannot be carried out (disk full, file gone) does not raise: it is kept in memory
    and tried again later, and `trouble` says so.
    """

    @property
    def trouble(self) -> str:
        """A sentence for people when writing does not work now; else empty."""
        ...

    @property
    def remark(self) -> str:
        """A sentence for people about a file that was damaged or deleted and replaced; or empty."""
        ...

    def open_incidents(self) -> Sequence[Incident]:
        """Return the incidents that have not ended, with their timelines."""
        ...

    def record(
        self,
        incident: Incident,
        entries: Sequence[TimelineEntry],
        decision: NotifyDecision | None = None,
    ) -> Recorded:
        """Write an incident, new evidence and the decision to speak, all or nothing.

        An incident without id is new. A notification whose `group_key` is empty gets
        "incident:<id>".
        """
        ...

    def announce(self, decision: NotifyDecision, at: datetime) -> Notification | None:
        """Write a decision that belongs to no change of an incident; return what is to be told."""
        ...

    def knows(self, topic: str) -> bool:
        """Whether something under this topic was decided before, to speak or to be silent."""
        ...

    def was_told(self, incident_id: int) -> bool:
        """Whether any notification of this incident was decided (shown or about to be)."""
        ...

    def unshown(self, since: datetime) -> Sequence[Notification]:
        """Return notifications decided after `since` and neither shown nor given up."""
        ...

    def gather(self, numbers: Sequence[int], outcome: Outcome, said: Notification) -> Notification:
        """Write a bubble that tells of the decisions `numbers`, which are settled with that."""
        ...

    def drop(self, numbers: Sequence[int], outcome: Outcome) -> None:
        """Note that these decisions to speak will not be carried out, and why."""
        ...

    def standing(self) -> Mapping[str, Notification]:
        """Return what was last shown under each group key, of late."""
        ...

    def shows(self) -> Sequence[datetime]:
        """Return when bubbles were shown of late, in any order."""
        ...

    def shown(self, notification_id: int, at: datetime, bubble: int | None) -> None:
        """Note that a notification was shown, under the desktop's `bubble` id (None: inbox)."""
        ...

    def bubble(self, group_key: str) -> int | None:
        """Return the desktop's id of the last bubble under this key."""
        ...

    def alive(self, at: datetime) -> None:
        """Note that the engine is measuring at `at`."""
        ...

    def last_alive(self) -> datetime | None:
        """Return the newest time noted by `alive`."""
        ...

    def add_gap(self, gap: Gap) -> None:
        """Note a finished span without measurement."""
        ...

    def open_gap(self, reason: GapReason, at: datetime) -> None:
        """Note that measuring of all platforms stopped; nothing if a gap is open already."""
        ...

    def close_gap(self, at: datetime) -> None:
        """Note that measuring goes on; nothing if no gap is open."""
        ...

    def watching(self, platforms: Sequence[Platform], at: datetime) -> None:
        """Note which platforms are watched from `at` on, and which no longer."""
        ...

    def mute(self, platform_id: str, until: datetime | None) -> None:
        """Remember a mute; None forgets it. `datetime.max` (UTC): until it is back."""
        ...

    def mutes(self) -> dict[str, datetime]:
        """Return the remembered mutes."""
        ...

    def pause(self, until: datetime | None) -> None:
        """Remember until when everything is paused; None: not paused."""
        ...

    def paused_until(self) -> datetime | None:
        """Return until when everything is paused."""
        ...

    def write_note(self, incident_id: int, text: str) -> None:
        """Keep the user's note."""
        ...

    def edit(self, edit: HistoryEdit, at: datetime) -> None:
        """Carry out what the user changes of the past; what cannot be done is left undone."""
        ...

    def forget_before(self, at: datetime) -> None:
        """Delete ended incidents and gaps that ended before `at`."""
        ...

    def close(self) -> None:
        """Bring everything to disk and let go of the file."""
        ...


class Notifier(Protocol):
    """The desktop's notification service."""

    async def show(self, notification: Notification, replaces: int | None) -> int | None:
        """Show it in place of bubble `replaces`; return the new bubble's id.

        None when there is nobody to show it (it belongs in the inbox then). Never raises and
        never takes longer than two seconds.
        """
        ...

    def clicks(self) -> AsyncIterator[Click]:
        """Yield what the user does with notifications, until closed."""
        ...

    async def close(self) -> None:
        """Let go of the service."""
        ...


class Secrets(Protocol):
    """The desktop's secret store."""

    async def get(self, name: str) -> str | None:
        """Return a secret, or None when there is none.

        Raises SecretsUnavailable with a sentence for people when the store is locked or absent.
        """
        ...


class SettingsSource(Protocol):
    """The settings file."""

    def load(self) -> tuple[Settings, Sequence[Problem]]:
        """Read it; entries that cannot be taken are left out and reported."""
        ...

    def save(self, settings: Settings) -> None:
        """Write it in one piece, with the user's comments and unknown keys.

        Raises SettingsRefused with a sentence for people; the file is then as it was.
        """
        ...


class Catalogue(Protocol):
    """The platforms known by name."""

    def resolve(self, favourite: Favourite, settings: Settings) -> Platform:
        """Return the platform with its checks as `favourite` wants it.

        Raises UnknownPlatform with a sentence for people.
        """
        ...


class NetworkMonitor(Protocol):
    """What the operating system says about the network and about sleep."""

    def changes(self) -> AsyncIterator[str]:
        """Yield "online", "offline", "changed", "sleep" and "resume" as they happen.

        Also "metered" and "unmetered", "battery" and "mains"; it begins unmetered at the mains.

        Ends at once where the system tells nothing.
        """
        ...


class NetworkFetcher(Fetcher, Connector, Protocol):
    """Everything that asks the network; holds what must be let go of in the end."""

    async def close(self) -> None:
        """Let go of it."""
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """All of them."""

    clock: Clock
    log: IncidentLog
    fetcher: NetworkFetcher
    notifier: Notifier
    secrets: Secrets
    settings: SettingsSource
    catalogue: Catalogue
    network: NetworkMonitor
    publish: Publish
    zone: tzinfo = UTC
    """Where the user's clock is: quiet hours are told in it."""
