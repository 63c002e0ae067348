"""What is shown now, what waits, and until when: the last word before the desktop; pure."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from downlight.domain import allowance, grouping
from downlight.domain.grouping import Bubble
from downlight.domain.incident import Incident
from downlight.domain.notify import (
    Notification,
    NotificationKind,
    NotifyReason,
    Outcome,
)

STALE = timedelta(minutes=30)
"""Age from which on a notification that a crash left unshown is of no use any more."""
OLD_NIGHT = timedelta(hours=24)
"""The same for what waited for the end of quiet hours, from that end on."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the plan depends on."""

    due: Sequence[Notification]
    """Decided to be told and not shown yet, the oldest first."""
    standing: Mapping[str, Notification] = field(default_factory=dict)
    """The last bubble under each group key, the newest last."""
    shows: Sequence[datetime] = ()
    """When bubbles were shown of late."""
    is_quiet: bool = False
    is_starting: bool = False
    """Whether the first looks are still under way: what an earlier run knew may be over."""
    quiet_ended: datetime | None = None
    """The end of quiet hours that is still to be followed by a digest; None: there is none."""
    lasting: Sequence[Incident] = ()
    """Told incidents that have not ended."""
    is_loud: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do."""

    bubbles: tuple[Bubble, ...] = ()
    """To be shown now, in this order."""
    superseded: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    again_at: datetime | None = None
    """When something that waits now may be shown; None: nothing waits."""


def plan(desk: Desk, now: datetime) -> Plan:
    """Return what is to be shown at `now`."""
    lasting = {incident.id for incident in desk.lasting}
    stale = {said.id for said in desk.due if _is_stale(said, lasting, now)}
    living = [said for said in desk.due if said.id not in stale]
    held = [said for said in living if said.held_until is not None]
    at_once, gone = grouping.newest([said for said in living if said.held_until is None])
    if desk.is_starting:
        at_once = [said for said in at_once if not _is_old(said, now)]
    wanted = grouping.arrange(at_once, desk.standing, now)
    may_sum_up = not desk.is_quiet and not desk.is_starting
    if may_sum_up and (held or _is_morning(desk)):
        wanted.insert(0, digest(held, desk, now))
    dropped = Plan(
        superseded=tuple(gone), stale=tuple(number for number in stale if number is not None)
    )
    if not wanted:
        return dropped
    free = allowance.free_at(desk.shows, now)
    if free > now:
        return replace(dropped, again_at=free)
    return replace(dropped, bubbles=tuple(fit(wanted, allowance.left(desk.shows, now), now)))


def fit(wanted: Sequence[Bubble], most: int, now: datetime) -> list[Bubble]:
    """Return at most `most` bubbles that tell all of `wanted`; new trouble comes first."""
    if len(wanted) <= most:
        return list(wanted)
    ordered = sorted(wanted, key=_rank)
    alone, rest = ordered[: most - 1], ordered[most - 1 :]
    summary = grouping.together(
        [each.said for each in rest], rest[0].said.group_key, now, Outcome.SUMMARY
    )
    members = tuple(number for each in rest for number in each.members)
    return [*alone, replace(summary, members=members)]


def digest(held: Sequence[Notification], desk: Desk, now: datetime) -> Bubble:
    """Return the bubble that tells after quiet hours what happened and what still lasts."""
    news, _ = grouping.newest(held)
    told = {said.incident.id for said in news if said.incident is not None}
    lasting = [
        grouping.part_of(incident, NotificationKind.DOWN)
        for incident in desk.lasting
        if incident.id not in told
    ]
    lines = [line for said in news for line in grouping.parts_of(said)]
    ended = desk.quiet_ended or now
    said = Notification(
        NotificationKind.DIGEST,
        digest_key(ended),
        None,
        now,
        NotifyReason.GATHERED,
        parts=(*lasting, *lines),
        loud=desk.is_loud,
    )
    numbers = tuple(each.id for each in held if each.id is not None)
    return Bubble(said, numbers, Outcome.DIGEST)


def digest_key(ended: datetime) -> str:
    """Return the group key of the digest after the quiet hours that ended then."""
    return f"digest:{ended:%Y-%m-%dT%H:%M}"


def _is_morning(desk: Desk) -> bool:
    ended = desk.quiet_ended
    return ended is not None and any(incident.started_at < ended for incident in desk.lasting)


def _is_stale(said: Notification, lasting: Set[int | None], now: datetime) -> bool:
    """Whether it is of no use any more: old, and not about an outage that lasts."""
    if said.held_until is not None:
        return now - said.held_until > OLD_NIGHT
    lasts = said.incident is not None and said.incident.id in lasting and said.kind.is_trouble
    return _is_old(said, now) and not lasts


def _is_old(said: Notification, now: datetime) -> bool:
    return now - said.created_at > STALE


def _rank(bubble: Bubble) -> int:
    """Digests, then what began, then what ended; in their order otherwise."""
    if bubble.said.kind is NotificationKind.DIGEST:
        return 0
    lines = grouping.parts_of(bubble.said)
    return 1 if any(line.is_open for line in lines) else 2
