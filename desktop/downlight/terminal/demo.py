"""`downlight demo`: 14 July 2022 once more, on this machine, watched by the ordinary engine."""

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

from downlight.domain.history import HistoryUnavailable, IncidentFilter
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.lifecycle import Change
from downlight.domain.settings import Settings
from downlight.present.words import Words
from downlight.system.clock import ScaledClock
from downlight.terminal.choosing import CANNOT
from downlight.terminal.demo_day import (
    BEGINS,
    BROKE,
    DASHBOARD,
    ENDS,
    FACTS,
    STATUS_PAGE,
    SUPPORT,
    Fact,
)
from downlight.terminal.demo_world import World
from downlight.terminal.options import Demo, Watch
from downlight.terminal.services import TerminalServices
from downlight.terminal.watch import watch_until

WARM_UP = 2.0
"""Seconds of real time that engine and windows may take before the day begins."""


class Replay:
    """The day under way: its world, its fast clock, and a folder for its profile.

    A context manager. Leaving it closes the world and deletes the folder, unless it is kept.
    """

    def __init__(self, order: Demo) -> None:
        self._keep = order.keep
        self.speed = order.speed
        self.ends_at = ENDS

    def __enter__(self) -> "Replay":
        self.folder = Path(tempfile.mkdtemp(prefix="downlight-demo-"))
        warm_up = timedelta(seconds=WARM_UP * self.speed)
        self.clock = ScaledClock(BEGINS - warm_up, self.speed)
        self._world = World(self.clock.now)
        try:
            self._world.start()
        except OSError:
            self._leave()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._leave()

    @property
    def settings(self) -> Settings:
        """What is watched: save it in the profile of the demo."""
        return self._world.settings

    @property
    def is_over(self) -> bool:
        """Whether the day has been played to its end, give or take a minute of its own."""
        return self.clock.now() >= ENDS - timedelta(minutes=1)

    def real_seconds_left(self) -> float:
        """Return the seconds of real time until the day is over; 0 when it is."""
        return max(0.0, (ENDS - self.clock.now()).total_seconds() / self.speed)

    def closing_words(self, services: TerminalServices) -> list[str]:
        """Return what is printed at the end, from the log of the demo and the facts of the day.

        Of a day that was not played to its end nothing is told.
        """
        lines = report(incident_of(services), services.words) if self.is_over else []
        if self._keep:
            kept = services.words(
                "Its settings and history are kept: downlight --profile {folder} history",
                folder=self.folder,
            )
            lines += ["", kept]
        return lines

    def _leave(self) -> None:
        self._world.stop()
        if not self._keep:
            shutil.rmtree(self.folder, ignore_errors=True)


def play_in_terminal(replay: Replay, services: TerminalServices) -> int:
    """Show the day as a table, then what a person would have known; return the exit code."""
    words, output = services.words, services.output
    minutes = (ENDS - BEGINS) / timedelta(minutes=1)
    told = words.plural(
        "14 July 2022, {n} minute in {seconds}. Nothing leaves this machine.",
        "14 July 2022, {n} minutes in {seconds}. Nothing leaves this machine.",
        int(minutes),
        seconds=words.duration(replay.real_seconds_left()),
    )
    output.line(told)
    code = watch_until(ENDS, Watch(), services)
    for line in replay.closing_words(services):
        output.line(line)
    return code if incident_of(services) or not replay.is_over else CANNOT


def incident_of(services: TerminalServices) -> Incident | None:
    """Return what the log of the demo holds about X; None when it holds nothing."""
    source = services.open_history()
    if source is None:
        return None
    try:
        with closing(source):
            return next(source.incidents(IncidentFilter(platform_ids=("x",))), None)
    except HistoryUnavailable:
        return None


def report(incident: Incident | None, words: Words) -> list[str]:
    """Return what a person would have known and when; times are UTC."""
    if incident is None:
        return ["", words("Downlight noticed nothing: this is a fault, please report it.")]
    ours = _ours(incident, words)
    lines = ["", words("What was known on 14 July 2022, and when (UTC; ● Downlight):"), ""]
    lines += [
        f"{'●' if fact in ours else ' '} {fact.at:%H:%M:%S}  {words.said(fact.text)}"
        for fact in sorted((*FACTS, *ours), key=lambda fact: fact.at)
    ]
    return [*lines, "", *_sum(incident.confirmed_at, words), words(STATUS_PAGE)]


def _ours(incident: Incident, words: Words) -> Sequence[Fact]:
    facts = [
        Fact(incident.started_at, words("sees the first bad page")),
        Fact(incident.confirmed_at, words("tells you: X is down for everyone")),
    ]
    back = next((entry.at for entry in incident.timeline if _is_end(entry)), None)
    if back is not None:
        lasted = words.duration(incident.duration(back))
        facts.append(Fact(back, words("tells you: X is back after {duration}", duration=lasted)))
    return facts


def _is_end(entry: TimelineEntry) -> bool:
    return entry.kind is EntryKind.TRANSITION and entry.text == Change.RESOLVED


def _sum(told: datetime, words: Words) -> list[str]:
    gaps = [(told - BROKE), (DASHBOARD - told), (SUPPORT - told)]
    after, dashboard, support = (words.duration(gap.total_seconds()) for gap in gaps)
    return [
        words("You would have known {span} after it began:", span=after),
        words("{span} before anything official, on a page for developers,", span=dashboard),
        words("and {span} before Twitter Support said a word.", span=support),
    ]
