"""Lets the detection simulator `detbench` drive the app's own detector, unchanged.

    PYTHONPATH=desktop:tests/benchmarks/detection python -m detbench.bench \
        --detector detbench_adapter:DownlightDetector --seeds 101-106

run from the folder that holds `detbench`. Parameters: `T`, the base interval in seconds, and `USE`,
the witnesses that may be heard: any of peers+push+crowd+official. Everything else is translation.
"""

import math
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from random import Random
from typing import Any, NamedTuple, Protocol

from downlight.domain.detector import Detector
from downlight.domain.observation import Observation, Path, PeerVote
from downlight.domain.status import Reason, Scope, Source, Status
from downlight.domain.subject import Subject
from downlight.domain.verdict import Verdict

EPOCH = 1_700_000_000.0
"""The simulator's time zero, in ours (seconds)."""
PATHS = {"default": Path.DEFAULT, "fresh": Path.OTHER_FAMILY, "altdns": Path.OTHER_RESOLVER}
PATH_NAMES = {path: name for name, path in PATHS.items()}
ERRORS = {
    "timeout": Reason.TIMEOUT,
    "connect": Reason.REFUSED,
    "reset": Reason.RESET,
    "dns": Reason.DNS,
    "tls": Reason.TLS,
}
OFFICIAL = {
    "operational": Status.OPERATIONAL,
    "degraded": Status.DEGRADED,
    "down": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
}
SENSES = {"online": "online", "offline": "offline", "resume": "resume", "vpn": "changed"}
OK, DOWN = Status.OPERATIONAL, Status.MAJOR_OUTAGE
GOOD = (Reason.OK, OK, None)
PROBE, CANARY = Source.PROBE, Source.CANARY


class Said(NamedTuple):
    """A verdict in the simulator's words."""

    state: str
    confidence: float = 1.0
    because: str = ""


SAID = {
    Status.OPERATIONAL: Said("up"),
    Status.DEGRADED: Said("degraded"),
    Status.PARTIAL_OUTAGE: Said("degraded"),
    Status.MAJOR_OUTAGE: Said("down"),
    Status.MAINTENANCE: Said("maintenance"),
    Status.UNKNOWN: Said("offline"),
}
SAID_JUST_YOU = Said("down_you")
JUST_YOU = Scope.JUST_YOU
USUAL = Path.DEFAULT


class Obs(Protocol):
    """An observation of the simulator (see its `api.py`)."""

    t: float
    t0: float
    source: str
    path: str
    err: str
    status: int
    latency: float
    marker: str
    votes: tuple[tuple[str, bool, bool], ...]
    value: tuple[Any, ...]


def moment(t: float) -> datetime:
    """Return the simulator's time as ours."""
    return datetime.fromtimestamp(EPOCH + t, UTC)


class DownlightDetector:
    """Our detector behind the simulator's interface."""

    def __init__(self, ctx: Any, T: float = 60.0, USE: str = "peers+push+crowd+official") -> None:  # noqa: N803 - the simulator's names
        self._canaries = frozenset(ctx.canaries)
        self._heard = {*USE.split("+"), "probe"}
        self._detector = Detector(Random(ctx.seed), ctx.canaries)
        for platform in ctx.platforms:
            subject = Subject(platform.name, T, platform.provider or None)
            self._detector.watch(subject, moment(ctx.start))

    def next_probe_time(self, target: str, now: float) -> float:
        if target.startswith("peers:"):
            if "peers" not in self._heard:
                return math.inf
            target = "peers/" + target[6:]
        return self._detector.due(target) - EPOCH

    def probe_path(self, target: str, now: float) -> str:
        path = self._detector.path(target)
        return "default" if path is USUAL else PATH_NAMES[path]

    def probe_timeout(self, target: str, now: float) -> float:
        return min(10.0, self._detector.timeout(target))

    def observe(self, target: str, obs: Obs) -> Collection[str]:
        if obs.source == "probe":
            source = CANARY if target in self._canaries else PROBE
            touched = self._detector.observe(_look(obs, target, source))
        elif target == "net":
            touched = self._detector.sense(SENSES[obs.value[0]], moment(obs.t))
        elif obs.source in self._heard:
            touched = self._detector.observe(_hearsay(target.removeprefix("peers:"), obs))
        else:
            return ()
        if len(touched) == 1:
            return touched
        return [name.replace("peers/", "peers:") for name in touched]

    def verdict(self, platform: str, now: float) -> Said:
        status, _, scope = self._detector.stance(platform)
        return SAID_JUST_YOU if scope is JUST_YOU else SAID[status]

    def because(self, platform: str, now: float) -> str:
        return in_words(self._detector.verdict(platform, moment(now)))


class Seen(Observation):
    """What a simulated look saw; what such a look seldom or never fills in stands here for all.

    Filling 26 slots of a frozen dataclass takes longer than judging what is in them.
    """

    source = PROBE
    reason, status, matched = GOOD
    path = Path.DEFAULT
    detail = ""
    local = False
    way_open = True
    published_at = retry_after = tls_expires_at = vantage = crowd = None
    components = notices = votes = body_digest = ()
    check_id = platform_id = latency = http_status = started_at = observed_at = None  # type: ignore[assignment]  # each look fills them in


_NEW = object.__new__
_TIME = datetime.fromtimestamp


def _look(obs: Obs, target: str, source: Source) -> Observation:
    seen = _NEW(Seen)
    seen.__dict__.update(
        check_id=target,
        platform_id=target,
        started_at=_TIME(EPOCH + obs.t0, UTC),
        observed_at=_TIME(EPOCH + obs.t, UTC),
        latency=obs.latency,
        http_status=obs.status or None,
    )
    if obs.marker != "good":
        reason, status, matched = _judged(obs)
        seen.__dict__.update(reason=reason, status=status, matched=matched)
    if source is not PROBE or obs.path != "default":
        seen.__dict__.update(source=source, path=PATHS[obs.path])
    return seen


def _judged(obs: Obs) -> tuple[Reason, Status, str | None]:
    """Return what the app's HTTP probe makes of such an answer."""
    if obs.err:
        return ERRORS[obs.err], DOWN, None
    if obs.marker == "portal":
        return Reason.CAPTIVE_PORTAL, Status.UNKNOWN, None
    if obs.status in (401, 403, 429) or obs.marker == "challenge":
        return Reason.BLOCKED, OK, None
    if obs.marker == "maint":
        return Reason.HTTP_STATUS, Status.MAINTENANCE, None
    if obs.status >= 500:
        return Reason.HTTP_STATUS, DOWN, None
    return Reason.CONTENT, DOWN, "error" if obs.marker == "error" else None


def _hearsay(platform: str, obs: Obs) -> Observation:
    if obs.source == "official":
        return _word(obs, platform, Source.OFFICIAL, OFFICIAL[obs.value[0]])
    if obs.source == "crowd":
        return _word(obs, platform, Source.CROWD, crowd=(float(obs.value[0]), obs.value[1]))
    votes = tuple(PeerVote(vantage, ok, same) for vantage, same, ok in obs.votes)
    return _word(obs, platform, Source.PEER, votes=votes)


def _word(
    obs: Obs, platform: str, source: Source, status: Status = Status.UNKNOWN, **said: Any
) -> Observation:
    heard = _NEW(Seen)
    observed_at = _TIME(EPOCH + obs.t, UTC)
    heard.__dict__.update(
        check_id=platform,
        platform_id=platform,
        source=source,
        status=status,
        started_at=observed_at if obs.t0 == obs.t else _TIME(EPOCH + obs.t0, UTC),
        observed_at=observed_at,
        **said,
    )
    return heard


def in_words(verdict: Verdict) -> str:
    """Return the reasons of a verdict in one line."""
    return "; ".join(f"{b.rule.value} {_facts(b.params)}".strip() for b in verdict.reasons)


def _facts(params: Mapping[str, object]) -> str:
    return " ".join(f"{k}={v}" for k, v in params.items() if v not in (None, ""))
