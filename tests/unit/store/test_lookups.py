"""Questions about what was before this run."""

from contextlib import closing
from dataclasses import replace

from downlight.domain.notify import NotifyDecision, NotifyReason
from downlight.store import decisions, lookups, writes
from downlight.store.database import open_in_memory
from downlight.store.errors import Fault
from fakes.records import T0, ended, minutes, to_tell, trouble


def test_telling_bubbles_and_ends_are_found() -> None:
    about = ended(replace(trouble(), id=1), minutes(5))
    telling = to_tell(about)
    assert telling.notification is not None
    telling = replace(telling, notification=replace(telling.notification, group_key="k"))
    with closing(open_in_memory(Fault.OTHER).connection) as connection:
        writes.incident(about, [])(connection)
        decisions.write(1, about, T0, NotifyDecision(NotifyReason.SUPPRESSED_MUTED))(connection)
        assert not lookups.was_told(connection, 1)
        for number, bubble in ((2, 70), (3, 71), (4, None)):
            decisions.write(number, about, T0, telling)(connection)
            decisions.shown(number, T0, bubble)(connection)
        assert lookups.was_told(connection, 1)
        assert lookups.bubble(connection, "k") == 71
        assert lookups.bubble(connection, "other") is None
        once = NotifyDecision(NotifyReason.SUPPRESSED_KIND_OFF, topic="certificate:x:1")
        decisions.write(5, None, T0, once)(connection)
        assert lookups.knows(connection, "certificate:x:1")
        assert not lookups.knows(connection, "certificate:x:2")
        assert lookups.ended_before(connection, minutes(6))
        assert not lookups.ended_before(connection, minutes(5))
