"""From verdict to transition: what changed in a way that people should know."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from downlight.domain.status import Phase, Scope, Status
from downlight.domain.verdict import Verdict


class Change(StrEnum):
    """The kinds of transition."""

    OPENED = "opened"
    WORSENED = "worsened"
    EASED = "eased"
    SCOPE_CHANGED = "scope_changed"
    RESOLVED = "resolved"
    MAINTENANCE_BEGAN = "maintenance_began"
    MAINTENANCE_ENDED = "maintenance_ended"


@dataclass(frozen=True, slots=True)
class CheckState:
    """What we last committed to about a platform, and what a restart needs to go on."""

    status: Status = Status.UNKNOWN
    scope: Scope | None = None
    in_incident: bool = False
    in_maintenance: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """A committed change."""

    change: Change
    before: CheckState
    after: CheckState
    at: datetime
    verdict: Verdict


def step(before: CheckState, verdict: Verdict) -> tuple[CheckState, Transition | None]:
    """Return the state after `verdict` and the transition, if it is one.

    Only a CONFIRMED verdict opens an incident, and only a CALM one ends it: UNKNOWN, SUSPECTED
    and RECOVERING leave things as they were said.
    """
    trouble = verdict.status.is_trouble
    if verdict.phase is Phase.CONFIRMED and trouble:
        after = CheckState(verdict.status, verdict.scope, in_incident=True)
        return _moved(_change_in_trouble(before, after), before, after, verdict)
    if verdict.phase is not Phase.CALM or verdict.status is Status.UNKNOWN or trouble:
        return before, None
    maintained = verdict.status is Status.MAINTENANCE
    after = CheckState(verdict.status, None, in_maintenance=maintained)
    if before.in_incident:
        return _moved(Change.RESOLVED, before, after, verdict)
    if maintained and not before.in_maintenance:
        return _moved(Change.MAINTENANCE_BEGAN, before, after, verdict)
    if before.in_maintenance and not maintained:
        return _moved(Change.MAINTENANCE_ENDED, before, after, verdict)
    return after, None


def _change_in_trouble(before: CheckState, after: CheckState) -> Change | None:
    if not before.in_incident:
        return Change.OPENED
    if after.status.severity > before.status.severity:
        return Change.WORSENED
    if after.status.severity < before.status.severity:
        return Change.EASED
    if after.scope is not before.scope:
        return Change.SCOPE_CHANGED
    return None


def _moved(
    change: Change | None, before: CheckState, after: CheckState, verdict: Verdict
) -> tuple[CheckState, Transition | None]:
    if change is None:
        return after, None
    return after, Transition(change, before, after, verdict.judged_at, verdict)
