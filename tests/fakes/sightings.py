"""Answers of targets, and the observations they lead to, by the second of a simulated day."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from downlight.domain.observation import Observation, Path, PeerVote
from downlight.domain.status import Reason, Source, Status

MONDAY = datetime(2026, 11, 2, 8, tzinfo=UTC)
"""Second 0."""


def at(seconds: float) -> datetime:
    return MONDAY + timedelta(seconds=seconds)


def stamp(seconds: float) -> float:
    """Return second `seconds` since the epoch."""
    return at(seconds).timestamp()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a target says to one look."""

    reason: Reason = Reason.OK
    http_status: int | None = None
    matched: str | None = None
    status: Status | None = None
    """None: operational for OK, unknown for what is no evidence, else a major outage."""
    latency: float = 0.1
    detail: str = ""
    local: bool = False
    way_open: bool = True
    retry_after: float | None = None
    traits: tuple[str, ...] = ()
    tls_expires_at: datetime | None = None

    def seen(
        self,
        target: str,
        observed: float,
        *,
        started: float | None = None,
        path: Path = Path.DEFAULT,
        source: Source = Source.PROBE,
    ) -> Observation:
        """Return the observation that ended at second `observed`."""
        began = observed - self.latency if started is None else started
        return Observation(
            target if source is Source.CANARY else f"{target}/http",
            target,
            source,
            self.status or _STATUS.get(self.reason, Status.MAJOR_OUTAGE),
            self.reason,
            at(began),
            at(observed),
            detail=self.detail,
            latency=self.latency,
            http_status=self.http_status,
            matched=self.matched,
            path=path,
            local=self.local,
            way_open=self.way_open,
            retry_after=self.retry_after,
            tls_expires_at=self.tls_expires_at,
            body_digest=self.traits,
        )


_STATUS = {
    Reason.OK: Status.OPERATIONAL,
    Reason.SLOW: Status.DEGRADED,
    Reason.BLOCKED: Status.UNKNOWN,
    Reason.OFFLINE: Status.UNKNOWN,
    Reason.CAPTIVE_PORTAL: Status.UNKNOWN,
    Reason.ASLEEP: Status.UNKNOWN,
    Reason.OWN_FAULT: Status.UNKNOWN,
    Reason.STALE: Status.UNKNOWN,
}

FINE = Answer(http_status=200)
BROKEN = Answer(Reason.HTTP_STATUS, 500, detail="HTTP 500")
ERROR_PAGE = Answer(Reason.CONTENT, 200, matched="Over capacity", detail="Over capacity")
TEXT_GONE = Answer(Reason.CONTENT, 200, detail='"Sign in" is missing')
SILENT = Answer(Reason.TIMEOUT, latency=4.0, detail="no answer")
NAMELESS = Answer(Reason.DNS, detail="no such name")
NO_ROUTE = Answer(Reason.UNREACHABLE, detail="no route to host")
PORTAL = Answer(Reason.CAPTIVE_PORTAL, detail="a login page of the network")
WALLED = Answer(Reason.BLOCKED, 403, detail="HTTP 403")
OWN_FAULT = Answer(Reason.OWN_FAULT, detail="too many open files")
HOME = Answer(http_status=200, latency=0.01, local=True)
HOME_DEAD = Answer(Reason.REFUSED, latency=0.01, detail="connection refused", local=True)


def feed(
    platform_id: str,
    observed: float,
    status: Status = Status.OPERATIONAL,
    reason: Reason = Reason.OK,
    detail: str = "",
) -> Observation:
    """Return a reading of a platform's official feed."""
    return Observation(
        f"{platform_id}/feed",
        platform_id,
        Source.OFFICIAL,
        status,
        reason,
        at(observed - 0.2),
        at(observed),
        detail=detail,
    )


def crowd(platform_id: str, observed: float, count: float, usual: float = 1.0) -> Observation:
    """Return a count of complaints."""
    return Observation(
        f"{platform_id}/crowd",
        platform_id,
        Source.CROWD,
        Status.UNKNOWN,
        Reason.OK,
        at(observed),
        at(observed),
        crowd=(count, usual),
    )


def peers(platform_id: str, observed: float, *ok: bool, asked: bool = True) -> Observation:
    """Return the word of as many colleagues as `ok` has."""
    return Observation(
        f"{platform_id}/peers",
        platform_id,
        Source.PEER,
        Status.UNKNOWN,
        Reason.OK,
        at(observed - 1.0 if asked else observed),
        at(observed),
        votes=tuple(PeerVote(f"peer-{n}", vote) for n, vote in enumerate(ok)),
    )
