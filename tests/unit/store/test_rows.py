"""What was written is read back, whatever it says."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from downlight.domain.incident import Incident, TimelineEntry
from downlight.store import recall, writes
from downlight.store.database import open_in_memory, transaction
from downlight.store.errors import Fault
from fakes.records import ENTRIES, INCIDENTS


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
