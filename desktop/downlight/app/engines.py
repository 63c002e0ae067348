"""Builds engines: the ports filled with this machine's adapters, one engine a profile."""

from collections.abc import Sequence
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from downlight.app.parts import Parts
from downlight.domain.faults import CannotRun
from downlight.domain.model import Platform
from downlight.domain.saying import told_by
from downlight.domain.settings import Settings
from downlight.engine.ports import NetworkFetcher, Publish
from downlight.engine.worker import Worker
from downlight.system.engine_lock import EngineHeld, EngineLock

if TYPE_CHECKING:
    from downlight.engine.engine import Engine
    from downlight.engine.spot import SpotResult
    from downlight.store.log import Log


def worker(parts: Parts) -> Worker:
    """Return the engine of this profile in a thread of its own, not started yet."""
    return Worker(partial(_build, parts, EngineLock(parts.profile.lock_file)))


def fetcher(parts: Parts) -> NetworkFetcher:
    """Return what asks the network, under the settings of now."""
    from downlight.engine.fetcher import HttpFetcher

    return HttpFetcher(parts.settings.load()[0].network, now=parts.clock.now)


async def spot_check(
    parts: Parts, platforms: Sequence[Platform], settings: Settings
) -> "Sequence[SpotResult]":
    """Decide on the spot how `platforms` are."""
    from downlight.engine import spot
    from downlight.engine.observe import Observer

    asking = fetcher(parts)
    try:
        return await spot.check(
            platforms,
            observer=Observer(asking, parts.secrets, parts.clock),
            clock=parts.clock,
            chance=Random(),
            canaries=settings.network.canaries,
        )
    finally:
        await asking.close()


def _build(parts: Parts, lock: EngineLock, publish: Publish) -> "Engine":
    """Make an engine, in its thread, where heavy imports hold up no window. Raises CannotRun."""
    from downlight.engine.engine import Engine
    from downlight.engine.ports import Ports
    from downlight.system.monitor import SystemMonitor
    from downlight.system.notifications import notifier

    try:
        lock.acquire()
    except EngineHeld as held:
        raise CannotRun(told_by(held)) from None
    ports = Ports(
        clock=parts.clock,
        log=_open_log(parts),
        fetcher=fetcher(parts),
        notifier=notifier(parts.words, parts.resources / "icons"),
        secrets=parts.secrets,
        settings=parts.settings,
        catalogue=parts.book,
        network=SystemMonitor(),
        publish=publish,
        zone=parts.words.zone,
    )
    return Engine(ports, Random())


def _open_log(parts: Parts) -> "Log":
    from downlight.store.errors import StoreError
    from downlight.store.log import Log

    try:
        return Log.open(parts.profile.database, parts.clock.now)
    except StoreError as refused:
        raise CannotRun(told_by(refused)) from None
