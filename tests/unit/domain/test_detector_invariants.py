"""Whatever comes in, the detector stands: nothing raises, and nothing is said without cause."""

import math
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from downlight.domain.detector import Detector, Subject
from downlight.domain.observation import Observation, Path
from downlight.domain.status import Phase, Reason, Source, Status
from fakes.sightings import MONDAY, Answer, at, crowd, feed, peers, stamp
from fakes.watchman import CANARIES, OTHERS, Watchman

PLATFORMS = ("x", "y", "z", "fed")
SUBJECTS = (
    Subject("x"),
    Subject("y", interval=2.0, provider="meta"),
    Subject("z", interval=300.0, provider="meta", latency_limit=1.0),
    Subject("fed", has_probe=False),
)

answers = st.builds(
    Answer,
    st.sampled_from(Reason),
    st.sampled_from([None, 200, 301, 404, 429, 500, 503]),
    st.sampled_from([None, "Over capacity"]),
    st.sampled_from([None, *Status]),
    st.floats(0, 70),
    local=st.booleans(),
    way_open=st.booleans(),
    retry_after=st.none() | st.floats(0, 7200),
    traits=st.sampled_from([(), ("title:a", "length:9"), ("title:b", "length:2")]),
    tls_expires_at=st.sampled_from([None, at(-5), at(500_000)]),
)
targets = st.sampled_from([*PLATFORMS, "nobody"])


@st.composite
def anything(draw: st.DrawFn, t: float, *, sites: bool) -> Observation | str:
    """Return an observation known at second `t`, or a word of the system."""
    target, kind = draw(targets), draw(st.integers(0, 11))
    if kind == 0:
        return draw(st.sampled_from(["online", "offline", "changed", "resume", "sleep"]))
    if kind == 1:
        return feed(target, t, draw(st.sampled_from(Status)), draw(st.sampled_from(Reason)))
    if kind == 2:
        return crowd(target, t, draw(st.floats(0, 1e5)), draw(st.floats(0, 1e3)))
    if kind == 3:
        votes = draw(st.lists(st.booleans(), max_size=5))
        return peers(target, t, *votes, asked=draw(st.booleans()))
    answer, path = draw(answers), draw(st.sampled_from(Path))
    if sites and kind < 6:
        canary = draw(st.sampled_from(CANARIES))
        return answer.seen(canary, t, path=path, source=Source.CANARY)
    return answer.seen(target, t, path=path)


@settings(max_examples=60)
@given(st.data(), st.booleans(), st.integers(0, 3))
def test_no_sequence_of_evidence_breaks_the_verdict(
    data: st.DataObject, sites: bool, seed: int
) -> None:
    detector = Detector(Random(seed), CANARIES if sites else ())
    for subject in SUBJECTS:
        detector.watch(subject, MONDAY)
    t = 0.0
    for _ in range(data.draw(st.integers(1, 25))):
        t += data.draw(st.sampled_from([0.0, 0.3, 3.0, 11.0, 60.0, 400.0, 90_000.0, -500.0]))
        one = data.draw(anything(t, sites=sites))
        if isinstance(one, str):
            detector.sense(one, at(t))
        else:
            detector.observe(one)
        for platform_id in PLATFORMS:
            _check(detector, platform_id, t)


def _check(detector: Detector, platform_id: str, t: float) -> None:
    verdict = detector.verdict(platform_id, at(t))
    assert detector.verdict(platform_id, at(t)) == verdict
    assert detector.stance(platform_id) == (verdict.status, verdict.phase, verdict.scope)
    assert 0.0 <= verdict.confidence <= 1.0
    assert 0.0 < detector.timeout(platform_id) < math.inf
    assert isinstance(detector.path(platform_id), Path)
    assert not math.isnan(detector.due(platform_id))
    sure = verdict.phase in (Phase.CONFIRMED, Phase.RECOVERING)
    if verdict.status is Status.UNKNOWN:
        assert verdict.confidence == 0.0
        assert verdict.phase is not Phase.SUSPECTED
    elif sure:
        assert verdict.status.is_trouble
        assert verdict.since is not None
    else:
        assert not verdict.status.is_trouble
        assert verdict.scope is None


steady = st.sampled_from(
    [Reason.OK, Reason.TIMEOUT, Reason.HTTP_STATUS, Reason.CONTENT, Reason.DNS, Reason.BLOCKED]
)


@settings(max_examples=30)
@given(st.lists(st.tuples(steady, st.sampled_from([5.0, 40.0, 200.0])), max_size=25))
def test_after_every_look_another_is_due_and_not_in_the_past(
    story: list[tuple[Reason, float]],
) -> None:
    watching = Watchman(*map(Subject, ("x", *OTHERS)))
    watching.run(300)
    for reason, seconds in story:
        looked = len(watching.times())
        watching.answer(Answer(reason, 500 if reason is Reason.HTTP_STATUS else 200), "x")
        watching.run(seconds)
        due = watching.detector.due("x")
        assert due > stamp(watching.t - 15), "a look is overdue by more than one takes"
        assert due <= stamp(watching.t + 1200)
        assert len(watching.times()) - looked <= 2 + seconds / 2


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_nothing_is_confirmed_before_two_looks_failed(fine: list[bool]) -> None:
    detector = Detector(Random(1), CANARIES)
    detector.watch(Subject("x"), MONDAY)
    t, bad = 0.0, 0
    for ok in fine:
        t = max(t + 0.5, detector.due("x") - MONDAY.timestamp())
        answer = Answer(http_status=200) if ok else Answer(Reason.HTTP_STATUS, 500)
        detector.observe(answer.seen("x", t))
        bad += not ok
        verdict = detector.verdict("x", at(t))
        if verdict.phase is Phase.CONFIRMED:
            assert bad >= 2
            assert verdict.status.is_trouble
        if ok:
            assert verdict.phase is not Phase.STARTING


@settings(max_examples=30)
@given(st.lists(st.booleans(), max_size=40))
def test_good_answers_end_every_alarm(fine: list[bool]) -> None:
    watching = Watchman(*map(Subject, ("x", *OTHERS)))
    watching.run(300)
    for ok in fine:
        reason = Reason.OK if ok else Reason.TIMEOUT
        watching.answer(Answer(reason, latency=0.1), "x")
        watching.run(20)
    watching.answer(Answer(latency=0.1), "x")
    watching.run(1500)
    assert watching.verdict().status is Status.OPERATIONAL
    assert watching.is_at(Phase.CALM)


@given(answers, st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001 - hypothesis wants bounds without a zone
def test_any_date_is_taken(answer: Answer, when: datetime) -> None:
    detector = Detector(Random(1), CANARIES)
    moment = when.replace(tzinfo=UTC)
    detector.watch(Subject("x"), moment)
    seen = replace(answer.seen("x", 0.0), started_at=moment, observed_at=moment)
    detector.observe(seen)
    assert detector.verdict("x", moment).judged_at == moment
