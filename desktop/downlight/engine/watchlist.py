"""Favourites of the settings, resolved into platforms and the looks they ask for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from downlight.domain.detector import Subject
from downlight.domain.faults import UnknownPlatform
from downlight.domain.model import Check, CheckKind, Platform
from downlight.domain.saying import told_by
from downlight.domain.settings import Problem, Settings
from downlight.engine.ports import Catalogue

Readers = Mapping[str, tuple[str, ...]]
"""The parts of a feed that count (none named: all), by the id of the platform that reads it."""


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What is watched now."""

    platforms: tuple[Platform, ...] = ()
    probes: Mapping[str, Check] = field(default_factory=dict)
    """The check that looks at a platform itself, by platform id."""
    feeds: Mapping[str, Check] = field(default_factory=dict)
    """One check per feed, by the address of the feed."""
    readers: Mapping[str, Readers] = field(default_factory=dict)
    """The platforms that read a feed, by its address."""

    def platform(self, platform_id: str) -> Platform | None:
        """Return a watched platform."""
        return next((p for p in self.platforms if p.id == platform_id), None)

    def feeds_of(self, platform_id: str) -> list[str]:
        """Return the addresses of a platform's feeds."""
        return [url for url, readers in self.readers.items() if platform_id in readers]


def build(settings: Settings, catalogue: Catalogue) -> tuple[Watchlist, list[Problem]]:
    """Resolve the favourites; one that is unknown is reported and left out."""
    platforms: list[Platform] = []
    problems: list[Problem] = []
    for favourite in settings.favourites:
        try:
            platforms.append(catalogue.resolve(favourite, settings))
        except UnknownPlatform as unknown:
            problems.append(Problem(f"favourite {favourite.id!r}", told_by(unknown)))
    return watch(platforms), problems


def watch(platforms: Sequence[Platform]) -> Watchlist:
    """Return the looks that `platforms` ask for."""
    probes: dict[str, Check] = {}
    feeds: dict[str, Check] = {}
    readers: dict[str, dict[str, tuple[str, ...]]] = {}
    for platform in platforms:
        for check in platform.checks:
            if check.kind is CheckKind.FEED:
                feeds.setdefault(check.target, check)
                readers.setdefault(check.target, {})[platform.id] = platform.watched_components
            else:
                probes.setdefault(platform.id, check)
    return Watchlist(tuple(platforms), probes, feeds, readers)


def subjects(watchlist: Watchlist) -> Iterable[Subject]:
    """Yield what the judge must know of each platform."""
    for platform in watchlist.platforms:
        probe = watchlist.probes.get(platform.id)
        yield Subject(
            platform_id=platform.id,
            interval=probe.interval if probe else 60.0,
            provider=platform.provider,
            latency_limit=probe.expect.latency_limit if probe else None,
            has_probe=probe is not None,
        )
