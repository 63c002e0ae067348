from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.status import Stage, Status, worst


def test_severity_orders_what_people_would() -> None:
    ordered = sorted(Status, key=lambda status: status.severity)
    assert ordered == [
        Status.UNKNOWN,
        Status.OPERATIONAL,
        Status.MAINTENANCE,
        Status.DEGRADED,
        Status.PARTIAL_OUTAGE,
        Status.MAJOR_OUTAGE,
    ]


def test_maintenance_and_not_knowing_are_no_trouble() -> None:
    trouble = {status for status in Status if status.is_trouble}
    assert trouble == {Status.DEGRADED, Status.PARTIAL_OUTAGE, Status.MAJOR_OUTAGE}


@given(st.lists(st.sampled_from(Status)))
def test_unknown_never_outranks_what_is_known(statuses: list[Status]) -> None:
    known = [status for status in statuses if status is not Status.UNKNOWN]
    assert worst(statuses) == worst(known)


def test_monitoring_is_not_the_end() -> None:
    assert not Stage.MONITORING.is_closed
    assert not Stage.UNKNOWN.is_closed
    assert {stage for stage in Stage if stage.is_closed} == {
        Stage.RESOLVED,
        Stage.POSTMORTEM,
        Stage.COMPLETED,
        Stage.CANCELLED,
    }
