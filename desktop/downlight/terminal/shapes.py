"""The JSON of the commands, as docs/json.md promises it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from downlight.domain.model import Check, CheckKind, Component, Platform
from downlight.domain.notice import Notice
from downlight.domain.observation import Observation
from downlight.domain.parts import Choice, choices
from downlight.domain.settings import Favourite
from downlight.domain.status import Source
from downlight.domain.verdict import Verdict
from downlight.formats.report import FeedReport
from downlight.present.words import Words
from downlight.terminal.services import Finding

Json = dict[str, Any]


def judged(
    platform: Platform, verdict: Verdict, observations: Sequence[Observation], words: Words
) -> Json:
    """Return an entry of `check --json`."""
    return {
        "platform": platform.id,
        "name": platform.name,
        "status": verdict.status.value,
        "scope": verdict.scope.value if verdict.scope else None,
        "confidence": round(verdict.confidence, 4),
        "reasons": [
            {"rule": because.rule.value, "text": words.reason(because)}
            for because in verdict.reasons
        ],
        "checks": [
            _looked(check, newest)
            for check in platform.checks
            if (newest := _newest(check, observations)) is not None
        ],
        "judged_at": iso(verdict.judged_at),
    }


def _newest(check: Check, observations: Sequence[Observation]) -> Observation | None:
    # Platforms that share a feed share one look at it, under the id of one platform's check.
    mine = [
        seen
        for seen in observations
        if seen.check_id == check.id
        or (check.kind is CheckKind.FEED and seen.source is Source.OFFICIAL)
    ]
    return max(mine, key=lambda seen: seen.observed_at, default=None)


def _looked(check: Check, seen: Observation) -> Json:
    return {
        "kind": check.kind.value,
        "target": check.target,
        "status": seen.status.value,
        "reason": seen.reason.value,
        "detail": seen.detail,
        "latency_ms": None if seen.latency is None else round(seen.latency * 1000, 1),
    }


def watched(platform: Platform, favourite: Favourite) -> Json:
    """Return an entry of `list --json`."""
    probe = _check(platform, CheckKind.HTTP)
    feed = _check(platform, CheckKind.FEED)
    return {
        "platform": platform.id,
        "name": platform.name,
        "url": probe.target if probe else None,
        "interval_s": probe.interval if probe else None,
        "feed": feed.target if feed else None,
        "format": feed.format if feed else None,
        "status_page": platform.status_page,
        "components": list(favourite.components),
        "muted": favourite.muted,
    }


def known(platform: Platform) -> Json:
    """Return an entry of `search --json`."""
    feed = _check(platform, CheckKind.FEED)
    return {
        "platform": platform.id,
        "name": platform.name,
        "aliases": list(platform.aliases),
        "category": platform.category,
        "homepage": platform.homepage,
        "status_page": platform.status_page,
        "feed": feed.target if feed else None,
        "format": feed.format if feed else None,
    }


def _check(platform: Platform, kind: CheckKind) -> Check | None:
    return next((check for check in platform.checks if check.kind is kind), None)


def feed(report: FeedReport, now: datetime, where: str | None) -> Json:
    """Return the object of `inspect --json`; `where` is the feed's address, None for a file."""
    return {
        "format": report.format,
        "feed": where,
        "name": report.name,
        "url": report.url,
        "status": report.status.value,
        "components": [_component(component) for component in report.components],
        "parts": [_choice(choice) for choice in choices(report.components)],
        "incidents": [_notice(notice) for notice in report.incidents],
        "maintenances": [
            {
                **_notice(notice),
                "starts_at": iso(notice.starts_at),
                "ends_at": iso(notice.ends_at),
                "active": notice.is_active(now),
            }
            for notice in report.maintenances
        ],
    }


def _component(component: Component) -> Json:
    return {
        "id": component.id,
        "name": component.name,
        "group": component.group,
        "region": component.region,
        "status": component.status.value,
    }


def _choice(choice: Choice) -> Json:
    return {
        "name": choice.key,
        "kind": choice.kind.value,
        "status": choice.status.value,
    }


def _notice(notice: Notice) -> Json:
    return {
        "id": notice.external_id,
        "title": notice.title,
        "stage": notice.stage.value,
        "impact": notice.impact.value,
        "started_at": iso(notice.started_at),
        "updated_at": iso(notice.updated_at),
        "resolved_at": iso(notice.resolved_at),
        "components": list(notice.component_ids),
        "url": notice.url,
    }


def found(finding: Finding) -> Json:
    """Return an entry of `doctor --json`."""
    return {
        "part": finding.part,
        "works": finding.works,
        "text": finding.text,
        "advice": finding.advice,
    }


def iso(moment: datetime | None) -> str | None:
    """Return a time in ISO 8601 with its offset, which is +00:00."""
    return moment.isoformat() if moment else None
