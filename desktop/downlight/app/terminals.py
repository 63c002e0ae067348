"""Fills what the commands of the terminal are given to work with."""

import sys
from collections.abc import Sequence
from contextlib import closing
from functools import partial

from downlight.app import engines, examinations
from downlight.app.parts import Parts
from downlight.domain.edits import HistoryEdit
from downlight.domain.history import HistorySource
from downlight.domain.saying import say, told_by
from downlight.engine.ports import Publish
from downlight.system.engine_lock import EngineHeld, EngineLock
from downlight.terminal.output import Output
from downlight.terminal.services import RunningEngine, TerminalServices


def services(parts: Parts) -> TerminalServices:
    """Return the services of this profile."""
    return TerminalServices(
        settings=parts.settings,
        catalogue=parts.book,
        words=parts.words,
        now=parts.clock.now,
        output=Output(sys.stdout),
        errors=Output(sys.stderr),
        open_history=partial(_open_history, parts),
        spot_check=partial(engines.spot_check, parts),
        start_engine=partial(_start_engine, parts),
        fetcher=partial(engines.fetcher, parts),
        edit_history=partial(_edit_history, parts),
        examinations=examinations.of_this_machine(parts),
        own_platforms=parts.profile.platforms_file,
        catalogue_folder=parts.resources / "catalogue",
        check_memory=parts.profile.catalogue_memory,
        settings_stamp=parts.settings.stamp,
        settings_changed=partial(_is_running, parts),
    )


def _open_history(parts: Parts) -> HistorySource | None:
    from downlight.store.reader import Reader

    if not parts.profile.database.exists():
        return None
    return Reader.opening(parts.profile.database)


def _edit_history(parts: Parts, edits: Sequence[HistoryEdit]) -> str:
    """Write edits while no engine does: one at a time gives out the numbers of incidents."""
    from downlight.store.errors import StoreError
    from downlight.store.log import Log

    lock = EngineLock(parts.profile.lock_file)
    try:
        lock.acquire()
    except EngineHeld:
        return say("Downlight is running: import in its history window, or quit it first.")
    try:
        with closing(Log.open(parts.profile.database, parts.clock.now)) as log:
            for edit in edits:
                log.edit(edit, parts.clock.now())
            return log.trouble
    except StoreError as refused:
        return told_by(refused)
    finally:
        lock.release()


def _start_engine(parts: Parts, publish: Publish) -> RunningEngine:
    worker = engines.worker(parts)
    worker.start(publish)
    return worker


def _is_running(parts: Parts) -> bool:
    """Whether an app watches in this profile: it notices changed settings by itself."""
    lock = EngineLock(parts.profile.lock_file)
    try:
        lock.acquire()
    except EngineHeld:
        return True
    lock.release()
    return False
