"""One incident in words: headline, facts, reasons, evidence, announcements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter

from downlight.domain.gap import Gap
from downlight.domain.history import DecisionRow
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.lateness import Lateness, is_official, official_delay
from downlight.domain.lifecycle import Change
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Source, Stage, Status
from downlight.present.decisions import REASONS, told
from downlight.present.history import cause_name, state, unmeasured
from downlight.present.observed import observed
from downlight.present.words import Words, mark


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A line of the evidence timeline, as text; an empty text means that there is none."""

    at: str
    source: str
    said: str
    http_status: str = ""
    latency: str = ""
    matched: str = ""
    status: Status | None = None
    """Draws the lamp in front; None: a line that judges nothing."""
    official: bool = False
    """Said by the provider, not seen here."""

    @property
    def sentence(self) -> str:
        """The line for those who hear it."""
        told = (self.at, self.source, self.said, self.http_status, self.latency, self.matched)
        return ", ".join(part for part in told if part)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the provider announced, and its updates, newest first."""

    title: str
    stage: str
    updates: tuple[tuple[str, str], ...]
    """Each a heading (when, how far) and a text."""
    url: str | None


@dataclass(frozen=True, slots=True)
class IncidentView:
    """All that a detail pane shows."""

    id: int | None
    platform_id: str
    title: str
    headline: str
    peak: Status
    is_open: bool
    facts: tuple[tuple[str, str], ...]
    """Label and value."""
    because: tuple[str, ...]
    evidence: tuple[EvidenceLine, ...]
    announcements: tuple[Announcement, ...]
    note: str
    url: str | None
    """A page of the provider about it."""


def view(
    words: Words,
    incident: Incident,
    now: datetime,
    gaps: Sequence[Gap] = (),
    decisions: Sequence[DecisionRow] = (),
    usual: Lateness | None = None,
) -> IncidentView:
    """Return how `incident` reads.

    `gaps` are the unmeasured spans, `decisions` what was told and what not; those that concern
    other incidents are left out.
    """
    return IncidentView(
        id=incident.id,
        platform_id=incident.platform_id,
        title=incident.platform_name,
        headline=headline(words, incident, now),
        peak=incident.peak_status,
        is_open=incident.is_open,
        facts=tuple(_facts(words, incident, usual)),
        because=tuple(words.reason(reason) for reason in incident.reasons),
        evidence=_evidence(words, incident, gaps, decisions, now),
        announcements=tuple(announcement(words, notice) for notice in incident.notices),
        note=incident.note,
        url=next((notice.url for notice in incident.notices if notice.url), None),
    )


def headline(words: Words, incident: Incident, now: datetime) -> str:
    """Return what happened, to whom and for how long."""
    happened = state(words, incident.peak_status, incident.scope)
    lasted = words.duration(incident.duration(now))
    if incident.is_open:
        return words("{state}, for {lasted} so far", state=happened, lasted=lasted)
    return words("{state}, for {lasted}", state=happened, lasted=lasted)


def _facts(words: Words, incident: Incident, usual: Lateness | None) -> Iterable[tuple[str, str]]:
    if incident.edited_at is not None:
        yield words("By hand"), _edited(words, incident.edited_at)
    yield words("Began"), words.date_time(incident.started_at)
    yield words("Sure"), words.date_time(incident.confirmed_at)
    if incident.resolved_at is not None:
        yield words("Ended"), words.date_time(incident.resolved_at)
    yield words("Cause"), cause_name(words, incident.cause)
    if any(is_official(entry) for entry in incident.timeline):
        yield words("Status page"), _official(words, incident)
    if usual is not None and (usually := usual_lateness(words, usual)):
        yield words("It usually"), usually


def _edited(words: Words, at: datetime) -> str:
    return words("Corrected or brought in on {date}", date=words.date_time(at))


def usual_lateness(words: Words, usual: Lateness) -> str:
    """Return how late the status page was over many incidents; empty where nothing is known."""
    if not usual.incidents:
        return ""
    if usual.mean is None:
        return words.plural(
            "said nothing of {n} incident for everyone",
            "said nothing of any of {n} incidents for everyone",
            usual.incidents,
        )
    return words.plural(
        "told of {told} of {n} incident for everyone, on average {duration} after the first"
        " failed look",
        "told of {told} of {n} incidents for everyone, on average {duration} after the first"
        " failed look",
        usual.incidents,
        told=words.number(usual.told),
        duration=words.duration(usual.mean),
    )


def _official(words: Words, incident: Incident) -> str:
    delay = official_delay(incident)
    if delay is None:
        return words("said all was well throughout")
    if delay < timedelta(minutes=1):
        return words("told of it at once")
    return words("told of it {duration} later", duration=words.duration(delay.total_seconds()))


_SOURCES = {
    Source.PROBE: mark("Own check"),
    Source.OFFICIAL: mark("Status page"),
    Source.PEER: mark("Colleague"),
    Source.CROWD: mark("Complaints"),
    Source.CANARY: mark("Control site"),
}

_KINDS = {
    EntryKind.OBSERVATION: mark("Evidence"),
    EntryKind.TRANSITION: mark("Verdict"),
    EntryKind.GAP: mark("Gap"),
    EntryKind.NOTIFICATION: mark("Notification"),
    EntryKind.NOTE: mark("Note"),
}

_CHANGES = {
    Change.OPENED: mark("Sure that something is wrong"),
    Change.WORSENED: mark("It became worse"),
    Change.EASED: mark("It became better"),
    Change.SCOPE_CHANGED: mark("It is known better who is affected"),
    Change.RESOLVED: mark("It is back"),
    Change.MAINTENANCE_BEGAN: mark("Planned maintenance began"),
    Change.MAINTENANCE_ENDED: mark("Planned maintenance ended"),
}

_STAGES = {
    Stage.INVESTIGATING: mark("Investigating"),
    Stage.IDENTIFIED: mark("Cause found"),
    Stage.MONITORING: mark("Being watched"),
    Stage.RESOLVED: mark("Resolved"),
    Stage.POSTMORTEM: mark("Explained afterwards"),
    Stage.SCHEDULED: mark("Planned"),
    Stage.IN_PROGRESS: mark("Under way"),
    Stage.VERIFYING: mark("Being verified"),
    Stage.COMPLETED: mark("Completed"),
    Stage.CANCELLED: mark("Cancelled"),
    Stage.UNKNOWN: mark("Announced"),
}

_CODED: dict[EntryKind, dict[str, str]] = {
    EntryKind.TRANSITION: {key.value: text for key, text in _CHANGES.items()},
    EntryKind.NOTIFICATION: {key.value: text for key, text in REASONS.items()},
}
"""Entries whose text is one of our own words rather than a sentence."""


def _evidence(
    words: Words,
    incident: Incident,
    gaps: Sequence[Gap],
    decisions: Sequence[DecisionRow],
    now: datetime,
) -> tuple[EvidenceLine, ...]:
    lines = [(entry.at, _line(words, entry)) for entry in incident.timeline]
    kinds = {entry.kind for entry in incident.timeline}
    if EntryKind.NOTIFICATION not in kinds:
        own = (row for row in decisions if row.incident_id == incident.id)
        lines += [(row.decided_at, _decision(words, row)) for row in own]
    if EntryKind.GAP not in kinds:
        end = incident.resolved_at or now
        lines += [(gap.started_at, _gap(words, gap)) for gap in gaps if _within(gap, incident, end)]
    lines += _said_by_provider(words, incident)
    return tuple(line for _, line in sorted(lines, key=itemgetter(0)))


def _said_by_provider(words: Words, incident: Incident) -> Iterable[tuple[datetime, EvidenceLine]]:
    """Yield the updates of announcements that fell into the incident, for the timeline."""
    end = incident.resolved_at
    for notice in incident.notices:
        for update in notice.updates:
            at = update.published_at
            if at is None or at < incident.started_at - _AROUND or (end and at > end + _AROUND):
                continue
            source = words("Announcement: {stage}", stage=words(_STAGES[update.stage]))
            yield at, EvidenceLine(_moment(words, at), source, update.text, official=True)


_AROUND = timedelta(hours=6)
"""Before and after an incident, announcements still belong to its timeline."""


def _within(gap: Gap, incident: Incident, end: datetime) -> bool:
    if gap.platform_id not in (None, incident.platform_id) or gap.started_at >= end:
        return False
    return gap.ended_at is None or gap.ended_at > incident.started_at


def _line(words: Words, entry: TimelineEntry) -> EvidenceLine:
    return EvidenceLine(
        at=_moment(words, entry.at),
        source=_source(words, entry),
        said=_said(words, entry),
        http_status=str(entry.http_status) if entry.http_status else "",
        latency=words.latency(entry.latency) if entry.latency is not None else "",
        matched=entry.matched or "",
        status=entry.status,
        official=is_official(entry),
    )


def _source(words: Words, entry: TimelineEntry) -> str:
    if entry.source is not None:
        return words(_SOURCES[entry.source])
    return words(_KINDS[entry.kind])


def _said(words: Words, entry: TimelineEntry) -> str:
    coded = _CODED.get(entry.kind, {}).get(entry.text)
    if coded:
        return words(coded)
    if entry.kind is EntryKind.OBSERVATION:
        return observed(words, entry)
    if entry.text:
        return entry.text
    return words.status(entry.status) if entry.status else ""


def _gap(words: Words, gap: Gap) -> EvidenceLine:
    said = unmeasured(words, gap.reason)
    if gap.ended_at is not None:
        lasted = words.duration((gap.ended_at - gap.started_at).total_seconds())
        said = words("{what}, for {duration}", what=said, duration=lasted)
    return EvidenceLine(_moment(words, gap.started_at), words(_KINDS[EntryKind.GAP]), said)


def _decision(words: Words, row: DecisionRow) -> EvidenceLine:
    said = told(words, row)
    return EvidenceLine(_moment(words, row.decided_at), words(_KINDS[EntryKind.NOTIFICATION]), said)


def _moment(words: Words, at: datetime) -> str:
    return words("{date}, {time}", date=words.day(at), time=words.exact_time(at))


def announcement(words: Words, notice: Notice) -> Announcement:
    """Return what a provider announced, in words."""
    title = notice.title
    if notice.kind is NoticeKind.MAINTENANCE:
        title = words("Maintenance: {title}", title=notice.title)
    return Announcement(
        title=title,
        stage=words(_STAGES[notice.stage]),
        updates=tuple(
            (_update_heading(words, update.stage, update.published_at), update.text)
            for update in notice.updates
        ),
        url=notice.url,
    )


def _update_heading(words: Words, stage: Stage, at: datetime | None) -> str:
    told = words(_STAGES[stage])
    if at is None:
        return told
    return words("{time}: {stage}", time=words.date_time(at), stage=told)
