from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.lifecycle import Change, CheckState, step
from downlight.domain.status import Phase, Scope, Status
from downlight.domain.verdict import Verdict

NOW = datetime(2026, 11, 1, tzinfo=UTC)
CALM = CheckState(Status.OPERATIONAL)
DOWN = CheckState(Status.MAJOR_OUTAGE, Scope.EVERYONE, in_incident=True)


def verdict(status: Status, phase: Phase, scope: Scope | None = None) -> Verdict:
    return Verdict("x", status, phase, scope, 0.99, (), NOW)


def change(before: CheckState, status: Status, phase: Phase, scope: Scope | None = None) -> object:
    transition = step(before, verdict(status, phase, scope))[1]
    return transition.change if transition else None


def test_a_confirmed_outage_opens_an_incident() -> None:
    assert change(CALM, Status.MAJOR_OUTAGE, Phase.CONFIRMED, Scope.EVERYONE) is Change.OPENED


def test_a_suspicion_opens_nothing() -> None:
    assert change(CALM, Status.OPERATIONAL, Phase.SUSPECTED) is None


def test_not_knowing_neither_opens_nor_ends() -> None:
    assert change(CALM, Status.UNKNOWN, Phase.CALM) is None
    assert change(DOWN, Status.UNKNOWN, Phase.CALM) is None
    assert change(DOWN, Status.UNKNOWN, Phase.CONFIRMED) is None


def test_recovering_is_not_yet_the_end() -> None:
    assert change(DOWN, Status.MAJOR_OUTAGE, Phase.RECOVERING, Scope.EVERYONE) is None
    assert change(DOWN, Status.OPERATIONAL, Phase.CALM) is Change.RESOLVED


def test_a_new_severity_or_scope_is_a_change() -> None:
    assert change(DOWN, Status.DEGRADED, Phase.CONFIRMED, Scope.EVERYONE) is Change.EASED
    degraded = CheckState(Status.DEGRADED, Scope.EVERYONE, in_incident=True)
    assert change(degraded, Status.MAJOR_OUTAGE, Phase.CONFIRMED) is Change.WORSENED
    assert change(DOWN, Status.MAJOR_OUTAGE, Phase.CONFIRMED, Scope.JUST_YOU) is (
        Change.SCOPE_CHANGED
    )


def test_maintenance_is_its_own_story() -> None:
    assert change(CALM, Status.MAINTENANCE, Phase.CALM) is Change.MAINTENANCE_BEGAN
    maintained = CheckState(Status.MAINTENANCE, None, in_maintenance=True)
    assert change(maintained, Status.MAINTENANCE, Phase.CALM) is None
    assert change(maintained, Status.OPERATIONAL, Phase.CALM) is Change.MAINTENANCE_ENDED
    assert change(DOWN, Status.MAINTENANCE, Phase.CALM) is Change.RESOLVED


verdicts = st.builds(
    verdict,
    st.sampled_from(Status),
    st.sampled_from(Phase),
    st.one_of(st.none(), st.sampled_from(Scope)),
)


@given(st.lists(verdicts, max_size=30))
def test_every_end_follows_a_beginning_and_unknown_never_opens(history: list[Verdict]) -> None:
    state, is_open = CheckState(), False
    for said in history:
        state, transition = step(state, said)
        if transition is None:
            continue
        if transition.change is Change.OPENED:
            assert not is_open
            assert said.status is not Status.UNKNOWN
            is_open = True
        elif transition.change is Change.RESOLVED:
            assert is_open
            is_open = False
        assert state.in_incident is is_open
