"""What every feed format is read into."""

from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats.report import FeedReport


def test_incidents_and_maintenances_are_told_apart() -> None:
    trouble = Notice("1", NoticeKind.INCIDENT, "Slow", Stage.INVESTIGATING)
    work = Notice("2", NoticeKind.MAINTENANCE, "New disks", Stage.SCHEDULED)
    report = FeedReport("rss", "", None, Status.DEGRADED, notices=(trouble, work))
    assert report.incidents == [trouble]
    assert report.maintenances == [work]
