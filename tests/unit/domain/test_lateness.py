"""How late a status page was, once and usually."""

from dataclasses import replace
from datetime import timedelta

from downlight.domain.lateness import Lateness, is_official, lateness, official_delay
from downlight.domain.status import Source, Status
from fakes.records import minutes, seen, trouble


def test_the_delay_is_from_the_first_bad_look_to_the_first_official_word() -> None:
    fine = replace(seen("all well", minutes(2), Status.OPERATIONAL), source=Source.OFFICIAL)
    word = replace(seen("errors", minutes(17), Status.DEGRADED), source=Source.OFFICIAL)
    later = replace(word, at=minutes(30))
    incident = replace(trouble(), timeline=(seen(), fine, word, later))
    assert official_delay(incident) == timedelta(minutes=17)
    assert [is_official(entry) for entry in incident.timeline] == [False, True, True, True]


def test_a_page_that_never_spoke_or_spoke_first_is_told_apart() -> None:
    early = replace(seen("errors", minutes(-5), Status.DEGRADED), source=Source.OFFICIAL)
    assert official_delay(trouble()) is None
    assert official_delay(replace(trouble(), timeline=(early,))) == timedelta(0)


def test_the_mean_is_of_those_that_were_told_of() -> None:
    assert lateness([60.0, None, 180.0]) == Lateness(3, 2, 120.0)
    assert lateness([None]) == Lateness(1, 0, None)
    assert lateness([]) == Lateness(0, 0, None)
