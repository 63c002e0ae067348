"""The incident log: writes before anybody is told, and keeps in memory what cannot be written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from downlight.domain.edits import (
    CorrectIncident,
    DeleteIncident,
    HistoryEdit,
    ImportIncidents,
)
from downlight.domain.gap import Gap
from downlight.domain.incident import Incident, TimelineEntry
from downlight.domain.model import Platform
from downlight.domain.notify import Notification, NotifyDecision, Outcome, Recorded
from downlight.domain.status import GapReason
from downlight.store import decisions, edits, lookups, recall, writes
from downlight.store.database import Clock
from downlight.store.pending import Write
from downlight.store.reader import Reader
from downlight.store.writer import Writer
from downlight.store.writes import Step


class Log:
    """The record of what happened; implements the engine's `IncidentLog`.

    Answers about what may still change come from memory, so that they hold while the disk
    does not.
    """

    def __init__(self, writer: Writer, now: datetime) -> None:
        self._writer = writer
        self._recall = writer.first_look(recall.load)
        self._forgetting: datetime | None = None
        if not writer.on_disk:
            self._recall.number_from(int(now.timestamp()))

    @classmethod
    def open(cls, path: Path, now: Clock) -> Self:
        """Open the log at `path`, making it and its folder where they are missing.

        `now` names a damaged file that is moved aside. Where the folder cannot be used the log
        lives in memory, and `trouble` says so. Raises NewerLog and ForeignFile, for the user to
        decide; the file is untouched then.
        """
        return cls(Writer(path, now), now())

    @property
    def trouble(self) -> str:
        """A sentence for people when writing does not work now; else empty."""
        return self._writer.trouble

    @property
    def remark(self) -> str:
        """A sentence for people about a file that was damaged or deleted and replaced; or empty."""
        return self._writer.remark

    def reader(self) -> Reader:
        """Return a reader of this log with a connection of its own, also when it is in memory."""
        return Reader(lambda: self._writer.location)

    def open_incidents(self) -> Sequence[Incident]:
        """Return the incidents that have not ended, with their timelines, the oldest first."""
        return self._recall.open_incidents()

    def record(
        self,
        incident: Incident,
        entries: Sequence[TimelineEntry],
        decision: NotifyDecision | None = None,
    ) -> Recorded:
        """Write an incident, new evidence and the decision to speak, all or nothing.

        The note is taken from a new incident only; later it belongs to `write_note`. Raises
        ValueError for a second open incident of a platform, which would be a bug of ours.
        """
        known = replace(incident, id=self._recall.id_for(incident))
        steps = [writes.incident(known, entries)]
        said = None
        if decision is not None:
            number = self._recall.new_notification_id()
            said = _addressed(decision.notification, known, number)
            at = _decided_at(known, entries, said)
            decided = replace(decision, notification=said)
            steps.append(decisions.write(number, known, at, decided))
            self._recall.learn(decision.topic)
        self._recall.keep(known, entries)
        if said is not None:
            self._recall.speak(said)
        self._do(writes.together(*steps))
        return Recorded(known, said)

    def was_told(self, incident_id: int) -> bool:
        """Whether any notification of this incident was decided (shown or about to be)."""
        if incident_id in self._recall.told:
            return True
        return self._writer.ask(partial(lookups.was_told, incident_id=incident_id), False)

    def announce(self, decision: NotifyDecision, at: datetime) -> Notification | None:
        """Write a decision that belongs to no change of an incident; return what is to be told."""
        number = self._recall.new_notification_id()
        said = decision.notification
        if said is not None:
            said = replace(said, id=number)
            self._recall.speak(said)
        self._recall.learn(decision.topic)
        self._do(decisions.write(number, None, at, replace(decision, notification=said)))
        return said

    def knows(self, topic: str) -> bool:
        """Whether something under this topic was decided before, to speak or to be silent."""
        if topic in self._recall.topics:
            return True
        found = self._writer.ask(partial(lookups.knows, topic=topic), False)
        if found:
            self._recall.learn(topic)
        return found

    def unshown(self, since: datetime) -> Sequence[Notification]:
        """Return notifications decided after `since` and neither shown nor given up, oldest first.

        Those of an earlier run hold the incident as it was then, without evidence and note.
        """
        return [said for said in self._recall.unshown.values() if said.created_at > since]

    def shown(self, notification_id: int, at: datetime, bubble: int | None) -> None:
        """Note that a notification was shown, under the desktop's `bubble` id (None: inbox)."""
        self._recall.show(notification_id, bubble, at)
        self._do(decisions.shown(notification_id, at, bubble))

    def gather(self, numbers: Sequence[int], outcome: Outcome, said: Notification) -> Notification:
        """Write a bubble that tells of the decisions `numbers`, which are settled with that."""
        given = replace(said, id=self._recall.new_notification_id())
        self._recall.settle(numbers)
        self._recall.speak(given)
        step = decisions.gathered(numbers, outcome, said.created_at, given)
        self._do(step)
        return given

    def drop(self, numbers: Sequence[int], outcome: Outcome) -> None:
        """Note that these decisions to speak will not be carried out, and why."""
        self._recall.settle(numbers)
        self._do(decisions.dropped(numbers, outcome))

    def standing(self) -> Mapping[str, Notification]:
        """Return what was last shown under each group key, of late."""
        return self._recall.standing

    def shows(self) -> Sequence[datetime]:
        """Return when bubbles were shown of late, in any order."""
        return self._recall.shows

    def bubble(self, group_key: str) -> int | None:
        """Return the desktop's id of the last bubble under this key."""
        if group_key in self._recall.bubbles:
            return self._recall.bubbles[group_key]
        return self._writer.ask(partial(lookups.bubble, group_key=group_key), None)

    def alive(self, at: datetime) -> None:
        """Note that the engine is measuring at `at`."""
        self._recall.alive = at
        self._writer.look_after_file()
        self._writer.do(Write(writes.state("alive", at), key="alive", durable=False))
        if self._forgetting is not None:
            self.forget_before(self._forgetting)

    def last_alive(self) -> datetime | None:
        """Return the newest time noted by `alive`."""
        return self._recall.alive

    def add_gap(self, gap: Gap) -> None:
        """Note a finished span without measurement."""
        self._do(writes.gap(gap))

    def open_gap(self, reason: GapReason, at: datetime) -> None:
        """Note that measuring of all platforms stopped; nothing if a gap is open already."""
        if not self._recall.gap_is_open:
            self._recall.gap_is_open = True
            self._do(writes.gap(Gap(reason, at)))

    def close_gap(self, at: datetime) -> None:
        """Note that measuring goes on; nothing if no gap is open."""
        if self._recall.gap_is_open:
            self._recall.gap_is_open = False
            self._do(writes.close_gap(at))

    def watching(self, platforms: Sequence[Platform], at: datetime) -> None:
        """Note which platforms are watched from `at` on, and which no longer."""
        before = self._recall.watched
        after = {platform.id: platform.name for platform in platforms}
        self._recall.watched = after
        begun = {key: name for key, name in after.items() if before.get(key) != name}
        ended = tuple(key for key in before if key not in after)
        if begun or ended:
            self._do(writes.watching(begun, ended, at))

    def mute(self, platform_id: str, until: datetime | None) -> None:
        """Remember a mute; None forgets it. `datetime.max` (UTC): until it is back."""
        self._recall.mutes.pop(platform_id, None)
        if until is not None:
            self._recall.mutes[platform_id] = until
        self._do(writes.mute(platform_id, until), key=f"mute {platform_id}")

    def mutes(self) -> dict[str, datetime]:
        """Return the remembered mutes."""
        return dict(self._recall.mutes)

    def pause(self, until: datetime | None) -> None:
        """Remember until when everything is paused; None: not paused."""
        self._recall.paused_until = until
        self._do(writes.state("paused_until", until), key="pause")

    def paused_until(self) -> datetime | None:
        """Return until when everything is paused."""
        return self._recall.paused_until

    def write_note(self, incident_id: int, text: str) -> None:
        """Keep the user's note."""
        self._recall.write_note(incident_id, text)
        self._do(writes.note(incident_id, text))

    def edit(self, edit: HistoryEdit, at: datetime) -> None:
        """Carry out what the user changes of the past; what cannot be done is left undone.

        An incident that has not ended is the engine's: it can be neither corrected nor deleted,
        nor brought in from a file.
        """
        if isinstance(edit, DeleteIncident):
            self._do(edits.delete(edit.incident_id, edit.token, at))
        elif isinstance(edit, CorrectIncident):
            self._do(edits.correct(edit.incident_id, edit.correction, edit.token, at))
        elif isinstance(edit, ImportIncidents):
            ended = [one for one in edit.incidents if not one.is_open]
            known = [replace(one, id=self._recall.new_incident_id()) for one in ended]
            self._do(edits.take_in(known, edit.token, at))
        else:
            self._do(edits.undo(edit.token, at))

    def forget_before(self, at: datetime) -> None:
        """Delete ended incidents and gaps that ended before `at`.

        Of very many incidents a part is deleted at once, and the rest with the next calls of
        `alive`: the engine's loop must not stand still for seconds.
        """
        self._do(writes.forget_before(at), key="forget")
        more = self._writer.ask(partial(lookups.ended_before, at=at), False)
        self._forgetting = at if more else None

    def close(self) -> None:
        """Bring everything to disk and let go of the file."""
        self._writer.close()

    def _do(self, step: Step, key: str = "") -> None:
        self._writer.do(Write(step, key))


def _addressed(said: Notification | None, known: Incident, number: int) -> Notification | None:
    if said is None:
        return None
    key = said.group_key or f"incident:{known.id}"
    return replace(said, id=number, group_key=key, incident=known)


def _decided_at(
    incident: Incident, entries: Sequence[TimelineEntry], said: Notification | None
) -> datetime:
    """When it was decided; silence carries no time, so it takes that of its newest evidence."""
    if said is not None:
        return said.created_at
    return max(
        [entry.at for entry in entries], default=incident.resolved_at or incident.confirmed_at
    )
