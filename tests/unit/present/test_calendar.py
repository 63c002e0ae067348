"""The calendar keeps to RFC 5545 whatever a platform is called."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.incident import Incident
from downlight.present.calendar import ics_pieces
from fakes.records import ended, minutes, trouble
from fakes.states import english


def written(*incidents: Incident) -> str:
    return "".join(ics_pieces(incidents, english(), minutes(90)))


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_an_incident_is_an_event_in_utc() -> None:
    lines = unfolded(written(ended(trouble(), minutes(34))))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART:20261102T080000Z" in lines
    assert "DTEND:20261102T083400Z" in lines
    assert "SUMMARY:X: Down for everyone" in lines
    assert "UID:20261102T080000Z-x@downlight" in lines


def test_one_that_is_not_over_ends_now() -> None:
    assert "DTEND:20261102T093000Z" in unfolded(written(trouble()))


def test_marks_of_the_format_are_written_as_text() -> None:
    odd = replace(trouble(name="a;b,c\\d"), note="line\r\nEND:VEVENT\nBEGIN:VALARM")
    lines = unfolded(written(odd))
    assert "SUMMARY:a\\;b\\,c\\\\d: Down for everyone" in lines
    assert lines.count("END:VEVENT") == 1
    assert "BEGIN:VALARM" not in lines


@given(st.text(min_size=1, max_size=200), st.text(max_size=300))
def test_no_text_breaks_a_line_or_makes_one_too_long(name: str, note: str) -> None:
    text = written(replace(trouble(name=name), note=note))
    lines = text.split("\r\n")
    assert all(len(line.encode("utf-8", "replace")) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "")
    assert sum(line.startswith("BEGIN:") for line in unfolded(text)) == 2
