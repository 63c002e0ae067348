"""Looks at a platform, and platforms under judgement, as tests of the detector need them."""

from datetime import UTC, datetime

from downlight.domain.likelihood import Kind
from downlight.domain.observation import Observation, Path, PeerVote
from downlight.domain.status import Reason, Source, Status
from downlight.domain.subject import Subject
from downlight.domain.tuning import Tuning
from downlight.domain.watch import Watch

T = datetime(2026, 11, 23, 15, 0, tzinfo=UTC).timestamp()
"""When the tests of the detector begin: seconds since the epoch, UTC."""


def moment(t: float) -> datetime:
    return datetime.fromtimestamp(t, UTC)


def look(
    t: float = T,
    reason: Reason = Reason.OK,
    *,
    took: float = 0.1,
    path: Path = Path.DEFAULT,
    platform_id: str = "x",
) -> Observation:
    """Return a look at the platform itself that was answered at `t`."""
    status = Status.OPERATIONAL if reason is Reason.OK else Status.MAJOR_OUTAGE
    began, ended = moment(t - took), moment(t)
    return Observation(
        f"{platform_id}/http", platform_id, Source.PROBE, status, reason, began, ended, path=path
    )


def reading(t: float, status: Status, reason: Reason = Reason.OK) -> Observation:
    """Return a reading of the platform's official feed."""
    return Observation("x/feed", "x", Source.OFFICIAL, status, reason, moment(t - 0.1), moment(t))


def voting(t: float, *votes: PeerVote, asked: bool = True) -> Observation:
    """Return what colleagues say: asked by us, or of their own accord."""
    began = moment(t - 0.1 if asked else t)
    return Observation(
        "x/peers", "x", Source.PEER, Status.UNKNOWN, Reason.OK, began, moment(t), votes=votes
    )


def counting(t: float, complaints: float, usual: float) -> Observation:
    """Return a count of complaints."""
    when, crowd = moment(t), (complaints, usual)
    return Observation(
        "x/crowd", "x", Source.CROWD, Status.UNKNOWN, Reason.OK, when, when, crowd=crowd
    )


def votes(ok: bool, count: int) -> tuple[PeerVote, ...]:
    """Return votes of `count` colleagues who all say the same."""
    return tuple(PeerVote(f"{'fine' if ok else 'failing'}{number}", ok) for number in range(count))


def watch_on(platform_id: str = "x", *, provider: str | None = None, probe: bool = True) -> Watch:
    """Return a platform that was fine a minute ago."""
    watch = Watch(Subject(platform_id, provider=provider, has_probe=probe), Tuning(), T)
    watch.belief.pass_time(T - 60.0)
    watch.run = 10
    return watch


REASONS = {
    Kind.OK: Reason.OK,
    Kind.SERVER_ERROR: Reason.HTTP_STATUS,
    Kind.TEXT_MISSING: Reason.CONTENT,
    Kind.SLOW: Reason.SLOW,
    Kind.TIMEOUT: Reason.TIMEOUT,
    Kind.DNS: Reason.DNS,
    Kind.BLOCKED: Reason.BLOCKED,
}
"""Why looks of a kind went as they did."""
