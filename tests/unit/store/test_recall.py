"""What the engine asks while it runs is answered from memory."""

from dataclasses import replace

import pytest

from downlight.store.database import open_in_memory
from downlight.store.errors import Fault
from downlight.store.recall import REMEMBERED, Recall, load
from fakes.records import ended, minutes, seen, to_tell, trouble


def test_an_empty_log_recalls_nothing() -> None:
    connection = open_in_memory(Fault.OTHER).connection
    assert load(connection) == Recall()
    connection.close()


def test_ids_count_up_from_where_they_were() -> None:
    recall = Recall(next_incident=8, next_notification=3)
    assert [recall.id_for(trouble(name)) for name in "ab"] == [8, 9]
    assert recall.id_for(replace(trouble("c"), id=4)) == 4
    assert [recall.new_notification_id() for _ in range(2)] == [3, 4]


def test_ids_of_a_log_in_memory_stay_above_those_of_its_file() -> None:
    recall = Recall(next_incident=8)
    recall.number_from(1_000)
    assert recall.id_for(trouble()) == 1_000
    recall.number_from(5)
    assert recall.id_for(trouble("y")) == 1_001


def test_an_open_incident_keeps_its_evidence_until_it_ends() -> None:
    recall = Recall()
    incident = replace(trouble(), id=1)
    recall.keep(incident, [seen("a")])
    recall.keep(replace(incident, note="of the engine"), [seen("b")])
    recall.write_note(1, "of the user")
    recall.write_note(9, "of nobody")
    (kept,) = recall.open_incidents()
    assert [entry.text for entry in kept.timeline] == ["a", "b"]
    assert kept.note == "of the user"
    recall.keep(ended(incident, minutes(3)), [])
    assert recall.open_incidents() == []
    assert recall.timelines == {}


def test_what_has_no_id_cannot_be_kept() -> None:
    recall = Recall()
    with pytest.raises(ValueError, match="id"):
        recall.keep(trouble(), [])
    said = to_tell(trouble()).notification
    assert said is not None
    with pytest.raises(ValueError, match="id"):
        recall.speak(said)


def test_a_bubble_belongs_to_the_key_of_its_notification() -> None:
    recall = Recall()
    said = to_tell(replace(trouble(), id=1)).notification
    assert said is not None
    recall.speak(replace(said, id=5, group_key="incident:1"))
    recall.show(5, 70, minutes(1))
    recall.show(5, None, minutes(2))
    recall.show(99, 71, minutes(3))
    assert recall.bubbles == {"incident:1": 70}
    assert recall.shows == [minutes(1)]
    assert recall.standing["incident:1"].id == 5
    assert recall.unshown == {}


def test_only_so_many_bubbles_are_remembered() -> None:
    recall = Recall()
    said = to_tell(replace(trouble(), id=1)).notification
    assert said is not None
    for number in range(REMEMBERED + 2):
        recall.speak(replace(said, id=number, group_key=f"k{number}"))
        recall.show(number, None, minutes(number))
    assert len(recall.standing) == len(recall.shows) == REMEMBERED
    assert next(iter(recall.standing)) == "k2"
