"""The app's own engine, from probes to notifications, alive in a world at simulated time."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from time import process_time

from benchmarks.detection.hearsay import Hearsay
from benchmarks.detection.internet import BELONGS_THERE, KNOWN_ERROR, Internet, control, feed, home
from benchmarks.detection.machine import Way
from benchmarks.detection.simulated_clock import SimulatedClock
from benchmarks.detection.story import Said, Story
from benchmarks.detection.world import CONTROLS, World
from downlight.domain.commands import Quit
from downlight.domain.deciding import PEERS
from downlight.domain.events import Event, IncidentChanged, NotificationShown
from downlight.domain.lifecycle import Transition
from downlight.domain.model import Check, CheckKind, Expectation, Platform
from downlight.domain.observation import Observation, PeerVote
from downlight.domain.settings import Canary, Favourite, NetworkSettings, Settings
from downlight.domain.status import Reason, Source, Status
from downlight.domain.tuning import Tuning
from downlight.engine.engine import Engine
from downlight.engine.ports import Ports
from downlight.store.log import Log
from fakes.clock import START
from fakes.house import Choices, NoSecrets, SilentSystem
from fakes.notifier import FakeNotifier

COUNTED_EVERY = 300.0
"""Seconds between two counts of complaints."""
FEED_EVERY = 120.0
USUAL = Tuning()
_SYSTEM_SAYS = 0.3
"""Seconds after which the system tells of a change."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How the app is set up."""

    interval: float = 60.0
    """Seconds between two looks in calm times."""
    colleagues: bool = True
    crowd: bool = True
    feeds: bool = True
    stated: bool = True
    """Whether it is known which texts belong on a page and which show an error."""
    tuning: Tuning = USUAL


class Shelf:
    """Satisfies `engine.ports.Catalogue`: the platforms of a world."""

    def __init__(self, world: World, setup: Setup) -> None:
        self._places = {place.name: place for place in world.platforms}
        self._setup = setup

    def resolve(self, favourite: Favourite, settings: Settings) -> Platform:
        place, setup = self._places[favourite.id], self._setup
        stated = Expectation(must_contain=(BELONGS_THERE,), must_not_contain=(KNOWN_ERROR,))
        checks = [
            Check(
                f"{place.name}/http", place.name, CheckKind.HTTP, home(place.name),
                interval=setup.interval, expect=stated if setup.stated else Expectation(),
            )
        ]  # fmt: skip
        if place.has_feed and setup.feeds:
            url = feed(place.name)
            checks.append(
                Check(
                    f"{place.name}/feed", place.name, CheckKind.FEED, url, format="statuspage",
                    interval=FEED_EVERY,
                )
            )  # fmt: skip
        return Platform(
            place.name, place.name, home(place.name), checks=tuple(checks), provider=place.provider
        )


class Listening(Engine):
    """The engine with ears for colleagues and crowds, for whom there is no adapter yet."""

    def hear(self, observation: Observation) -> None:
        """Take in what somebody else saw."""
        self._scheduler.rearrange(self._pipeline.take(observation))

    def wants_to_ask(self, platform_id: str) -> float:
        """Return when it wants to ask the colleagues about a platform (seconds since 1970)."""
        return self._judge.due(PEERS + platform_id)

    @property
    def cut_off(self) -> bool:
        """Whether it says that there is no way to the internet."""
        return self._board.network.value in ("offline", "captive_portal", "dns_broken")


class Life:
    """One engine in one world, from its start to its end."""

    def __init__(self, world: World, setup: Setup, folder: Path) -> None:
        self._world, self._setup = world, setup
        self._hearsay = Hearsay(world)
        self._clock = SimulatedClock(world.machine)
        self._internet = Internet(world, self._hearsay, self._clock)
        self._system = SilentSystem()
        self._numbers = {place.name: n for n, place in enumerate(world.platforms)}
        self._questions: set[str] = set()
        self._blind_since: float | None = None
        self.story = Story([[] for _ in world.platforms])
        self.transitions: list[Transition] = []
        self._engine = Listening(self._ports(folder), Random(world.seed), setup.tuning)

    def _ports(self, folder: Path) -> Ports:
        canaries = tuple(Canary(control(number), 204) for number in range(CONTROLS))
        favourites = tuple(Favourite(place.name) for place in self._world.platforms)
        settings = Settings(network=NetworkSettings(canaries=canaries), favourites=favourites)
        return Ports(
            clock=self._clock,
            log=Log.open(folder / "history.sqlite3", self._clock.now),
            fetcher=self._internet,
            notifier=FakeNotifier(),
            secrets=NoSecrets(),
            settings=Choices(settings),
            catalogue=Shelf(self._world, self._setup),
            network=self._system,
            publish=self._take,
        )

    def live(self) -> Story:
        """Live through the world; return what was said."""
        self._arrange()
        began = process_time()
        asyncio.run(self._engine.run())
        self.story.cpu = process_time() - began
        self.story.looks = self._internet.looks + self._internet.controls
        return self.story

    # ------------------------------------------------------------------ what comes when
    def _arrange(self) -> None:
        clock = self._clock
        clock.at(self._world.end, lambda: self._engine.take(Quit()))
        clock.after_each = self._see_to_it
        for t, change in self._changes():
            clock.at(t, partial(self._system.say, change))
        if self._setup.colleagues:
            for t, platform, colleague in self._hearsay.cries:
                clock.at(t, partial(self._cried, platform, colleague))
        if self._setup.crowd:
            crowds = [n for n, place in enumerate(self._world.platforms) if place.has_crowd]
            for number in crowds:
                clock.at(2.0 + number, partial(self._count, number))

    def _changes(self) -> Sequence[tuple[float, str]]:
        """Return what the system says of the network, and when."""
        told: list[tuple[float, str]] = []
        for spell in self._world.machine.spells:
            if spell.way in (Way.LINK, Way.WAKING):
                told.append((spell.begin + _SYSTEM_SAYS, "offline"))
                told.append((spell.end + _SYSTEM_SAYS, "online"))
            elif spell.way is Way.SWITCH and spell.number % 10 < 7:
                told.append((spell.begin + _SYSTEM_SAYS, "changed"))
        return [(t, change) for t, change in told if t < self._world.end]

    def _see_to_it(self) -> None:
        if self._setup.colleagues:
            self._ask_colleagues()
        now = self._clock.t
        blind = self._engine.cut_off and self._world.machine.seen(now - 5.0, now) == 5.0
        if blind and self._blind_since is None:
            self._blind_since = self._clock.t
        elif not blind and self._blind_since is not None:
            self.story.offline += self._clock.t - self._blind_since
            self._blind_since = None

    # ------------------------------------------------------------------ what others say
    def _ask_colleagues(self) -> None:
        now = START.timestamp() + self._clock.t
        for name, number in self._numbers.items():
            if name not in self._questions and self._engine.wants_to_ask(name) <= now:
                self._questions.add(name)
                self.story.asked += 1
                began, (after, votes) = (
                    self._clock.now(),
                    self._hearsay.votes(number, self._clock.t),
                )
                self._clock.at(self._clock.t + after, partial(self._answered, name, began, votes))

    def _answered(self, name: str, began: object, votes: tuple[PeerVote, ...]) -> None:
        self._questions.discard(name)
        self._hear(name, Source.PEER, began=began, votes=votes)

    def _cried(self, platform: int, colleague: int) -> None:
        name = self._world.platforms[platform].name
        vote = PeerVote(f"colleague-{colleague}", ok=False, same_network=colleague == 1)
        spell = self._world.machine.way(self._clock.t)
        if spell is None or spell.way in (Way.LOSS, Way.RESOLVER):
            self._hear(name, Source.PEER, votes=(vote,))

    def _count(self, platform: int) -> None:
        self._clock.at(self._clock.t + COUNTED_EVERY, partial(self._count, platform))
        spell = self._world.machine.way(self._clock.t)
        if spell is None or spell.way in (Way.LOSS, Way.RESOLVER):
            name = self._world.platforms[platform].name
            self._hear(name, Source.CROWD, crowd=self._hearsay.complaints(platform, self._clock.t))

    def _hear(self, name: str, source: Source, *, began: object = None, **said: object) -> None:
        now = self._clock.now()
        self._engine.hear(
            Observation(
                f"{name}/{source.value}", name, source, Status.UNKNOWN, Reason.OK,
                began or now, now, **said,  # type: ignore[arg-type]  # keyword fields, by name
            )
        )  # fmt: skip

    # ------------------------------------------------------------------ what it says
    def _take(self, event: Event) -> None:
        if isinstance(event, NotificationShown):
            self.story.told += 1
        elif isinstance(event, IncidentChanged) and event.transition is not None:
            after = event.transition.after
            self.transitions.append(event.transition)
            said = Said(self._clock.t, after.in_incident, after.scope)
            self.story.say(self._numbers[event.incident.platform_id], said)


def live(world: World, setup: Setup) -> Life:
    """Let the app live through a world; return its life, over."""
    with tempfile.TemporaryDirectory(prefix="downlight-bench-") as folder:
        life = Life(world, setup, Path(folder))
        life.live()
        return life
