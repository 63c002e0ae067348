"""A shell in which `downlight` is typed: real settings file and catalogue, the rest as told."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from downlight.catalogue.book import CatalogueBook
from downlight.catalogue.entry import Entry, Shelves
from downlight.domain.commands import Command
from downlight.domain.edits import HistoryEdit
from downlight.domain.events import EngineStopped, Event
from downlight.domain.history import HistorySource
from downlight.domain.model import Platform
from downlight.domain.observation import Observation
from downlight.domain.settings import Canary, Favourite, NetworkSettings, Settings
from downlight.domain.status import Phase, Status
from downlight.domain.verdict import Verdict
from downlight.engine.ports import Publish
from downlight.engine.spot import SpotResult
from downlight.system.settings_file import SettingsFile
from downlight.terminal import commands
from downlight.terminal.options import parse
from downlight.terminal.output import Output
from downlight.terminal.services import EngineBusy, Examination, RunningEngine, TerminalServices
from fakes.internet import FakeInternet
from fakes.states import NOW, english

SHELVES = Shelves(
    (
        Entry(
            "x",
            "X",
            "https://x.com",
            "social",
            aliases=("Twitter",),
            reject=("Over capacity",),
            popularity=96,
        ),
        Entry(
            "github",
            "GitHub",
            "https://github.com",
            "developer",
            status_page="https://www.githubstatus.com",
            feed="https://www.githubstatus.com/api/v2/summary.json",
            format="statuspage",
            popularity=90,
        ),
        Entry("wechat", "WeChat", "https://www.wechat.com", "messaging", aliases=("微信",)),
    )
)


class FakeEngine:
    """Satisfies `terminal.services.RunningEngine`."""

    def __init__(self) -> None:
        self.stopped = False
        self.commands: list[Command] = []

    def submit(self, command: Command) -> None:
        """No command changes what it plays."""
        self.commands.append(command)

    def stop(self, seconds: float = 3.0) -> bool:
        self.stopped = True
        return True


class Screen(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Shell:
    """One profile and one terminal. What a command prints is kept in `out` and `err`."""

    def __init__(self, folder: Path, *favourites: Favourite, screen: bool = False) -> None:
        self.settings = SettingsFile(folder / "settings.toml")
        if favourites:
            self.watch_only(*favourites)
        self.now: datetime = NOW
        self.internet = FakeInternet(lambda: self.now)
        self.history: HistorySource | None = None
        self.verdicts: dict[str, Verdict] = {}
        self.seen: dict[str, tuple[Observation, ...]] = {}
        self.asked: list[Platform] = []
        self.events: list[Event] = [EngineStopped()]
        self.engine = FakeEngine()
        self.busy = ""
        self.examinations: Sequence[Examination] = ()
        self.typed_in = b""
        self.running = False
        self.stream: StringIO = Screen() if screen else StringIO()
        self.errors = StringIO()
        self.edits: list[HistoryEdit] = []
        self.edit_trouble = ""

    def watch_only(self, *favourites: Favourite) -> None:
        settings, _ = self.settings.load()
        network = NetworkSettings(canaries=(Canary("http://canary.example/", 204),))
        self.settings.save(replace(settings, network=network, favourites=favourites))

    @property
    def favourites(self) -> tuple[Favourite, ...]:
        return self.settings.load()[0].favourites

    @property
    def out(self) -> str:
        return self.stream.getvalue()

    @property
    def err(self) -> str:
        return self.errors.getvalue()

    def json(self) -> Any:
        return json.loads(self.out)

    def run(self, *arguments: str) -> int:
        """Type `downlight` and `arguments`; return the exit code."""
        return commands.run(parse(arguments).order, self.services())

    def services(self) -> TerminalServices:
        return TerminalServices(
            settings=self.settings,
            catalogue=CatalogueBook(SHELVES),
            words=english(),
            now=lambda: self.now,
            output=Output(self.stream),
            errors=Output(self.errors),
            open_history=lambda: self.history,
            spot_check=self._spot_check,
            start_engine=self._start,
            fetcher=lambda: self.internet,
            edit_history=self._edit,
            examinations=self.examinations,
            read_input=lambda limit: self.typed_in[:limit],
            settings_changed=lambda: self.running,
        )

    def _edit(self, edits: Sequence[HistoryEdit]) -> str:
        self.edits += edits
        return self.edit_trouble

    async def _spot_check(
        self, platforms: Sequence[Platform], _settings: Settings
    ) -> list[SpotResult]:
        self.asked = list(platforms)
        return [
            SpotResult(
                platform,
                self.verdicts.get(platform.id, fine(platform.id)),
                self.seen.get(platform.id, ()),
            )
            for platform in platforms
        ]

    def _start(self, publish: Publish) -> RunningEngine:
        if self.busy:
            raise EngineBusy(self.busy)
        for event in self.events:
            publish(event)
        return self.engine


def fine(platform_id: str) -> Verdict:
    return Verdict(platform_id, Status.OPERATIONAL, Phase.CALM, None, 0.99, (), NOW)
