"""The reasons of a verdict: what moved it, as data, the most telling first."""

import math
from datetime import datetime

from downlight.domain.connectivity import Connectivity
from downlight.domain.judging import Siblings
from downlight.domain.likelihood import PATH_KINDS, Kind
from downlight.domain.notice import NoticeKind
from downlight.domain.observation import Observation, Path
from downlight.domain.spell import Tally
from downlight.domain.status import Reason, Status
from downlight.domain.tuning import Tuning
from downlight.domain.verdict import Because, Param, Rule
from downlight.domain.watch import Watch
from downlight.domain.witnesses import NOBODY, Witnesses

CERTIFICATE_DAYS = 14
_STARTING = (Because(Rule.STARTING),)


def calm(watch: Watch, now: datetime) -> tuple[Because, ...]:
    """Return why nothing is wrong, or why we wait."""
    last = watch.last
    if last is None:
        return _STARTING
    if watch.blocked:
        status: dict[str, Param] = {"http_status": last.http_status}
        return (Because(Rule.BLOCKED, status), *_provider(watch.witnesses, now, alarm=False))
    fine: dict[str, Param] = {"latency": last.latency, "http_status": last.http_status}
    reasons = (Because(Rule.PROBE_OK, fine, -0.6),)
    if last.tls_expires_at is None and watch.witnesses.silent:
        return reasons
    return (*reasons, *_certificate(last, now), *_provider(watch.witnesses, now, alarm=False))


def cut_off(connectivity: Connectivity) -> tuple[Because, ...]:
    """Return why nothing can be told."""
    return (Because(Rule.OFFLINE, {"state": connectivity.state.value}),)


def trouble(
    watch: Watch, connectivity: Connectivity, siblings: Siblings, now: datetime, tuning: Tuning
) -> tuple[Because, ...]:
    """Return what speaks for trouble and against it, and what explains the rest."""
    t = now.timestamp()
    if watch.last is None and watch.recalled:
        return watch.recalled
    weighed = [*own(watch), *_others(watch, siblings, t, tuning), *_provider(
        watch.witnesses, now, alarm=watch.alarm
    )]  # fmt: skip
    weighed.sort(key=lambda because: -abs(because.weight))
    return (*weighed, *_circumstances(watch, connectivity), *_progress(watch, now))


# ---------------------------------------------------------------------- our own looks
def own(watch: Watch) -> list[Because]:
    """Return what our own looks say."""
    spell, last = watch.spell, watch.last
    reasons = []
    if spell is not None:
        reasons = [_failure(watch, kind, tally) for kind, tally in spell.kinds.items()]
    elif last is not None and watch.kind in PATH_KINDS:
        reasons = [Because(Rule.PROBE_FAILED, _facts(last, 1), 0.1)]
    if watch.reported and last is not None and last.reason is Reason.OK:
        fine: dict[str, Param] = {"latency": last.latency, "http_status": last.http_status}
        reasons.append(Because(Rule.PROBE_OK, fine, -0.6))
    return reasons


def _failure(watch: Watch, kind: Kind, tally: Tally) -> Because:
    last, weight = tally.last, round(tally.weight, 2)
    if last is None:
        return Because(Rule.PROBE_FAILED, {"count": tally.count}, weight)
    status, count = last.http_status, tally.count
    if kind is Kind.SLOW:
        return Because(Rule.SLOW, {"latency": last.latency, "usual": watch.latency.usual}, weight)
    if kind is Kind.ERROR_TEXT:
        found: dict[str, Param] = {"matched": last.matched, "count": count, "http_status": status}
        return Because(Rule.CONTENT_REJECTED, found, weight)
    if kind is Kind.TEXT_MISSING and last.reason is Reason.CONTENT:
        lacks: dict[str, Param] = {"detail": last.detail, "count": count, "http_status": status}
        return Because(Rule.CONTENT_MISSING, lacks, weight)
    if kind is Kind.STRANGE and last.reason is Reason.OK:
        traits = ", ".join(watch.look.deviating(last.body_digest))
        return Because(Rule.CONTENT_STRANGE, {"traits": traits, "count": count}, weight)
    return Because(Rule.PROBE_FAILED, _facts(last, count), weight)


def _facts(last: Observation, count: int) -> dict[str, Param]:
    return {
        "reason": last.reason.value,
        "count": count,
        "http_status": last.http_status,
        "detail": last.detail,
    }


# ---------------------------------------------------------------------- what others say
def _others(watch: Watch, siblings: Siblings, t: float, tuning: Tuning) -> list[Because]:
    reasons = []
    witnesses = watch.witnesses
    votes = witnesses.votes(t, tuning.votes_fresh)
    if votes.asked:
        share = watch.spell.share if watch.spell is not None else 0.5
        weight = votes.failing * math.log(max(share, 0.15) / NOBODY) + votes.fine * math.log(
            (1.0 - min(share, 0.95)) / (1.0 - NOBODY)
        )
        seen: dict[str, Param] = {
            "failing": votes.failing + votes.failing_here,
            "asked": votes.asked,
        }
        reasons.append(Because(Rule.PEERS, seen, round(weight, 2)))
    if witnesses.complaints(t, tuning.crowd_fresh, 5.0, 2.5):
        crowd: dict[str, Param] = {"count": witnesses.count, "usual": witnesses.usual}
        reasons.append(Because(Rule.CROWD, crowd, 3.0))
    if siblings.alarmed and watch.subject.provider:
        others: dict[str, Param] = {
            "provider": watch.subject.provider,
            "count": siblings.alarmed,
        }
        reasons.append(Because(Rule.SIBLINGS, others, 2.0))
    if t - watch.other_path_at < 120.0:
        path: dict[str, Param] = {"path": Path.OTHER_RESOLVER.value}
        reasons.append(Because(Rule.OTHER_PATH_WORKS, path, -3.0))
    return reasons


# ---------------------------------------------------------------------- the provider's word
def _provider(witnesses: Witnesses, now: datetime, *, alarm: bool) -> list[Because]:
    fed = witnesses.fed
    if fed is None:
        return []
    lacks = [Because(Rule.OFFICIAL_LACKS, {"parts": ", ".join(fed.unlisted)[:200]})]
    if fed.unlisted and not fed.failed:
        return lacks
    if witnesses.misses:
        return [Because(Rule.OFFICIAL_UNKNOWN, {"reason": fed.reason.value})]
    age = max(0, round((now - fed.observed_at).total_seconds()))
    if witnesses.feed is Status.MAINTENANCE:
        return [maintenance(fed, now)]
    if witnesses.official_trouble:
        said: dict[str, Param] = {"status": fed.status.value, "title": _title(fed), "age": age}
        return [Because(Rule.OFFICIAL_TROUBLE, said, 2.0), *(lacks if fed.unlisted else [])]
    if alarm and witnesses.feed is Status.OPERATIONAL:
        return [Because(Rule.OFFICIAL_FINE, {"age": age})]
    return []


def _title(fed: Observation) -> str:
    incidents = (n for n in fed.notices if n.kind is NoticeKind.INCIDENT and n.is_open)
    return next((notice.title for notice in incidents), fed.detail)


def maintenance(fed: Observation | None, now: datetime) -> Because:
    """Return that work is under way, with what the provider says of it."""
    notices = fed.notices if fed is not None else ()
    active = next((notice for notice in notices if notice.is_active(now)), None)
    ends = active.ends_at.isoformat() if active is not None and active.ends_at else None
    return Because(Rule.MAINTENANCE, {"title": active.title if active else "", "ends_at": ends})


def official(witnesses: Witnesses, now: datetime) -> tuple[Because, ...]:
    """Return what the provider says, for a platform that is judged by its word alone."""
    said = tuple(_provider(witnesses, now, alarm=True))
    return said or _STARTING


# ---------------------------------------------------------------------- what explains the rest
def _circumstances(watch: Watch, connectivity: Connectivity) -> list[Because]:
    if watch.local:
        return [Because(Rule.LOCAL_TARGET)]
    others = connectivity.others(watch.group, ())
    if others.failed > 1 and 2 * others.failed > others.spoke:
        return [Because(Rule.NETWORK_DOUBTFUL, {"failed": others.failed})]
    answered = others.spoke - others.failed
    return [Because(Rule.NETWORK_FINE, {"answered": answered})] if answered else []


def _progress(watch: Watch, now: datetime) -> list[Because]:
    reasons = []
    if watch.alarm and watch.run:
        reasons.append(Because(Rule.RECOVERING, {"count": watch.run}))
    if not watch.alarm:
        count = watch.spell.bad if watch.spell is not None else 0
        if count or watch.kind in PATH_KINDS:
            reasons.append(Because(Rule.NOT_CONFIRMED, {"count": max(1, count)}))
    if watch.flaps(now):
        count = round(watch.flapping.score(now.timestamp()))
        reasons.append(Because(Rule.FLAPPING, {"count": count}))
    return reasons


def _certificate(last: Observation, now: datetime) -> list[Because]:
    if last.tls_expires_at is None:
        return []
    days = math.floor((last.tls_expires_at - now).total_seconds() / 86_400.0)
    return [Because(Rule.CERTIFICATE, {"days": days})] if days <= CERTIFICATE_DAYS else []
