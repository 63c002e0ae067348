from dataclasses import replace
from datetime import timedelta

from downlight.domain.status import Source, Status
from downlight.present.incident_text import paragraph
from fakes.records import T0, ended, minutes, seen, trouble
from fakes.states import english

words = english()


def test_a_paragraph_tells_what_when_how_long_why_and_who_said_so() -> None:
    word = replace(seen("errors", minutes(12), Status.DEGRADED), source=Source.OFFICIAL)
    incident = replace(ended(trouble(), minutes(34)), timeline=(seen(), word), note="called them")
    told = paragraph(words, incident, minutes(60))
    assert told.startswith(
        "X: Down for everyone from 2 Nov 2026, 08:00 to 2 Nov 2026, 08:34 (34 min). Why: "
    )
    assert "Its status page told of it 12 min later." in told
    assert told.endswith("Note: called them Seen by Downlight.")


def test_one_that_lasts_is_told_as_such() -> None:
    told = paragraph(words, replace(trouble(), reasons=()), T0 + timedelta(hours=2))
    assert told == (
        "X: Down for everyone since 2 Nov 2026, 08:00, not over after 2 h. Seen by Downlight."
    )


def test_a_page_that_kept_silent_or_spoke_at_once_is_told() -> None:
    fine = replace(seen("", minutes(1), Status.OPERATIONAL), source=Source.OFFICIAL)
    silent = paragraph(words, replace(trouble(), timeline=(fine,)), minutes(9))
    assert "said all was well throughout" in silent
    quick = replace(fine, at=T0 + timedelta(seconds=20), status=Status.MAJOR_OUTAGE)
    assert "at once" in paragraph(words, replace(trouble(), timeline=(quick,)), minutes(9))
