"""A file adds what is new; what is known stays as it is."""

from dataclasses import replace

from downlight.domain.history import Bar
from downlight.domain.incident import Incident
from downlight.domain.merging import difference
from downlight.domain.status import Status
from fakes.records import T0, ended, minutes, trouble

BEGAN = T0.timestamp()


def past(platform_id: str = "x", start: float = 0, end: float = 34) -> Incident:
    return ended(trouble(platform_id, minutes(start)), minutes(end))


def test_incidents_that_the_log_lacks_are_new() -> None:
    found = difference([past(), past("y"), past("y", 60, 70)], {})
    assert len(found.new) == 3
    assert found.platforms == {"X": 1, "Y": 2}


def test_the_same_incident_is_known_and_another_word_on_it_differs() -> None:
    known = {"x": [Bar(1, BEGAN, BEGAN + 34 * 60, 4)]}
    longer = past(end=50)
    milder = replace(past(), peak_status=Status.DEGRADED)
    found = difference([past(), longer, milder], known)
    assert (found.new, found.known, found.differing) == ((), 1, 2)


def test_what_stands_in_the_file_twice_is_taken_once() -> None:
    found = difference([past(), past()], {}, left_out=4)
    assert (len(found.new), found.twice, found.left_out) == (1, 1, 4)
