"""Whatever happens in whatever order, the log says what a list in memory would say."""

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from downlight.domain.gap import Gap
from downlight.domain.history import IncidentFilter
from downlight.domain.incident import Incident
from downlight.domain.notify import Notification
from downlight.domain.status import GapReason, Status
from downlight.store.log import Log
from fakes.records import T0, platform, seen, to_tell, trouble

PLATFORMS = st.sampled_from(["a", "b", "c"])
STATUSES = st.sampled_from([Status.DEGRADED, Status.MAJOR_OUTAGE])
LONG = "evidence " * 500


@dataclass
class Model:
    """What was said to the log."""

    incidents: dict[int, Incident] = field(default_factory=dict)
    unshown: dict[int, Notification] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)
    bubbles: dict[str, int] = field(default_factory=dict)
    mutes: dict[str, datetime] = field(default_factory=dict)
    paused: datetime | None = None
    alive: datetime | None = None
    gaps: list[Gap] = field(default_factory=list)
    watched: dict[str, list[list[datetime]]] = field(default_factory=dict)

    def open_of(self, platform_id: str) -> Incident | None:
        found = (it for it in self.incidents.values() if it.is_open)
        return next((it for it in found if it.platform_id == platform_id), None)


def as_kept(said: Notification) -> Notification:
    """A notification as it outlives the process: the note is not part of what was said."""
    assert said.incident is not None
    return replace(said, incident=replace(said.incident, note=""))


class LogMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "0" / "history.sqlite"
        self.now = T0
        self.model = Model()
        self.log = Log.open(self.path, lambda: self.now)

    def teardown(self) -> None:
        self.log.close()
        shutil.rmtree(self.folder)

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    @rule(name=PLATFORMS, status=STATUSES, tell=st.booleans(), text=st.sampled_from(["", LONG]))
    def trouble_is_seen(self, name: str, status: Status, tell: bool, text: str) -> None:
        at = self.tick()
        before = self.model.open_of(name)
        entries = [seen(text, at), seen("more", at)]
        after = replace(before, status=status, timeline=()) if before else trouble(name, at)
        recorded = self.log.record(after, entries, to_tell(after, at) if tell else None)
        timeline = (*(before.timeline if before else ()), *entries)
        assert recorded.incident.id is not None
        assert before is None or before.id == recorded.incident.id
        self.model.incidents[recorded.incident.id] = replace(recorded.incident, timeline=timeline)
        if recorded.notification:
            assert recorded.notification.id is not None
            self.model.unshown[recorded.notification.id] = as_kept(recorded.notification)
            self.model.told.add(recorded.incident.id)

    @rule(name=PLATFORMS)
    def trouble_ends(self, name: str) -> None:
        at = self.tick()
        before = self.model.open_of(name)
        if before is None or before.id is None:
            return
        after = replace(before, resolved_at=at, status=Status.OPERATIONAL)
        self.log.record(replace(after, timeline=()), [seen("back", at)])
        timeline = (*before.timeline, seen("back", at))
        self.model.incidents[before.id] = replace(after, timeline=timeline)

    @precondition(lambda self: self.model.unshown)
    @rule(bubble=st.none() | st.integers(1, 2**32 - 1))
    def a_notification_is_shown(self, bubble: int | None) -> None:
        number, said = self.model.unshown.popitem()
        self.log.shown(number, self.tick(), bubble)
        if bubble is not None:
            self.model.bubbles[said.group_key] = bubble

    @rule(name=PLATFORMS, minutes=st.none() | st.integers(0, 90))
    def a_platform_is_muted(self, name: str, minutes: int | None) -> None:
        until = None if minutes is None else self.now + timedelta(minutes=minutes)
        self.log.mute(name, until)
        self.model.mutes.pop(name, None)
        if until is not None:
            self.model.mutes[name] = until

    @rule(minutes=st.none() | st.integers(0, 90))
    def all_is_paused(self, minutes: int | None) -> None:
        self.model.paused = None if minutes is None else self.now + timedelta(minutes=minutes)
        self.log.pause(self.model.paused)

    @rule()
    def a_sign_of_life(self) -> None:
        self.model.alive = self.tick()
        self.log.alive(self.model.alive)

    @rule(reason=st.sampled_from(GapReason))
    def a_gap_opens(self, reason: GapReason) -> None:
        at = self.tick()
        self.log.open_gap(reason, at)
        if not self.model.gaps or self.model.gaps[-1].ended_at:
            self.model.gaps.append(Gap(reason, at))

    @rule()
    def a_gap_closes(self) -> None:
        at = self.tick()
        self.log.close_gap(at)
        if self.model.gaps and not self.model.gaps[-1].ended_at:
            self.model.gaps[-1] = replace(self.model.gaps[-1], ended_at=at)

    @rule(names=st.sets(PLATFORMS))
    def favourites_change(self, names: set[str]) -> None:
        at = self.tick()
        self.log.watching([platform(name) for name in sorted(names)], at)
        for name in "abc":
            spans = self.model.watched.setdefault(name, [])
            watching = bool(spans) and len(spans[-1]) == 1
            if name in names and not watching:
                spans.append([at])
            if name not in names and watching:
                spans[-1].append(at)

    @precondition(lambda self: self.model.incidents)
    @rule(text=st.text(max_size=5), which=st.integers(0, 99))
    def a_note_is_written(self, text: str, which: int) -> None:
        number = sorted(self.model.incidents)[which % len(self.model.incidents)]
        text = text.encode("utf-8", "replace").decode().replace("\0", "")
        self.log.write_note(number, text)
        self.model.incidents[number] = replace(self.model.incidents[number], note=text)

    @rule()
    def the_disk_fills(self) -> None:
        self.log._writer.connection.execute("PRAGMA max_page_count = 1")

    @rule()
    def the_disk_has_room(self) -> None:
        self.log._writer.connection.execute("PRAGMA max_page_count = 1000000")
        self.a_sign_of_life()
        assert self.log.trouble == ""

    @precondition(lambda self: not self.log.trouble)
    @rule()
    def the_process_is_killed(self) -> None:
        old = self.log
        folder = self.folder / str(int(self.path.parent.name) + 1)
        shutil.copytree(self.path.parent, folder)
        self.path = folder / self.path.name
        self.log = Log.open(self.path, lambda: self.now)
        old.close()

    @invariant()
    def the_engine_is_told_the_truth(self) -> None:
        log, model = self.log, self.model
        assert log.open_incidents() == [it for it in model.incidents.values() if it.is_open]
        unshown = log.unshown(T0 - timedelta(days=1))
        assert {it.id: as_kept(it) for it in unshown} == model.unshown
        assert {key for key in model.incidents if log.was_told(key)} == model.told
        for key in model.incidents:
            assert log.bubble(f"incident:{key}") == model.bubbles.get(f"incident:{key}")
        assert log.mutes() == model.mutes
        assert log.paused_until() == model.paused
        assert log.last_alive() == model.alive

    @precondition(lambda self: not self.log.trouble)
    @invariant()
    def the_windows_are_told_the_truth(self) -> None:
        reader = self.log.reader()
        later = self.now + timedelta(days=1)
        assert {it.id: it for it in reader.incidents(IncidentFilter())} == self.model.incidents
        assert reader.gaps(T0, later) == self.model.gaps
        for name, spans in self.model.watched.items():
            found = [[start, end] for start, end in reader.watched(name)]
            assert [span[: len(said)] for span, said in zip(found, spans, strict=True)] == spans
        reader.close()


LogMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=30)
test_the_log_says_what_was_said_to_it = LogMachine.TestCase
