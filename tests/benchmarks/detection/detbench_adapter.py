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
STATES = {
    Status.OPERATIONAL: "up",
    Status.DEGRADED: "degraded",
    Status.PARTIAL_OUTAGE: "degraded",
    Status.MAJOR_OUTAGE: "down",
    Status.MAINTENANCE: "maintenance",
    Status.UNKNOWN: "offline",
}
OK, DOWN = Status.OPERATIONAL, Status.MAJOR_OUTAGE
PROBE, CANARY = Source.PROBE, Source.CANARY


class Said(NamedTuple):
    """A verdict in the simulator's words."""

    state: str
    confidence: float
    because: str


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
        self._canaries = {name: name.replace(":", "/", 1) for name in ctx.canaries}
        self._heard = {*USE.split("+"), "probe"}
        self._detector = Detector(Random(ctx.seed), tuple(self._canaries.values()))
        self._names: dict[str, str] = {ours: name for name, ours in self._canaries.items()}
        for platform in ctx.platforms:
            subject = Subject(platform.name, T, platform.provider or None)
            self._detector.watch(subject, moment(ctx.start))
            self._names[platform.name] = platform.name
            if "peers" in self._heard:
                self._names["peers/" + platform.name] = "peers:" + platform.name
        self._ours = {name: ours for ours, name in self._names.items()}

    def next_probe_time(self, target: str, now: float) -> float:
        ours = self._ours.get(target)
        return math.inf if ours is None else self._detector.due(ours) - EPOCH

    def probe_path(self, target: str, now: float) -> str:
        return PATH_NAMES[self._detector.path(self._ours[target])]

    def probe_timeout(self, target: str, now: float) -> float:
        return min(10.0, self._detector.timeout(self._ours[target]))

    def observe(self, target: str, obs: Obs) -> Collection[str]:
        if target == "net":
            touched = self._detector.sense(SENSES[obs.value[0]], moment(obs.t))
        elif obs.source in self._heard:
            touched = self._detector.observe(self._translate(target, obs))
        else:
            return ()
        names = self._names
        return [names[ours] for ours in touched if ours in names]

    def verdict(self, platform: str, now: float) -> Said:
        verdict = self._detector.verdict(platform, moment(now))
        if verdict.scope is Scope.JUST_YOU:
            return Said("down_you", verdict.confidence, "")
        return Said(STATES[verdict.status], verdict.confidence, "")

    def because(self, platform: str, now: float) -> str:
        return in_words(self._detector.verdict(platform, moment(now)))

    def _translate(self, target: str, obs: Obs) -> Observation:
        if obs.source == "probe":
            canary = self._canaries.get(target)
            return _look(obs, canary or target, CANARY if canary else PROBE)
        platform = target.removeprefix("peers:")
        if obs.source == "official":
            status = OFFICIAL[obs.value[0]]
            return _word(obs, platform, Source.OFFICIAL, status)
        if obs.source == "crowd":
            return _word(obs, platform, Source.CROWD, crowd=(float(obs.value[0]), obs.value[1]))
        votes = tuple(PeerVote(vantage, ok, same) for vantage, same, ok in obs.votes)
        return _word(obs, platform, Source.PEER, votes=votes)


def _look(obs: Obs, check_id: str, source: Source) -> Observation:
    reason, status, matched = _judged(obs)
    return Observation(
        check_id,
        check_id,
        source,
        status,
        reason,
        datetime.fromtimestamp(EPOCH + obs.t0, UTC),
        datetime.fromtimestamp(EPOCH + obs.t, UTC),
        "",
        obs.latency,
        obs.status or None,
        matched,
        PATHS[obs.path],
    )


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
    if obs.marker == "good":
        return Reason.OK, OK, None
    return Reason.CONTENT, DOWN, "error" if obs.marker == "error" else None


def _word(
    obs: Obs, platform: str, source: Source, status: Status = Status.UNKNOWN, **said: Any
) -> Observation:
    return Observation(
        f"{platform}/{source.value}", platform, source, status, Reason.OK, moment(obs.t0),
        moment(obs.t), **said,
    )  # fmt: skip


def in_words(verdict: Verdict) -> str:
    """Return the reasons of a verdict in one line."""
    return "; ".join(f"{b.rule.value} {_facts(b.params)}".strip() for b in verdict.reasons)


def _facts(params: Mapping[str, object]) -> str:
    return " ".join(f"{k}={v}" for k, v in params.items() if v not in (None, ""))
