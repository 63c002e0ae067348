"""Which news share a bubble: updates of what stands there, and outages of one provider; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from downlight.domain.incident import Incident
from downlight.domain.notify import (
    Notification,
    NotificationKind,
    NotifyReason,
    Outcome,
    Part,
)

TOGETHER_WITHIN = timedelta(minutes=10)
"""Between the beginnings of two outages of one provider that are taken for one event."""

_SHARED = frozenset({NotificationKind.DOWN, NotificationKind.DEGRADED})
_LATER_WORD = frozenset({NotificationKind.OFFICIAL, NotificationKind.REMINDER})
"""News that add to an outage and never take the place of the outage itself."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """What is shown in one go."""

    said: Notification
    members: tuple[int, ...]
    """The decisions that it tells."""
    outcome: Outcome = Outcome.ALONE

    @property
    def is_made(self) -> bool:
        """Whether it tells of several, and has to be written before it is shown."""
        return self.outcome is not Outcome.ALONE


def newest(due: Sequence[Notification]) -> tuple[list[Notification], list[int]]:
    """Return the last news of each matter, and the ids of those that they supersede."""
    kept: dict[object, Notification] = {}
    gone: list[int] = []
    for said in due:
        before = kept.get(_matter(said))
        if before is not None and said.kind in _LATER_WORD and before.kind not in _LATER_WORD:
            gone += _id(said)
            continue
        if before is not None:
            gone += _id(before)
            kept.pop(_matter(said))
        kept[_matter(said)] = said
    return list(kept.values()), gone


def arrange(
    due: Sequence[Notification], standing: Mapping[str, Notification], now: datetime
) -> list[Bubble]:
    """Return the bubbles that tell of `due`, when `standing` are the last ones by group key."""
    homes = _homes(standing)
    shared: dict[str, list[Notification]] = {}
    for said in due:
        key = _home(said, homes, standing, shared)
        shared.setdefault(key, []).append(said)
    return [_bubble(key, news, standing.get(key), now) for key, news in shared.items()]


def together(
    news: Iterable[Notification], key: str, now: datetime, outcome: Outcome,
    earlier: Iterable[Part] = (),
) -> Bubble:  # fmt: skip
    """Return one bubble for several news, with the lines that stood there `earlier`."""
    told = tuple(news)
    parts = _merged([*earlier, *(line for said in told for line in parts_of(said))])
    providers = {line.provider for line in parts}
    said = Notification(
        NotificationKind.TOGETHER,
        key,
        None,
        now,
        NotifyReason.GATHERED,
        provider=providers.pop() if len(providers) == 1 else "",
        parts=parts,
        loud=any(each.loud for each in told),
    )
    return Bubble(said, tuple(number for each in told for number in _id(each)), outcome)


def parts_of(said: Notification) -> tuple[Part, ...]:
    """Return the lines that tell of it in a bubble of several."""
    if said.parts:
        return said.parts
    if said.incident is not None:
        return (part_of(said.incident, said.kind, said.provider),)
    since, until = said.created_at, said.expires_at
    if said.notice is not None:
        since, until = said.notice.starts_at or since, said.notice.ends_at
    return (Part(said.kind, said.about, said.name, since, until, None, said.provider),)


def part_of(incident: Incident, kind: NotificationKind, provider: str = "") -> Part:
    """Return the line that tells of an incident."""
    return Part(
        kind,
        incident.platform_id,
        incident.platform_name,
        incident.started_at,
        incident.resolved_at,
        incident.id,
        provider,
    )


def _matter(said: Notification) -> object:
    return said.incident.id if said.incident is not None else said.group_key


def _merged(lines: Iterable[Part]) -> tuple[Part, ...]:
    """Return the newest line of each matter; a later word does not hide the outage itself."""
    kept: dict[object, Part] = {}
    for line in lines:
        matter = line.incident_id or (line.kind, line.platform_id)
        if line.kind not in _LATER_WORD or matter not in kept:
            kept[matter] = line
    return tuple(kept.values())


def _id(said: Notification) -> list[int]:
    return [] if said.id is None else [said.id]


def _homes(standing: Mapping[str, Notification]) -> dict[int, str]:
    """Return under which key each incident was told of last."""
    homes: dict[int, str] = {}
    for key, said in standing.items():
        if said.kind is NotificationKind.DIGEST:
            continue
        for line in parts_of(said):
            if line.incident_id is not None:
                homes[line.incident_id] = key
    return homes


def _home(
    said: Notification,
    homes: Mapping[int, str],
    standing: Mapping[str, Notification],
    shared: Mapping[str, Sequence[Notification]],
) -> str:
    incident = said.incident
    if incident is None or incident.id is None or said.kind in _LATER_WORD:
        return said.group_key
    if incident.id in homes:
        return homes[incident.id]
    if said.kind in _SHARED and said.provider:
        for key, news in (*_each_alone(standing), *shared.items()):
            if any(_is_one_event(said, incident, line) for it in news for line in parts_of(it)):
                return key
    return said.group_key


def _each_alone(
    standing: Mapping[str, Notification],
) -> Iterable[tuple[str, Sequence[Notification]]]:
    """Bubbles of one platform or of one provider: what shares nothing takes in nobody."""
    return [
        (key, (said,))
        for key, said in standing.items()
        if said.provider and said.kind is not NotificationKind.DIGEST
    ]


def _is_one_event(said: Notification, incident: Incident, line: Part) -> bool:
    return (
        line.provider == said.provider
        and line.kind in _SHARED
        and line.is_open
        and abs(line.since - incident.started_at) <= TOGETHER_WITHIN
    )


def _bubble(
    key: str, news: Sequence[Notification], before: Notification | None, now: datetime
) -> Bubble:
    earlier: tuple[Part, ...] = ()
    if before is not None and (before.parts or not _is_same(before, news)):
        earlier = parts_of(before)
    if len(news) == 1 and not earlier:
        return Bubble(replace(news[0], group_key=key), tuple(_id(news[0])))
    made = together(news, key, now, Outcome.GROUPED, earlier)
    return made if made.said.provider else replace(made, outcome=Outcome.SUMMARY)


def _is_same(before: Notification, news: Sequence[Notification]) -> bool:
    """Whether the news are about what stands there: they take its place and need no other line."""
    return all(_matter(each) == _matter(before) or each.incident is None for each in news)
