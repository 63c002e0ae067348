"""Sentences that are said later."""

from downlight.domain.saying import Saying, say, told_by


def test_a_saying_reads_as_english() -> None:
    told = say("The port in {typed} is {what}.", typed="x:99999", what=say("too high"))
    assert told == "The port in x:99999 is too high."


def test_what_looks_like_a_place_within_a_fact_stays_as_it_is() -> None:
    assert say("{typed} is no address.", typed="{typed}") == "{typed} is no address."


def test_an_error_hands_its_saying_on() -> None:
    told = told_by(ValueError(say("No {thing}.", thing="tea")))
    assert isinstance(told, Saying)
    assert (told.message, told.facts) == ("No {thing}.", {"thing": "tea"})


def test_an_error_of_others_tells_what_it_can() -> None:
    assert told_by(ValueError("no")) == "no"
    assert told_by(ValueError()) == ""
