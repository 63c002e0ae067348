"""Decisions are read back as they were written, whatever they say."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from downlight.domain.notify import (
    Notification,
    NotificationKind,
    NotifyDecision,
    NotifyReason,
    Outcome,
    Part,
)
from downlight.domain.status import NetworkState, Status
from downlight.store import decisions, recall, writes
from downlight.store.database import open_in_memory, transaction
from downlight.store.errors import Fault
from fakes.records import INCIDENTS, NOTICES, T0, TEXTS, TIMES, to_tell, trouble

PARTS = st.builds(
    Part,
    kind=st.sampled_from(NotificationKind),
    platform_id=TEXTS,
    platform_name=TEXTS,
    since=TIMES,
    until=st.none() | TIMES,
    incident_id=st.none() | st.integers(1, 2**60),
    provider=TEXTS,
)
OF_INCIDENT = st.builds(
    Notification,
    kind=st.sampled_from(NotificationKind),
    group_key=TEXTS,
    incident=INCIDENTS.map(lambda incident: replace(incident, id=3, notices=(), note="")),
    created_at=TIMES,
    reason=st.sampled_from(NotifyReason),
    official=st.none() | st.sampled_from(Status),
    id=st.just(8),
    official_at=st.none() | TIMES,
    provider=TEXTS,
    held_until=st.none() | TIMES,
    loud=st.booleans(),
)
OF_NONE = st.builds(
    Notification,
    kind=st.sampled_from(NotificationKind),
    group_key=TEXTS,
    incident=st.none(),
    created_at=TIMES,
    reason=st.sampled_from(NotifyReason),
    id=st.just(8),
    platform_id=TEXTS,
    platform_name=TEXTS,
    notice=st.none() | NOTICES,
    expires_at=st.none() | TIMES,
    network=st.none() | st.sampled_from(NetworkState),
    since=st.none() | TIMES,
    parts=st.lists(PARTS, max_size=3).map(tuple),
)


@settings(max_examples=60)
@given(OF_INCIDENT | OF_NONE)
def test_a_notification_is_read_as_it_was_written(said: Notification) -> None:
    connection = open_in_memory(Fault.OTHER).connection
    decided = NotifyDecision(
        said.reason, said, platform_id=said.platform_id, platform_name=said.platform_name
    )
    with transaction(connection):
        if said.incident is not None:
            writes.incident(said.incident, [])(connection)
        decisions.write(8, said.incident, said.created_at, decided)(connection)
    found = recall.load(connection)
    connection.close()
    assert found.unshown == {8: said}
    assert found.told == ({3} if said.incident else set())
    assert found.next_notification == 9


def test_what_a_later_version_left_to_tell_is_not_told_as_something_else() -> None:
    connection = open_in_memory(Fault.OTHER).connection
    with transaction(connection):
        decisions.write(1, None, T0, to_tell(trouble()))(connection)
        connection.execute("UPDATE notifications SET kind = 'song'")
    found = recall.load(connection)
    connection.close()
    assert found.unshown == {}


def test_what_was_shown_gathered_or_given_up_is_not_to_be_shown_any_more() -> None:
    connection = open_in_memory(Fault.OTHER).connection
    about = replace(trouble(), id=3)
    telling = to_tell(about)
    assert telling.notification is not None
    telling = replace(telling, notification=replace(telling.notification, group_key="incident:3"))
    bubble = Notification(
        NotificationKind.TOGETHER, "incident:3", None, T0, NotifyReason.GATHERED, id=9
    )
    with transaction(connection):
        writes.incident(about, [])(connection)
        for number in range(1, 6):
            decisions.write(number, about, T0, telling)(connection)
        decisions.shown(1, T0, 70)(connection)
        decisions.gathered([2, 3], Outcome.SUMMARY, T0, bubble)(connection)
        decisions.dropped([4], Outcome.STALE)(connection)
    found = recall.load(connection)
    assert sorted(found.unshown) == [5, 9]
    assert found.standing["incident:3"].id == 1
    assert found.shows == [T0]
    with transaction(connection):
        decisions.shown(9, T0, None)(connection)
    found = recall.load(connection)
    connection.close()
    assert found.standing["incident:3"].id == 9
    assert found.shows == [T0, T0]
