"""The desktop app with an engine that says what the test tells it, in this process or as one.

As a program (`python -m fakes.desktop`) it reads words from standard input: the name of a story
below, or "quit".
"""

import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from downlight.domain.commands import Command, Quit
from downlight.domain.events import EngineStopped, Event, SettingsTaken, SnapshotTaken
from downlight.domain.gap import Gap
from downlight.domain.history import (
    Bar,
    DecisionRow,
    IncidentFilter,
    IncidentRow,
    IncidentSpan,
    Key,
    Page,
    SortKey,
)
from downlight.domain.incident import Incident
from downlight.domain.model import Platform
from downlight.domain.settings import Favourite, Problem, Settings
from downlight.domain.snapshot import Snapshot
from downlight.domain.status import NetworkState, Phase, Status
from downlight.domain.uptime import Span
from downlight.qt.services import DesktopServices
from fakes.states import NOW, down, english, snapshot, state, up

ICONS = Path(__file__).parents[2] / "resources" / "icons"
WATCHED = Settings(favourites=(Favourite("x"), Favourite("github")))


class FakeEngine:
    """Records what it is told; says what the test wants."""

    def __init__(self, settings: Settings = WATCHED, *, ends: bool = True) -> None:
        self.submitted: list[Command] = []
        self.echo: Callable[[Command], None] | None = None
        self.started = threading.Event()
        self.stopped = False
        self._settings = settings
        self._ends = ends
        self._publish: Callable[[Event], None] = lambda event: None

    def start(self, publish: Callable[[Event], None]) -> None:
        self._publish = publish
        publish(SettingsTaken(self._settings))
        self.started.set()

    def submit(self, command: Command) -> None:
        self.submitted.append(command)
        if self.echo is not None:
            self.echo(command)
        if isinstance(command, Quit):
            self.say(EngineStopped())

    def stop(self, seconds: float) -> bool:
        self.stopped = True
        return self._ends

    def say(self, event: Event) -> None:
        """Publish from another thread, as the engine does."""
        thread = threading.Thread(target=self._publish, args=(event,))
        thread.start()
        thread.join()


class EmptyHistory:
    """A log in which nothing ever happened."""

    def ids(
        self, wanted: IncidentFilter, sort: SortKey = SortKey.STARTED, *, descending: bool = True
    ) -> Sequence[int]:
        return []

    def page(
        self,
        wanted: IncidentFilter,
        sort: SortKey = SortKey.STARTED,
        *,
        descending: bool = True,
        after: Key | None = None,
        limit: int,
    ) -> Page:
        return Page((), None)

    def rows(self, ids: Sequence[int]) -> Sequence[IncidentRow]:
        return []

    def incident(self, incident_id: int) -> Incident | None:
        return None

    def incidents(self, wanted: IncidentFilter) -> Iterator[Incident]:
        return iter(())

    def spans(
        self, platform_ids: Sequence[str], since: datetime, until: datetime
    ) -> Sequence[IncidentSpan]:
        return []

    def bars(
        self, platform_ids: Sequence[str], since: datetime, until: datetime
    ) -> Mapping[str, Sequence[Bar]]:
        return {}

    def deleted(self, since: datetime, until: datetime) -> Mapping[str, int]:
        return {}

    def delays(self, platform_id: str) -> Sequence[float | None]:
        return []

    def gaps(self, since: datetime, until: datetime) -> Sequence[Gap]:
        return []

    def watched(self, platform_id: str) -> Sequence[Span]:
        return []

    def decisions(self, incident_id: int) -> Sequence[DecisionRow]:
        return []

    def platforms(self) -> Sequence[tuple[str, str]]:
        return []

    def notifications(self, limit: int) -> Sequence[DecisionRow]:
        return []

    def close(self) -> None:
        return None


class EmptyCatalogue:
    """Nothing is known."""

    def search(self, text: str, limit: int) -> Sequence[Platform]:
        return []

    def popular(self, limit: int) -> Sequence[Platform]:
        return []

    def categories(self) -> Sequence[str]:
        return []

    def browse(self, category: str) -> Sequence[Platform]:
        return []

    def platform(self, platform_id: str) -> Platform | None:
        return None


class FixedSettings:
    """Settings that do not change."""

    def __init__(self, settings: Settings = WATCHED) -> None:
        self._settings = settings

    def load(self) -> tuple[Settings, Sequence[Problem]]:
        return self._settings, ()


def services(
    engine: FakeEngine,
    runtime: Path,
    opened: list[str] | None = None,
    settings: Settings = WATCHED,
    tray_patience: float = 20.0,
) -> DesktopServices:
    return DesktopServices(
        words=english(),
        icons=ICONS,
        engine=engine,
        open_history=EmptyHistory,
        catalogue=EmptyCatalogue(),
        settings=FixedSettings(settings),
        now=lambda: NOW,
        runtime=runtime,
        tray_patience=tray_patience,
        paths=(("Settings", "/somewhere/settings.toml"),),
        open_url=(opened if opened is not None else []).append,
    )


STORIES: dict[str, Snapshot] = {
    "green": snapshot(up("X"), up("GitHub"), up("AT&T")),
    "amber": snapshot(state("X", Status.MAJOR_OUTAGE, Phase.SUSPECTED), up("GitHub")),
    "red": snapshot(down("X"), up("GitHub")),
    "many": snapshot(down("X"), down("GitHub"), down("Discord"), up("Steam")),
    "offline": snapshot(up("X"), network=NetworkState.OFFLINE),
    "paused": snapshot(up("X"), paused_until=NOW + timedelta(hours=1)),
    "muted": snapshot(replace(down("X"), muted_until=NOW + timedelta(hours=1)), up("GitHub")),
}


def main(runtime: str) -> int:
    """Run as a program."""
    from downlight.qt.app import run

    engine = FakeEngine()
    engine.echo = lambda command: _say(f"told {type(command).__name__}")

    def listen() -> None:
        engine.started.wait()
        for line in sys.stdin:
            word = line.strip()
            if word == "quit":
                engine.say(EngineStopped())
            else:
                engine.say(SnapshotTaken(STORIES[word]))
                _say(f"said {word}")

    threading.Thread(target=listen, daemon=True).start()
    return run(services(engine, Path(runtime), tray_patience=2.0))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
