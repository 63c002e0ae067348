from dataclasses import replace
from datetime import UTC, datetime, timedelta

from downlight.domain.incident import Incident, apply, entry_of, is_news
from downlight.domain.lifecycle import CheckState, step
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.observation import Observation
from downlight.domain.status import Phase, Reason, Scope, Source, Stage, Status
from downlight.domain.verdict import Verdict

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def verdict(
    status: Status, at: datetime, since: datetime | None, scope: Scope | None = None
) -> Verdict:
    phase = Phase.CONFIRMED if status.is_trouble else Phase.CALM
    return Verdict("x", status, phase, scope, 0.99, (), at, since)


def play(*verdicts: Verdict) -> Incident | None:
    state, incident = CheckState(Status.OPERATIONAL), None
    for said in verdicts:
        state, transition = step(state, said)
        if transition is not None:
            incident = apply(incident, transition, "X")
    return incident


def observation(status: Status = Status.MAJOR_OUTAGE, **more: object) -> Observation:
    base = Observation(
        "x/http", "x", Source.PROBE, status, Reason.HTTP_STATUS, NOW, NOW, http_status=503
    )
    return replace(base, **more)  # type: ignore[arg-type]  # keyword fields, checked by name


def test_an_incident_starts_with_the_first_bad_observation() -> None:
    incident = play(verdict(Status.MAJOR_OUTAGE, NOW, NOW - MINUTE, Scope.EVERYONE))
    assert incident is not None
    assert (incident.started_at, incident.confirmed_at) == (NOW - MINUTE, NOW)
    assert incident.scope is Scope.EVERYONE


def test_the_peak_stays_when_it_eases() -> None:
    incident = play(
        verdict(Status.MAJOR_OUTAGE, NOW, NOW), verdict(Status.DEGRADED, NOW + MINUTE, NOW)
    )
    assert incident is not None
    assert (incident.status, incident.peak_status) == (Status.DEGRADED, Status.MAJOR_OUTAGE)


def test_it_ends_with_the_first_good_observation() -> None:
    incident = play(
        verdict(Status.MAJOR_OUTAGE, NOW, NOW),
        verdict(Status.OPERATIONAL, NOW + 3 * MINUTE, NOW + 2 * MINUTE),
    )
    assert incident is not None
    assert incident.resolved_at == NOW + 2 * MINUTE
    assert incident.duration(NOW) == 120.0


def test_no_clock_makes_a_duration_negative() -> None:
    incident = play(
        verdict(Status.MAJOR_OUTAGE, NOW, NOW),
        verdict(Status.OPERATIONAL, NOW + MINUTE, NOW - 5 * MINUTE),
    )
    assert incident is not None
    assert incident.resolved_at is not None
    assert incident.resolved_at >= incident.started_at


def test_the_same_answer_again_is_no_news() -> None:
    assert is_news(observation(), None)
    assert not is_news(observation(), observation(observed_at=NOW + MINUTE, latency=9.0))
    assert is_news(observation(http_status=500), observation())


def test_an_official_update_is_news() -> None:
    notice = Notice("1", NoticeKind.INCIDENT, "Trouble", Stage.INVESTIGATING)
    before = observation(notices=(notice,))
    after = observation(notices=(replace(notice, stage=Stage.IDENTIFIED),))
    assert is_news(after, before)


def test_an_entry_keeps_the_evidence() -> None:
    entry = entry_of(observation(matched="Over capacity", detail="page says so", latency=0.3))
    assert (entry.http_status, entry.matched, entry.latency) == (503, "Over capacity", 0.3)
