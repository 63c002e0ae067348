from dataclasses import replace
from datetime import UTC, datetime, timedelta

from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORK = Notice("1", NoticeKind.MAINTENANCE, "Work", Stage.IN_PROGRESS)


def test_work_in_progress_is_active_whatever_the_plan_said() -> None:
    assert replace(WORK, starts_at=NOW + HOUR).is_active(NOW)
    assert replace(WORK, stage=Stage.VERIFYING).is_active(NOW)


def test_scheduled_work_is_not_active_before_it_is_begun() -> None:
    planned = replace(WORK, stage=Stage.SCHEDULED, starts_at=NOW - HOUR, ends_at=NOW + HOUR)
    assert not planned.is_active(NOW)


def test_without_a_stage_the_plan_decides() -> None:
    planned = replace(WORK, stage=Stage.UNKNOWN, starts_at=NOW - HOUR, ends_at=NOW + HOUR)
    assert planned.is_active(NOW)
    assert not planned.is_active(NOW - 2 * HOUR)
    assert not planned.is_active(NOW + HOUR)
    assert replace(planned, ends_at=None).is_active(NOW + 99 * HOUR)
    assert not replace(planned, starts_at=None).is_active(NOW)


def test_what_is_over_or_an_incident_is_no_active_work() -> None:
    assert not replace(WORK, stage=Stage.COMPLETED).is_active(NOW)
    assert not replace(WORK, kind=NoticeKind.INCIDENT).is_active(NOW)
    assert replace(WORK, stage=Stage.MONITORING).is_open
