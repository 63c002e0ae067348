"""What the commands are given to work with; `app.py` hands it in."""

import sys
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from downlight.catalogue.entry import Entry
from downlight.domain.commands import Command
from downlight.domain.edits import HistoryEdit
from downlight.domain.history import HistorySource
from downlight.domain.model import Platform
from downlight.domain.observation import Observation
from downlight.domain.settings import Favourite, Problem, Settings
from downlight.domain.verdict import Verdict
from downlight.engine.ports import NetworkFetcher, Publish, SettingsSource
from downlight.present.words import Words
from downlight.terminal.asking import confirmed
from downlight.terminal.output import Output


class SpotLook(Protocol):
    """How a platform was found on the spot."""

    @property
    def platform(self) -> Platform:
        """What was looked at."""
        ...

    @property
    def verdict(self) -> Verdict:
        """What there is to say."""
        ...

    @property
    def observations(self) -> Sequence[Observation]:
        """All that was seen, the oldest first."""
        ...


class Book(Protocol):
    """The catalogue."""

    def resolve(self, favourite: Favourite, settings: Settings) -> Platform:
        """Return what is watched for `favourite`; raises UnknownPlatform."""
        ...

    def find(self, name_or_url: str) -> Platform | None:
        """Return the platform of exactly this name or home page."""
        ...

    def search(self, text: str, limit: int) -> Sequence[Platform]:
        """Return the platforms that fit `text`, the best first."""
        ...

    def unknown(self, name: str) -> str:
        """Return a sentence that says that `name` is not known, with what may be meant."""
        ...

    def entries(self) -> Sequence[Entry]:
        """Return what is known of all platforms, the most common first."""
        ...

    def entry(self, platform_id: str) -> Entry | None:
        """Return what is known of the platform of this id, by the user or else by us."""
        ...

    def problems(self) -> Sequence[Problem]:
        """Return what could not be taken from the user's own file."""
        ...

    def shipped_entry(self, platform_id: str) -> Entry | None:
        """Return what the shipped catalogue knows of the platform of this id."""
        ...


class RunningEngine(Protocol):
    """An engine at work."""

    def submit(self, command: Command) -> None:
        """Hand a command over."""
        ...

    def stop(self, seconds: float = 3.0) -> bool:
        """End it in good order; return whether it did within `seconds`."""
        ...


class EngineBusy(Exception):  # noqa: N818 - a state of the world, not an error of ours
    """Another Downlight runs the engine of this profile; the text says so, for people."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the doctor found out about one part."""

    part: str
    """"tray", "notifications", "keyring", "network", "log", "settings" or "catalogue"."""
    works: bool | None
    """None: it cannot be told here."""
    text: str
    """One sentence for people."""
    advice: str = ""
    """What can be done about it; empty when nothing needs to be done."""


@dataclass(frozen=True, slots=True)
class Examination:
    """A part that the doctor looks at."""

    part: str
    look: Callable[[], Awaitable[Finding]]


SpotCheck = Callable[[Sequence[Platform], Settings], Coroutine[Any, Any, Sequence[SpotLook]]]


@dataclass(frozen=True, slots=True)
class TerminalServices:
    """Everything the commands touch."""

    settings: SettingsSource
    catalogue: Book
    words: Words
    now: Callable[[], datetime]
    """The time, UTC."""
    output: Output
    errors: Output
    open_history: Callable[[], HistorySource | None]
    """Opens the log for reading; None when there is none yet."""
    spot_check: SpotCheck
    """Looks at platforms until it is sure how they are, 15 s at most."""
    start_engine: Callable[[Publish], RunningEngine]
    """Starts the engine; raises EngineBusy."""
    fetcher: Callable[[], NetworkFetcher]
    """Makes a fetcher, inside the loop that will use it."""
    edit_history: Callable[[Sequence[HistoryEdit]], str] = lambda _edits: ""
    """Writes edits into the log; returns why that was not possible, in a sentence, or ""."""
    examinations: Sequence[Examination] = ()
    """What the doctor looks at besides settings, catalogue, log and network."""
    read_input: Callable[[int], bytes] = lambda limit: sys.stdin.buffer.read(limit)
    """Reads at most so many bytes of standard input."""
    ask: Callable[[str], bool] = confirmed
    """Asks the person a question; true for yes."""
    own_platforms: Path | None = None
    """The user's own platforms."""
    catalogue_folder: Path | None = None
    """The shipped catalogue's files."""
    check_memory: Path | None = None
    """Where a check of the catalogue keeps what servers gave it to ask with next time."""
    settings_stamp: Callable[[], object] = lambda: None
    """Returns something that changes whenever the settings file does."""
    settings_changed: Callable[[], bool] = lambda: False
    """Tells an app that is running in this profile; returns whether there is one."""
