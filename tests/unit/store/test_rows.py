"""What was written is read back, whatever it says."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from downlight.domain.incident import Incident, TimelineEntry
from downlight.domain.notify import Notification, NotificationKind, NotifyDecision, NotifyReason
from downlight.domain.status import Status
from downlight.store import recall, writes
from downlight.store.database import open_in_memory, transaction
from downlight.store.errors import Fault
from fakes.records import ENTRIES, INCIDENTS, TEXTS, TIMES


@settings(max_examples=40)
@given(INCIDENTS, st.lists(ENTRIES, max_size=4))
def test_an_incident_is_read_as_it_was_written(
    incident: Incident, entries: list[TimelineEntry]
) -> None:
    connection = open_in_memory(Fault.OTHER).connection
    with transaction(connection):
        writes.incident(replace(incident, id=3), entries)(connection)
    (found,) = recall.load(connection).open_incidents()
    connection.close()
    assert found == replace(incident, id=3, timeline=tuple(entries))


NOTIFICATIONS = st.builds(
    Notification,
    kind=st.sampled_from(NotificationKind),
    group_key=TEXTS,
    incident=INCIDENTS.map(lambda incident: replace(incident, id=3, notices=(), note="")),
    created_at=TIMES,
    reason=st.sampled_from(NotifyReason),
    official=st.none() | st.sampled_from(Status),
    id=st.just(8),
)


@settings(max_examples=40)
@given(NOTIFICATIONS)
def test_a_notification_is_read_as_it_was_written(said: Notification) -> None:
    connection = open_in_memory(Fault.OTHER).connection
    decided = NotifyDecision(said.reason, said)
    with transaction(connection):
        writes.incident(said.incident, [])(connection)
        writes.decision(8, said.incident, said.created_at, decided)(connection)
    found = recall.load(connection)
    connection.close()
    assert found.unshown == {8: said}
    assert found.told == {3}
    assert found.next_notification == 9
