"""What the user changes in the history by hand: each can be taken back by its token."""

from dataclasses import dataclass
from datetime import datetime

from downlight.domain.cause import Cause
from downlight.domain.incident import Incident
from downlight.domain.status import Scope, Status

AT_ONCE = 100
"""Incidents of a file that are taken in one go, so that the engine does not stand still."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user says an incident was."""

    status: Status
    """At its worst."""
    scope: Scope
    cause: Cause
    started_at: datetime
    resolved_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectIncident:
    """Take the user's word on an incident that has ended."""

    token: str
    incident_id: int
    correction: Correction


@dataclass(frozen=True, slots=True)
class DeleteIncident:
    """Take an incident that has ended out of the history."""

    token: str
    incident_id: int


@dataclass(frozen=True, slots=True)
class ImportIncidents:
    """Take incidents of a file into the history: ended ones, at most AT_ONCE."""

    token: str
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class UndoEdit:
    """Take back all edits that carry this token."""

    token: str


HistoryEdit = CorrectIncident | DeleteIncident | ImportIncidents | UndoEdit
